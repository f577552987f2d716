using System.Globalization;

namespace Compliance.Reports;

/// <summary>The exceptions of an auditor's report as CSV (RFC 4180, cells neutralised as in <see cref="CsvCell"/>), a row for each, with a header row:
/// the working paper to tick off.</summary>
public static class AuditorReportCsv
{
    private static readonly string[] Columns =
    [
        "finding", "rule", "severity", "verdict", "state", "principal", "role", "action", "resource", "count", "first", "last", "opened", "due", "overdue",
        "evidence", "controls", "status", "owner", "approved_by", "expires", "trail_index", "leaf_sha256",
    ];

    public static void Write(AuditorReport report, TextWriter output)
    {
        CsvCell.WriteRow(Columns, output);
        foreach (var finding in report.Exceptions) CsvCell.WriteRow(Cells(finding), output);
    }

    private static string?[] Cells(AuditorFinding finding) =>
    [
        finding.Id,
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
        finding.Opened is { } opened ? Wording.Of(opened) : null,
        finding.Due is { } due ? Wording.Of(due) : null,
        finding.Overdue ? "yes" : null,
        string.Join("; ", finding.Evidence.Select(reference => $"{reference.Source}#{reference.Record}")),
        string.Join("; ", finding.Controls),
        finding.Work is { } work ? Wording.Of(work.Status) : null,
        finding.Exemption?.Owner ?? finding.Work?.Owner,
        finding.Exemption?.ApprovedBy,
        finding.Exemption is { } exemption ? Wording.Of(exemption.Expires) : null,
        finding.Trail?.Index.ToString(CultureInfo.InvariantCulture),
        finding.Trail?.LeafSha256,
    ];
}
