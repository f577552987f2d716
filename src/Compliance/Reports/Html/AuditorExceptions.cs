using Compliance.Findings;
using NodaTime;

namespace Compliance.Reports.Html;

/// <summary>What the tests found, rule by rule, each with its evidence and its entry; whose risk was accepted, and what else was decided.</summary>
internal static class AuditorExceptions
{
    /// <summary>Of a rule that found more, the page shows so many; the JSON form has all.</summary>
    public const int MostOfOneRule = 1_000;

    private const int MostReferences = 3;

    public static void Write(AuditorReport report, HtmlWriter html)
    {
        html.Element("h2", "Exceptions", ("id", "exceptions"));
        html.Element("p", report.Exceptions.Count == 0
            ? $"No finding stands.{Resolved(report)}"
            : $"{Shown.Count(report.Exceptions.Count, "finding stands", "findings stand")}.{Resolved(report)}");
        foreach (var rule in report.Exceptions.GroupBy(finding => finding.Rule, StringComparer.Ordinal)) WriteRule(rule.Key, [.. rule], html);
        WriteAccepted([.. report.Exceptions.Where(finding => finding.Exemption is not null)], report, html);
        WriteDecisions([.. report.Exceptions.Where(finding => finding.Work is { Status: not FindingStatus.Open })], html);
    }

    private static string Resolved(AuditorReport report) => report.Resolved == 0 ? "" : $" {Shown.Count(report.Resolved, "finding")} of earlier audits did not come back.";

    private static void WriteRule(string rule, List<AuditorFinding> findings, HtmlWriter html)
    {
        html.Element("h3", rule);
        using (html.Open("p"))
        {
            html.Text(Catalogue.Find(rule) is { } definition ? $"{definition.Summary}. What to do: {definition.Fix}." : "A rule that this version does not know.");
            var clauses = findings.SelectMany(finding => finding.Controls).Distinct(StringComparer.Ordinal).ToList();
            if (clauses.Count > 0) html.Element("span", $" Bears on {string.Join(", ", clauses)}.", ("class", "soft"));
        }
        List<HtmlColumn<AuditorFinding>> columns =
        [
            new(findings.Exists(finding => finding.Trail is not null) ? "Finding, entry and leaf hash" : "Finding", WriteIdentity, "wide"),
            new("Severity, state", WriteStanding),
            HtmlColumn<AuditorFinding>.Of("Who", Who, "named"),
            HtmlColumn<AuditorFinding>.Of("What", finding => string.Join(" on ", new[] { finding.Action, finding.Resource }.OfType<string>()), "named"),
            new("How often and when", WriteOccurrence),
            HtmlColumn<AuditorFinding>.Of("Evidence", References, "named"),
            new("Open since, due", WriteDue),
        ];
        if (findings.TrueForAll(finding => finding.Principal is null && finding.Role is null)) columns.RemoveAll(column => column.Title == "Who");
        if (findings.TrueForAll(finding => finding.Opened is null && finding.Due is null)) columns.RemoveAll(column => column.Title == "Open since, due");
        HtmlTable.Write(html, $"Findings of {rule}", columns, findings.Take(MostOfOneRule));
        if (findings.Count > MostOfOneRule)
            html.Element("p", $"{Shown.Number(findings.Count - MostOfOneRule)} more findings of this rule stand in the JSON and CSV forms of this report.", ("class", "soft"));
    }

    private static void WriteStanding(HtmlWriter html, AuditorFinding finding)
    {
        ReportPage.WriteSeverity(html, finding.Severity);
        html.Text($" {Wording.Of(finding.State)}");
        if (finding.Verdict is not Verdict.Fail) html.Text($", {Shown.Of(finding.Verdict)}");
        if (finding.Work is { Status: not FindingStatus.Open } work) html.Text($", {Shown.Of(work.Status)}");
    }

    private static string Who(AuditorFinding finding) => (finding.Principal, finding.Role) switch
    {
        ({ } principal, { } role) => $"{principal} ({role})",
        ({ } principal, null) => principal,
        (null, { } role) => $"role {role}",
        _ => "",
    };

