using System.Runtime.CompilerServices;
using System.Text.Unicode;
using Compliance.Evidence.Bytes;
using Compliance.Evidence.Formats;

namespace Compliance.Evidence.Json;

/// <summary>Reads the records of a JSON log, whichever way they are framed: one a line, in an array, in the lists of
/// pages, or one after the other.</summary>
internal sealed unsafe class JsonLog
{
    private readonly Window _window;
    private readonly JsonFormat _format;
    private readonly SourceTally _tally;
    private readonly ReadLimits _limits;
    private readonly JsonScanner _scanner;
    private readonly JsonLists _lists;
    private readonly Action _onBlock;
    private readonly string _notText;

    public JsonLog(Window window, JsonFormat format, JsonLists lists, SourceTally tally, ReadLimits limits, Action onBlock)
    {
        _window = window;
        _format = format;
        _lists = lists;
        _tally = tally;
        _limits = limits;
        _onBlock = onBlock;
        _notText = $"the record {TextEncodings.Problem(window.Encoding)}";
        _scanner = new JsonScanner(format.Paths, format.Complete());
    }

    /// <summary>Reads to the end. Afterwards every record of the file was accepted or rejected.</summary>
    public void Read()
    {
        var layout = new JsonLayout(_window, _limits, _lists);
        if (layout.IsLines()) ReadLines();
        else new JsonSequence(_window, this, layout, _lists, _limits).Read();
    }

    /// <summary>Scans the value at the window's start.</summary>
    /// <returns>Behind it; null when it is no JSON.</returns>
    public byte* Scan(byte* start, byte* limit) => _scanner.Scan(start, limit);

    /// <summary>Whether the value that failed may only need more text.</summary>
    public bool NeedsMore(byte* limit) => _scanner.ErrorAt >= limit;

    /// <summary>Accepts the value that was scanned last, or rejects it when it is no event of the format.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Take(byte* start, byte* end, long record)
    {
        var bytes = new ReadOnlySpan<byte>(start, (int)(end - start));
        if (!Utf8.IsValid(bytes))
        {
            _tally.Reject(record, _notText);
            return;
        }
        if (*start != '{')
        {
            _tally.Reject(record, "expected a JSON object");
            return;
        }
        _format.Give(_tally, record, bytes);
    }

    public void Reject(long record, string reason) => _tally.Reject(record, reason);

    /// <summary>Rejects the value that failed to scan.</summary>
    public void RejectFailed(long record, byte* start, byte* limit)
    {
        var at = _scanner.ErrorAt - start + 1;
        _tally.Reject(record, _scanner.ErrorAt >= limit ? CutShort(limit - start) : $"{_scanner.Error}, at byte {at} of the record");
    }

    public static string CutShort(long length) => $"the record is cut short after {length} bytes";

    /// <summary>Reads on; tells of the progress.</summary>
    public bool Fill()
    {
        _onBlock();
        return _window.Fill();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadLines()
    {
        long line = 0;
        var searched = 0;
        while (true)
        {
            var found = _window.Text[searched..].IndexOf((byte)'\n');
            if (found >= 0)
            {
                ReadLine(++line, _window.Start + searched + found);
                _window.Start += searched + found + 1;
                searched = 0;
            }
            else if (_window.Available > _limits.Record)
            {
                SkipLine(++line);
                searched = 0;
            }
            else
            {
                searched = _window.Available;
                if (!Fill()) break;
            }
        }
        if (_window.Available > 0) ReadLine(++line, _window.End);
        if (_window.Defect is { } defect) _tally.Reject(line + 1, defect);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadLine(long line, byte* end)
    {
        var start = _window.Start;
        if (end - start > _limits.Record)
        {
            _tally.Reject(line, TooLong());
            return;
        }
        while (start < end && *start is (byte)' ' or (byte)'\t' or (byte)'\r') start++;
        if (start == end) return;
        var behind = _scanner.Scan(start, end);
        if (behind == null)
        {
            // The last line of a file that ends early is told of once, by the defect.
            if (end != _window.End || _window.Defect is null) RejectFailed(line, start, end);
            return;
        }
        var rest = behind;
        while (rest < end && *rest is (byte)' ' or (byte)'\t' or (byte)'\r') rest++;
        if (rest < end) _tally.Reject(line, $"expected the end of the line behind the record, at byte {rest - start + 1}");
        else Take(start, behind, line);
    }

    /// <summary>Passes over a line that is too long to be held.</summary>
    private void SkipLine(long line)
    {
        _tally.Reject(line, TooLong());
        while (true)
        {
            var end = _window.Text.IndexOf((byte)'\n');
            if (end >= 0)
            {
                _window.Start += end + 1;
                return;
            }
            _window.Start = _window.End;
            if (!Fill()) return;
        }
    }

    private string TooLong() => $"the record is longer than {_limits.Record} bytes";
}
