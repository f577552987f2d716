using System.Buffers;
using CsvHelper;

namespace Compliance.Entitlements.Lists;

/// <summary>Reads a list that is CSV: commas, semicolons or tabs, whichever its first line holds most of.</summary>
internal static class ListCsv
{
    private const string Announced = "sep=";

    // What a row without any value consists of.
    private static readonly SearchValues<byte> Empty = SearchValues.Create(",;\t| \""u8);

    public static ListRecords Read(string text, bool whole, CancellationToken cancellation)
    {
        var gathered = new GatheredRecords(cancellation);
        var separator = Separator(ref text);
        using var reader = CsvReader.FromText(text, new CsvReaderOptions
        {
            Separator = separator,
            MalformedData = CsvMalformedDataHandling.Skip,
            OnMalformedRecord = _ => gathered.Break("the row is no CSV: a quote is not closed, or text follows one"),
        });
        var columns = Columns(reader.Headers);
        while (!gathered.IsOver && reader.Read())
        {
            if (reader.RawRecord.IndexOfAnyExcept(Empty) < 0) continue;
            gathered.Take(number => reader.FieldCount == reader.Headers.Count ? new ListRow(number, columns, [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]) : null,
                $"the row has {reader.FieldCount} fields, the header {reader.Headers.Count}");
        }
        return gathered.All(new ListRow(0, columns, [.. columns.Keys.Select(_ => "")]), whole);
    }

    // The first of two columns of one name speaks.
    private static Dictionary<string, int> Columns(IReadOnlyList<string> header)
    {
        var columns = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < header.Count; i++) columns.TryAdd(header[i].Trim(), i);
        return columns;
    }

    // Excel announces its separator in a line of its own, `sep=;`, which is no header.
    private static char Separator(ref string text)
    {
        if (text.StartsWith(Announced, StringComparison.OrdinalIgnoreCase) && text.Length > Announced.Length + 1
            && text[Announced.Length] is ',' or ';' or '\t' or '|' && text[Announced.Length + 1] is '\r' or '\n')
        {
            var announced = text[Announced.Length];
            text = text[(Announced.Length + 1)..].TrimStart('\r', '\n');
            return announced;
        }
        var (commas, semicolons, tabs, quoted) = (0, 0, 0, false);
        foreach (var character in text)
        {
            if (character == '"') quoted = !quoted;
            if (quoted) continue;
            if (character == '\n') break;
            if (character == ',') commas++;
            else if (character == ';') semicolons++;
            else if (character == '\t') tabs++;
        }
        return tabs > commas && tabs > semicolons ? '\t' : semicolons > commas ? ';' : ',';
    }
}