    private static void WriteOccurrence(HtmlWriter html, AuditorFinding finding)
    {
        // What was so at a time, without an event to count.
        if (finding is { First: not null, Last: null }) html.Text("as of ");
        else html.Text(finding.Count == 1 ? "once" : $"{Shown.Number(finding.Count)} times");
        if (finding.First is null) return;
        if (finding.Last is not null) html.Text(", ");
        html.Times(finding.First, finding.Last);
    }

    // Records of one file stand behind its name once.
    private static string References(AuditorFinding finding) =>
        string.Join(", ", finding.Evidence.Take(MostReferences).GroupBy(reference => reference.Source, StringComparer.Ordinal)
            .Select(source => $"{source.Key} {string.Join(' ', source.Select(reference => $"#{reference.Record}"))}"))
        + (finding.Evidence.Count > MostReferences ? $" and {finding.Evidence.Count - MostReferences} more" : "");

    private static void WriteDue(HtmlWriter html, AuditorFinding finding)
    {
        if (finding.Opened is { } opened) html.Element("time", Shown.Day(opened), ("datetime", Wording.ToSecond(opened)));
        if (finding.Due is not { } due) return;
        html.Text(" due ");
        html.Time(due);
        if (finding.Overdue) html.Element("span", ", overdue", ("class", "late"));
    }

    private static void WriteIdentity(HtmlWriter html, AuditorFinding finding)
    {
        html.Element("code", finding.Id);
        if (finding.Trail is not { } place) return;
        html.Empty("br");
        html.Text($"entry {Shown.Number(place.Index)} ");
        html.Element("code", place.LeafSha256, ("class", "soft"));
    }

    private static void WriteAccepted(List<AuditorFinding> accepted, AuditorReport report, HtmlWriter html)
    {
        html.Element("h2", "Risks accepted", ("id", "accepted"));
        if (accepted.Count == 0)
        {
            html.Element("p", "Nobody accepted the risk of a finding that stands.");
            return;
        }
        HtmlTable.Write(html, "Accepted risks, by whom and until when",
        [
            HtmlColumn<AuditorFinding>.Of("Finding", finding => finding.Id, "mono named"),
            HtmlColumn<AuditorFinding>.Of("Rule", finding => finding.Rule),
            HtmlColumn<AuditorFinding>.Of("Owner", finding => finding.Exemption!.Owner),
            HtmlColumn<AuditorFinding>.Of("Asked for by", finding => finding.Exemption!.RequestedBy),
            HtmlColumn<AuditorFinding>.Of("Approved by", finding => finding.Exemption!.ApprovedBy),
            HtmlColumn<AuditorFinding>.Of("Reason", finding => finding.Exemption!.Reason),
            HtmlColumn<AuditorFinding>.Of("Done instead", finding => finding.Exemption!.CompensatingControl ?? "not said"),
            new("Expires", (cell, finding) => WriteExpiry(cell, finding.Exemption!.Expires, report)),
        ], accepted);
    }

    private static void WriteExpiry(HtmlWriter html, Instant expires, AuditorReport report)
    {
        html.Time(expires);
        if (expires <= report.Reported.Now) html.Element("span", ", expired", ("class", "late"));
    }

    private static void WriteDecisions(List<AuditorFinding> decided, HtmlWriter html)
    {
        if (decided.Count == 0) return;
        html.Element("h2", "Decided about findings", ("id", "decisions"));
        html.Element("p", "What people decided up to the time of this report. A finding said to be fixed stands until an audit no longer finds it.");
        HtmlTable.Write(html, "Decisions",
        [
            HtmlColumn<AuditorFinding>.Of("Finding", finding => finding.Id, "mono named"),
            HtmlColumn<AuditorFinding>.Of("Rule", finding => finding.Rule),
            HtmlColumn<AuditorFinding>.Of("Decision", finding => Shown.Of(finding.Work!.Status)),
            HtmlColumn<AuditorFinding>.Of("By", finding => finding.Work!.By),
            HtmlColumn<AuditorFinding>.At("At", finding => finding.Work!.At),
            HtmlColumn<AuditorFinding>.Of("Owner", finding => finding.Work!.Owner ?? ""),
            HtmlColumn<AuditorFinding>.Of("Reason", finding => finding.Work!.Reason ?? ""),
            HtmlColumn<AuditorFinding>.Of("Answer of the vendor", finding => string.Join(" – ", new[] { finding.Work!.Reply, finding.Work.ReplyEvidence }.OfType<string>())),
        ], decided);
    }
}
