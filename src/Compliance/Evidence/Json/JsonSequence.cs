using System.Runtime.CompilerServices;
using Compliance.Evidence.Bytes;

namespace Compliance.Evidence.Json;

/// <summary>Reads JSON values one after the other: of the text itself, of an array, of the lists of pages. What is broken is
/// rejected and passed over by its nesting; what follows is read.</summary>
internal sealed unsafe class JsonSequence(Window window, JsonLog log, JsonLayout layout, JsonLists lists, ReadLimits limits)
{
    private const int MostShown = 20;
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
                    // An array of pages; a page holds no pages.
                    ReadArray(paged: SkipSpace() && *window.Start == '{' && layout.PageList(0) > 0);
                    break;
                case (byte)'{':
                    ReadObject(inArray: false);
                    break;
                default:
                    // As much as is shown is read first: where a block ends is nobody's business.
                    while (window.Available < MostShown && log.Fill()) { }
                    log.Reject(++_record, $"expected a JSON object or array, found `{Shown.Text(window.Text[..Math.Min(window.Available, MostShown)])}`");
                    SkipLine();
                    break;
            }
        }
        if (window.Defect is { } defect && !_toldOfEnd) log.Reject(++_record, defect);
    }

    /// <summary>Reads a page, or a record; false when the text ends inside it.</summary>
    private bool ReadObject(bool inArray)
    {
        if (layout.PageList(0) is > 0 and var list)
        {
            window.Start += list;
            return ReadArray(paged: false) && SkipRest(ofPage: true);
        }
        if (lists.Named is null) return ReadValue(inArray);
        // An object without the list that the log entry names, a message of an error say, is no page, and no record.
        if (!SkipRest(ofPage: false)) return false;
        log.Reject(++_record, $"the object has no list `{lists.Named}`, which `list` of this log names");
        return true;
    }

    /// <summary>Reads elements up to behind the closing bracket; false when the text ends before it.</summary>
    /// <param name="paged">Its elements are pages.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool ReadArray(bool paged)
    {
        if (SkipSpace() && *window.Start == ']') return Pass();
        while (SkipSpace())
        {
            if (*window.Start is (byte)']' or (byte)',' or (byte)'}')
            {
                log.Reject(++_record, $"expected an element of the array, found `{(char)*window.Start}`");
            }
            else if (!(paged && *window.Start == '{' ? ReadObject(inArray: true) : ReadValue(inArray: true))) return false;
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
                    if ((window.Available > 0 || log.Fill()) && *window.Start == ',') window.Start++;
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

    /// <summary>Passes over an object, or over what follows the list of a page; false when the text ends inside it.</summary>
    private bool SkipRest(bool ofPage)
    {
        var nesting = new JsonNesting();
        if (ofPage) nesting.Step((byte)'{');
        do
        {
            while (window.Start < window.End)
            {
                if (ofPage && *window.Start == '"' && nesting is { Depth: 1, InString: false }) RejectSecondList();
                nesting.Step(*window.Start++);
                if (nesting.Depth == 0) return true;
            }
        }
        while (log.Fill());
        RejectEnd("the file ends inside the object around the records: its `}` is missing");
        return false;
    }

    private void RejectSecondList()
    {
        if (layout.ListAt(0) is { } name) log.Reject(++_record, $"the object has a second list, `{name}`, which is not read: name the one that holds the records as `list` of this log");
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
