using System.Runtime.CompilerServices;
using Compliance.Evidence.Bytes;

namespace Compliance.Evidence.Json;

/// <summary>Reads JSON values one after the other: of the text itself, of an array, of a wrapper's array. What is broken is
/// rejected and passed over by its nesting; what follows is read.</summary>
internal sealed unsafe class JsonSequence(Window window, JsonLog log, JsonLayout layout, ReadLimits limits)
{
    private long _record;
    private bool _toldOfEnd;

    public void Read()
    {
        while (SkipSpace())
        {
            switch (*window.Start)
            {
                case (byte)'[':
                    window.Start++;
                    ReadArray();
                    break;
                case (byte)'{' when layout.WrapperArray(0) is > 0 and var array:
                    window.Start += array;
                    if (ReadArray()) SkipWrapperEnd();
                    break;
                case (byte)'{':
                    ReadValue(inArray: false);
                    break;
                default:
                    log.Reject(++_record, $"expected a JSON object or array, found `{Shown.Text(window.Text[..Math.Min(window.Available, 20)])}`");
                    SkipLine();
                    break;
            }
        }
        if (window.Defect is { } defect && !_toldOfEnd) log.Reject(++_record, defect);
    }

    /// <summary>Reads elements up to behind the closing bracket; false when the text ends before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool ReadArray()
    {
        if (SkipSpace() && *window.Start == ']') return Pass();
        while (SkipSpace())
        {
            if (*window.Start is (byte)']' or (byte)',' or (byte)'}')
            {
                log.Reject(++_record, $"expected an element of the array, found `{(char)*window.Start}`");
            }
            else if (!ReadValue(inArray: true)) return false;
            if (!SkipSpace()) break;
            switch (*window.Start)
            {
                case (byte)',': window.Start++; break;
                case (byte)']': return Pass();
                case (byte)'{': break;
                default:
                    log.Reject(++_record, $"expected `,` or `]` after an element of the array, found `{(char)*window.Start}`");
                    window.Start++;
                    SkipBroken(inArray: true);
                    if (window.Available > 0 && *window.Start == ',') window.Start++;
                    break;
            }
        }
        RejectEnd("the file ends inside an array: its `]` is missing");
        return false;
    }

    private bool Pass()
    {
        window.Start++;
        return true;
    }

    /// <summary>Reads the value at the window's start and moves behind it; false when the text ends inside it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool ReadValue(bool inArray)
    {
        while (true)
        {
            var start = window.Start;
            var limit = window.End;
            var end = log.Scan(start, limit);
            // A number that touches the limit may go on behind it.
            if (end != null && (end < limit || window.Ended || *start is (byte)'{' or (byte)'['))
            {
                if (end - start > limits.Record) log.Reject(++_record, TooLong());
                else log.Take(start, end, ++_record);
                window.Start = end;
                return true;
            }
            var unfinished = end != null || log.NeedsMore(limit);
            if (unfinished && window.Available <= limits.Record && window.FillDouble()) continue;
            if (unfinished && window.Ended)
            {
                RejectCutShort();
                return false;
            }
            if (unfinished) log.Reject(++_record, TooLong());
            else log.RejectFailed(++_record, start, limit);
            SkipBroken(inArray);
            return true;
        }
    }

    private void RejectCutShort()
    {
        log.Reject(++_record, window.Defect ?? JsonLog.CutShort(window.Available));
        _toldOfEnd = true;
        window.Start = window.End;
    }

    private void RejectEnd(string reason)
    {
        if (!_toldOfEnd) log.Reject(++_record, window.Defect ?? reason);
        _toldOfEnd = true;
    }

    /// <summary>Passes over a value that is no JSON, by its brackets and quotes. Stops behind it, or in an array before the
    /// comma or bracket that follows.</summary>
    private void SkipBroken(bool inArray)
    {
        var nesting = new JsonNesting();
        var afterLine = false;
        do
        {
            for (; window.Start < window.End; window.Start++)
            {
                var unit = *window.Start;
                // Outside arrays, a brace at the beginning of a line begins the next record.
                if (afterLine && !inArray && unit == '{') return;
                afterLine = unit == '\n';
                if (afterLine) nesting.CloseString();
                if (!nesting.InString && nesting.Depth == 0 && inArray && unit is (byte)',' or (byte)']') return;
                var depth = nesting.Depth;
                nesting.Step(unit);
                if (nesting.Depth >= depth || nesting.Depth > 0) continue;
                window.Start++;
                return;
            }
        }
        while (log.Fill());
    }

    /// <summary>Passes over the rest of a wrapper object whose array was read.</summary>
    private void SkipWrapperEnd()
    {
        var nesting = new JsonNesting();
        nesting.Step((byte)'{');
        do
        {
            while (window.Start < window.End)
            {
                nesting.Step(*window.Start++);
                if (nesting.Depth == 0) return;
            }
        }
        while (log.Fill());
        RejectEnd("the file ends inside the object around the records: its `}` is missing");
    }

    private void SkipLine()
    {
        do
        {
            var end = window.Text.IndexOf((byte)'\n');
            window.Start = end < 0 ? window.End : window.Start + end + 1;
            if (end >= 0) return;
        }
        while (log.Fill());
    }

    /// <summary>Moves to the next byte that is no white space; false at the end.</summary>
    private bool SkipSpace()
    {
        do
        {
            for (; window.Start < window.End; window.Start++)
                if (*window.Start is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')) return true;
        }
        while (log.Fill());
        return false;
    }

    private string TooLong() => $"the record is longer than {limits.Record} bytes";
}
