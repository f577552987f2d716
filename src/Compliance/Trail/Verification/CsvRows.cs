using System.Buffers.Text;
using System.Text;

namespace Compliance.Trail.Verification;

/// <summary><c>entries.csv</c>, row by row beside the entries: each must say what its entry says, no more and no less.</summary>
internal sealed class CsvRows : IDisposable
{
    public const string Path = "entries.csv";

    /// <summary>Bytes of a row that are looked at: a leaf's, doubled, and the columns beside it.</summary>
    private const int MostBytes = 6 * LineQueue.MostBytes;

    private readonly ByteWindow? _file;
    private readonly TrailProblems _problems;
    private readonly CsvRow _row = new();

    private CsvRows(ByteWindow? file, TrailProblems problems) => (_file, _problems) = (file, problems);

    /// <summary>Whether names were joined in; nothing proves those.</summary>
    public bool HasNames { get; private set; }

    /// <summary>Reads the header.</summary>
    public static CsvRows Open(IExportSource source, TrailProblems problems)
    {
        var stream = source.Open(Path);
        if (stream is null) problems.Add(TrailProblemKind.Incomplete, null, Path, "the file is missing: its columns could not be compared with the entries");
        var rows = new CsvRows(stream is null ? null : new ByteWindow(stream), problems);
        rows.ReadHeader();
        return rows;
    }

    /// <summary>Compares the next row with its entry.</summary>
    public void Check(long index, ReadOnlySpan<byte> hash, ReadOnlySpan<byte> leaf, LeafScan scan)
    {
        if (_file is null) return;
        if (!TrySkip(_row.Of(index, hash, leaf, scan))) Explain(index, hash, leaf, scan);
    }

    /// <summary>Compares what can be compared of the next row, when the entry itself is not there.</summary>
    public void CheckStart(long index, ReadOnlySpan<byte> hash)
    {
        if (_file is null || !Align(index)) return;
        var start = _row.StartOf(index, hash);
        if (!_file.Open.StartsWith(start)) _problems.Add(TrailProblemKind.Column, index, Path, "`leaf_sha256` is not the hash of the entry");
        SkipRow();
    }

    /// <summary>Passes over the row of an entry of which nothing is known.</summary>
    public void Pass(long index)
    {
        if (_file is not null && Align(index)) SkipRow();
    }

    /// <summary>Nothing may follow the last row.</summary>
    /// <param name="end">Index after the last entry.</param>
    public void End(long end)
    {
        if (_file is not null && _file.Has(1)) _problems.Add(TrailProblemKind.Column, end, Path, "rows follow that are of no entry of the export");
    }

    public void Dispose() => _file?.Dispose();

    private void ReadHeader()
    {
        if (_file is null) return;
        var named = CsvRow.Header + CsvRow.NameColumns + "\r\n";
        HasNames = _file.Has(named.Length) && _file.Open.StartsWith(Encoding.ASCII.GetBytes(named));
        var header = HasNames ? named : CsvRow.Header + "\r\n";
        if (_file.Has(header.Length) && _file.Open.StartsWith(Encoding.ASCII.GetBytes(header)))
        {
            _file.Skip(header.Length);
            return;
        }
        _problems.Add(TrailProblemKind.Column, null, Path, $"the first row is not `{CsvRow.Header}`");
        if (_file.Has(1)) SkipRow();
    }

    private bool TrySkip(ReadOnlySpan<byte> row)
    {
        var file = _file!;
        if (!file.Has(row.Length + 2) || !file.Open.StartsWith(row)) return false;
        var rest = row.Length;
        if (HasNames && !(TryName(ref rest) && TryName(ref rest))) return false;
        if (!file.Has(rest + 2) || file.Open[rest] != '\r' || file.Open[rest + 1] != '\n') return false;
        file.Skip(rest + 2);
        return true;
    }

    // A comma and a cell, whatever it says.
    private bool TryName(ref int at)
    {
        _file!.Has(MostBytes);
        var open = _file.Open;
        if (at >= open.Length || open[at] != ',') return false;
        at++;
        if (at < open.Length && open[at] == '"')
        {
            for (at++; at < open.Length; at++)
            {
                if (open[at] != '"') continue;
                if (at + 1 >= open.Length || open[at + 1] != '"') break;
                at++;
            }
            at++;
            return at < open.Length;
        }
        while (at < open.Length && open[at] is not ((byte)',' or (byte)'\r' or (byte)'\n' or (byte)'"')) at++;
        return at < open.Length;
    }

    private void Explain(long index, ReadOnlySpan<byte> hash, ReadOnlySpan<byte> leaf, LeafScan scan)
    {
        if (!Align(index)) return;
        var expected = _row.Of(index, hash, leaf, scan);
        if (TrySkip(expected)) return;
        // First: looking for the row's end moves the window.
        var length = RowLength();
        var there = _file!.Open[..length];
        var column = there.StartsWith(expected) ? there.Length == expected.Length ? "the row's end" : "a column too many" : $"`{CsvRow.Columns[ColumnAt(expected, expected.CommonPrefixLength(there))]}`";
        _problems.Add(TrailProblemKind.Column, index, Path, $"{column} is not what follows from the entry");
        SkipRow();
    }

    // Rows are told apart by their own first column: one that is missing, or one too many, does not shift all after it.
    private bool Align(long index)
    {
        while (_file!.Has(1))
        {
            var there = IndexThere();
            if (there is null || there == index) return true;
            if (there > index)
            {
                _problems.Add(TrailProblemKind.Column, index, Path, $"the row is missing: the next one is of entry {there}");
                return false;
            }
            _problems.Add(TrailProblemKind.Column, index, Path, $"a row of entry {there} stands where that of {index} belongs");
            SkipRow();
        }
        _problems.Add(TrailProblemKind.Column, index, Path, "the row is missing: the file ends before it");
        return false;
    }

    private long? IndexThere()
    {
        _file!.Has(20);
        return Utf8Parser.TryParse(_file.Open, out long index, out var length) && length < _file.Open.Length && _file.Open[length] == ',' ? index : null;
    }

    private static int ColumnAt(ReadOnlySpan<byte> row, int at)
    {
        var column = 0;
        var quoted = false;
        foreach (var letter in row[..at])
        {
            if (letter == '"') quoted = !quoted;
            else if (letter == ',' && !quoted) column++;
        }
        return Math.Min(column, CsvRow.Columns.Length - 1);
    }

    private int RowLength() => RowLength(_file!);

    private void SkipRow() => SkipRow(_file!);

    /// <summary>Passes over a row and its line break.</summary>
    internal static void SkipRow(ByteWindow file)
    {
        file.Skip(RowLength(file));
        if (file.Has(2) && file.Open.StartsWith("\r\n"u8)) file.Skip(2);
        else if (file.Has(1) && file.Open[0] == '\n') file.Skip(1);
    }

    // Up to the line break that no quotes enclose, or as far as a row may go.
    private static int RowLength(ByteWindow file)
    {
        file.Has(MostBytes);
        var open = file.Open[..Math.Min(file.Open.Length, MostBytes)];
        var quoted = false;
        for (var i = 0; i < open.Length; i++)
        {
            if (open[i] == '"') quoted = !quoted;
            else if (open[i] == '\n' && !quoted) return i > 0 && open[i - 1] == '\r' ? i - 1 : i;
        }
        return open.Length;
    }
}
