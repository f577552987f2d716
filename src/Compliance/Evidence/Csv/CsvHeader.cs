using System.Text;
using System.Text.Unicode;
using Compliance.Evidence.Bytes;

namespace Compliance.Evidence.Csv;

/// <summary>The first row of a CSV: names of the columns, and the delimiter that it shows.</summary>
/// <param name="Delimiter">Comma, semicolon or tab: whichever the header holds most of, outside quotes.</param>
/// <param name="Columns">Names, without white space around them.</param>
/// <param name="IsText">Every name could be read; otherwise what is no character in one stands as U+FFFD.</param>
internal sealed record CsvHeader(byte Delimiter, IReadOnlyList<string> Columns, bool IsText)
{
    /// <summary>Reads the header at the window's start and moves behind it; null when the text holds no row.</summary>
    public static unsafe CsvHeader? Read(Window window, ReadLimits limits)
    {
        SkipBlankLines(window);
        if (window.Available == 0) return null;
        while (true)
        {
            var delimiter = Sniff(window.Text);
            var row = new CsvRow(delimiter);
            var end = row.Read(window.Start, window.End, window.Ended);
            if (end == CsvRowEnd.NeedsMore && window.Available <= limits.Record)
            {
                window.FillDouble();
                continue;
            }
            if (end != CsvRowEnd.Whole) return null;
            var columns = new string[row.Count];
            for (var i = 0; i < columns.Length; i++) columns[i] = Encoding.UTF8.GetString(row.Text(i)).Trim();
            var isText = Utf8.IsValid(window.Text[..(int)(row.End - window.Start)]);
            window.Start = row.End;
            return new CsvHeader(delimiter, columns, isText);
        }
    }

    private static unsafe void SkipBlankLines(Window window)
    {
        do
        {
            while (window.Start < window.End && *window.Start is (byte)'\r' or (byte)'\n') window.Start++;
        }
        while (window.Available == 0 && window.Fill());
    }

    private static byte Sniff(ReadOnlySpan<byte> text)
    {
        Span<int> counts = stackalloc int[3];
        counts.Clear();
        var quoted = false;
        foreach (var unit in text)
        {
            if (unit == '"') quoted = !quoted;
            if (quoted) continue;
            if (unit == '\n') break;
            if (unit == ',') counts[0]++;
            else if (unit == ';') counts[1]++;
            else if (unit == '\t') counts[2]++;
        }
        if (counts[2] > counts[0] && counts[2] > counts[1]) return (byte)'\t';
        return counts[1] > counts[0] ? (byte)';' : (byte)',';
    }
}
