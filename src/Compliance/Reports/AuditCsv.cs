using System.Buffers;
using System.Globalization;
using System.Text;
using Compliance.Findings;

namespace Compliance.Reports;

/// <summary>An audit's findings as CSV (RFC 4180: CRLF, quotes doubled), one row a finding, with a header row.</summary>
/// <remarks>The names in a log are written by whoever is logged. A cell that a spreadsheet would take for a formula is
/// given a leading <c>'</c>, which makes it text.</remarks>
public static class AuditCsv
{
    private static readonly string[] Columns =
    [
        "fingerprint", "rule", "severity", "verdict", "state", "principal", "role", "action", "resource",
        "count", "first", "last", "evidence", "controls", "message", "fix",
    ];

    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",\"\r\n");

    /// <summary>Writes the header row and one row for each finding, in the order of the result.</summary>
    public static void Write(AuditResult result, TextWriter output)
    {
        WriteRow(Columns, output);
        foreach (var finding in result.Findings) WriteRow(Cells(finding), output);
    }

    /// <summary>One cell: neutralised where it would be a formula, quoted where RFC 4180 asks for it.</summary>
    public static string Cell(string? value)
    {
        if (string.IsNullOrEmpty(value)) return "";
        var text = value[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? $"'{value}" : value;
        return text.AsSpan().ContainsAny(NeedQuotes) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    private static string?[] Cells(Finding finding) =>
    [
        finding.Fingerprint.Value,
        finding.Rule,
        Wording.Of(finding.Severity),
        Wording.Of(finding.Verdict),
        Wording.Of(finding.State),
        finding.Principal,
        finding.Role,
        finding.Action,
        finding.Resource,
        finding.Count.ToString(CultureInfo.InvariantCulture),
        finding.First is { } first ? Wording.Of(first) : null,
        finding.Last is { } last ? Wording.Of(last) : null,
        string.Join("; ", finding.Evidence.Select(reference => $"{reference.Source}#{reference.Record}")),
        string.Join("; ", finding.Controls),
        finding.Message,
        finding.Fix,
    ];

    private static void WriteRow(string?[] cells, TextWriter output)
    {
        var row = new StringBuilder();
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0) row.Append(',');
            row.Append(Cell(cells[i]));
        }
        output.Write(row.Append("\r\n"));
    }
}
