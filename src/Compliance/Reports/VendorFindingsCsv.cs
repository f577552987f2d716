using System.Globalization;
using Compliance.Findings;
using NodaTime;

namespace Compliance.Reports;

/// <summary>The list a vendor answers as CSV (RFC 4180, cells neutralised as in <see cref="CsvCell"/>), a row for each finding, with a header row.
/// The vendor fills in <c>answer</c> (<c>fixed</c> or <c>disputed</c>), <c>reply</c> and <c>evidence</c>, and sends the file back.</summary>
public static class VendorFindingsCsv
{
    private static readonly string[] Columns =
    [
        "id", "severity", "rule", "person", "role", "action", "resource", "count", "first", "last", "seen", "asked", "due", "overdue", "made", "status", "answer", "reply", "evidence",
    ];

    public static void Write(VendorFindings list, TextWriter output)
    {
        CsvCell.WriteRow(Columns, output);
        foreach (var finding in list.Findings) CsvCell.WriteRow(Cells(finding, list.AsOf), output);
    }

    private static string?[] Cells(VendorFinding finding, Instant made) =>
    [
        finding.Id,
        Wording.Of(finding.Severity),
        finding.Rule,
        finding.Person,
        finding.Role,
        finding.Action,
        finding.Resource,
        finding.Count.ToString(CultureInfo.InvariantCulture),
        finding.First is { } first ? Wording.Of(first) : null,
        finding.Last is { } last ? Wording.Of(last) : null,
        finding.Saw,
        finding.Ask,
        finding.Due is { } due ? Wording.Of(due) : null,
        finding.Overdue ? "yes" : null,
        // Of a list that is old when it comes back, what people decided since is not overruled.
        Wording.Of(made),
        Wording.Of(finding.Status),
        Answer(finding.Status),
        finding.Reply,
        finding.ReplyEvidence,
    ];

    // What the vendor answered stands there again, so that sending the list back unchanged takes nothing back.
    private static string? Answer(FindingStatus status) => status switch
    {
        FindingStatus.Fixed => "fixed",
        FindingStatus.VendorDisputed => "disputed",
        _ => null,
    };
}
