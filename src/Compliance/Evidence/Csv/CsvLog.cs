using System.Runtime.CompilerServices;
using System.Text.Unicode;
using Compliance.Evidence.Bytes;
using Compliance.Evidence.Formats;

namespace Compliance.Evidence.Csv;

/// <summary>Reads the rows of a CSV log behind its header. A record's position is that of its row, blank lines not counted.</summary>
internal sealed unsafe class CsvLog
{
    private readonly Window _window;
    private readonly CsvHeader _header;
    private readonly CsvFormat _format;
    private readonly SourceTally _tally;
    private readonly ReadLimits _limits;
    private readonly RecordValues _values;
    private readonly CsvRow _row;
    private readonly Action _onBlock;
    private readonly string _notText;
    private long _record;

    public CsvLog(Window window, CsvHeader header, CsvFormat format, SourceTally tally, ReadLimits limits, Action onBlock)
    {
        _window = window;
        _header = header;
        _format = format;
        _tally = tally;
        _limits = limits;
        _onBlock = onBlock;
        _notText = TextEncodings.Problem(window.Encoding);
        _row = new CsvRow(header.Delimiter);
        _values = format.Complete();
    }

    /// <summary>Reads to the end. Afterwards every row was accepted or rejected.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Read()
    {
        while (_window.Available > 0 || Fill())
        {
            switch (_row.Read(_window.Start, _window.End, _window.Ended))
            {
                case CsvRowEnd.Whole:
                    Take();
                    break;
                case CsvRowEnd.Broken:
                    _tally.Reject(++_record, _row.Error);
                    SkipLine();
                    break;
                case CsvRowEnd.NeedsMore when _window.Available > _limits.Record:
                    _tally.Reject(++_record, $"the row is longer than {_limits.Record} bytes");
                    SkipLine();
                    break;
                default:
                    _onBlock();
                    _window.FillDouble();
                    break;
            }
        }
        if (_window.Defect is { } defect) _tally.Reject(++_record, defect);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Take()
    {
        var start = _window.Start;
        var end = _row.End;
        _window.Start = end;
        if (_row.IsBlank) return;
        // The last row of a file that ends early may be cut inside a field and look whole; the defect tells of it.
        if (_window.Defect is not null && end == _window.End && end[-1] != '\n') return;
        _record++;
        var bytes = new ReadOnlySpan<byte>(start, (int)(end - start)).TrimEnd("\r\n"u8);
        if (Problem(bytes) is { } problem)
        {
            _tally.Reject(_record, problem);
            return;
        }
        _row.CopyTo(_values, _format.SlotOfColumn);
        _format.Give(_tally, _record, bytes);
    }

    private string? Problem(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _limits.Record) return $"the row is longer than {_limits.Record} bytes";
        if (_row.Count != _header.Columns.Count) return $"the row has {_row.Count} fields, the header {_header.Columns.Count}";
        if (!Utf8.IsValid(bytes)) return $"the row {_notText}";
        // A column may be missing only because its name could not be read.
        return _format.HeaderProblem is null || _header.IsText ? _format.HeaderProblem : $"the header {_notText}";
    }

    private bool Fill()
    {
        _onBlock();
        return _window.Fill();
    }

    private void SkipLine()
    {
        do
        {
            var end = _window.Text.IndexOf((byte)'\n');
            _window.Start = end < 0 ? _window.End : _window.Start + end + 1;
            if (end >= 0) return;
        }
        while (Fill());
    }
}
