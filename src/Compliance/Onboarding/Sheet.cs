using System.Text;
using System.Text.Unicode;
using Compliance.Evidence;
using Compliance.Evidence.Bytes;
using Compliance.Evidence.Csv;

namespace Compliance.Onboarding;

/// <summary>A table as somebody exported it: any usual delimiter, UTF-8 or UTF-16, gzip or not, with or without a title above
/// its header. Which of its lines is the header, the caller tells.</summary>
internal sealed class Sheet
{
    /// <summary>A title, a date, an empty line: what stands above a header is short.</summary>
    private const int LinesAboveHeader = 6;
    private const int LongestLine = 1 << 20;

    private Sheet(IReadOnlyList<string[]> lines, Tally tally, bool cut) => (Lines, Broken, Foreign, Cut) = (lines, tally.Broken, tally.Foreign, cut);

    /// <summary>Every line that holds anything, cells without white space around them; their number may differ from line to line.</summary>
    public IReadOnlyList<string[]> Lines { get; }

    /// <summary>Lines that are no CSV and were left out.</summary>
    public long Broken { get; }

    /// <summary>The first line, from 1, that is neither UTF-8 nor UTF-16, so that letters of it are lost; null: there is none.</summary>
    public int? Foreign { get; }

    /// <summary>There are more lines than were asked for.</summary>
    public bool Cut { get; }

    /// <param name="mostLines">More are not read.</param>
    /// <param name="encoding">Of text without a byte order mark.</param>
    public static Sheet Read(Stream stream, int mostLines, TextEncoding encoding = TextEncoding.Utf8)
    {
        using var received = new ReceivedStream(stream);
        using var window = new Window(received, ReadLimits.Default, encoding);
        while (window.Available < 1 << 16 && window.Fill()) { }
        var row = new CsvRow(Delimiter(window));
        var lines = new List<string[]>();
        var tally = new Tally();
        while (lines.Count < mostLines && (window.Available > 0 || window.Fill()))
            if (Next(window, row, tally) is { } cells && Array.Exists(cells, cell => cell.Length > 0)) lines.Add(cells);
        return new Sheet(lines, tally, lines.Count == mostLines && (window.Available > 0 || window.Fill()));
    }

    /// <summary>The rows below a header, as wide as it is.</summary>
    public IEnumerable<string[]> Below(int header)
    {
        var width = Lines[header].Length;
        foreach (var line in Lines.Skip(header + 1))
        {
            if (line.Length == width) yield return line;
            else if (line.Length < width) yield return [.. line, .. Enumerable.Repeat("", width - line.Length)];
            else if (line.Skip(width).All(cell => cell.Length == 0)) yield return line[..width];
        }
    }

    /// <summary>The lines that may be the header.</summary>
    public IEnumerable<int> HeaderCandidates => Enumerable.Range(0, Math.Min(Lines.Count, LinesAboveHeader));

    private static unsafe string[]? Next(Window window, CsvRow row, Tally tally)
    {
        switch (row.Read(window.Start, window.End, window.Ended))
        {
            case CsvRowEnd.Whole:
                var cells = new string[row.Count];
                for (var i = 0; i < cells.Length; i++) cells[i] = Encoding.UTF8.GetString(row.Text(i)).Trim();
                tally.Count(new ReadOnlySpan<byte>(window.Start, (int)(row.End - window.Start)));
                window.Start = row.End;
                return cells;
            case CsvRowEnd.NeedsMore when window.Available <= LongestLine:
                window.FillDouble();
                return null;
            case CsvRowEnd.NeedsMore:
            case CsvRowEnd.Broken:
            default:
                tally.Broken++;
                tally.Line++;
                SkipLine(window);
                return null;
        }
    }

    private static unsafe void SkipLine(Window window)
    {
        do
        {
            var end = window.Text.IndexOf((byte)'\n');
            window.Start = end < 0 ? window.End : window.Start + end + 1;
            if (end >= 0) return;
        }
        while (window.Fill());
    }

    // The one that makes most rows of several cells and fewest that are no CSV, and then the widest: a title above the header may
    // hold any of them, and so may a cell in quotes, which may go on over lines.
    private static byte Delimiter(Window window)
    {
        var (best, most) = ((byte)',', (0, 0, 0));
        foreach (var delimiter in ",;\t|"u8)
        {
            var found = Trial(window, delimiter);
            if (found.CompareTo(most) > 0) (best, most) = (delimiter, found);
        }
        return best;
    }

    private static unsafe (int Rows, int Whole, int Widest) Trial(Window window, byte delimiter)
    {
        var row = new CsvRow(delimiter);
        var at = window.Start;
        var (rows, broken, widest) = (0, 0, 0);
        for (var line = 0; line < LinesAboveHeader && at < window.End; line++)
        {
            switch (row.Read(at, window.End, window.Ended))
            {
                case CsvRowEnd.Whole:
                    if (row.Count > 1) rows++;
                    widest = Math.Max(widest, row.Count);
                    at = row.End;
                    break;
                case CsvRowEnd.NeedsMore:
                    at = window.End;
                    break;
                case CsvRowEnd.Broken:
                default:
                    broken++;
                    var end = new ReadOnlySpan<byte>(at, (int)(window.End - at)).IndexOf((byte)'\n');
                    at = end < 0 ? window.End : at + end + 1;
                    break;
            }
        }
        return (rows - broken, -broken, widest);
    }

    /// <summary>What is counted on the way.</summary>
    private sealed class Tally
    {
        public long Broken { get; set; }
        public int Line { get; set; } = 1;
        public int? Foreign { get; private set; }

        public void Count(ReadOnlySpan<byte> row)
        {
            if (!Utf8.IsValid(row)) Foreign ??= Line;
            Line += row.Count((byte)'\n');
        }
    }
}
