using System.Globalization;
using Compliance.Findings;

namespace Compliance.Reports;

/// <summary>An audit's findings as CSV (RFC 4180: CRLF, quotes doubled), one row a finding, with a header row.</summary>
/// <remarks>The names in a log are written by whoever is logged: cells are neutralised as in <see cref="CsvCell"/>.</remarks>
public static class AuditCsv
{
    private static readonly string[] Columns =
    [
        "fingerprint", "rule", "severity", "verdict", "state", "principal", "role", "action", "resource",
        "count", "first", "last", "evidence", "controls", "message", "fix",
    ];

    /// <summary>Writes the header row and one row for each finding, in the order of the result.</summary>
    public static void Write(AuditResult result, TextWriter output)
    {
        CsvCell.WriteRow(Columns, output);
        foreach (var finding in result.Findings) CsvCell.WriteRow(Cells(finding), output);
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
}
