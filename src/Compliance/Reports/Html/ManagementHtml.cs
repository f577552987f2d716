using Compliance.Findings;

namespace Compliance.Reports.Html;

/// <summary>Management's report as one page of HTML that prints on one sheet.</summary>
public static class ManagementHtml
{
    /// <summary>Rows of a table; what is beyond is counted.</summary>
    public const int MostRows = 4;

    // A reason may name every endpoint; one sheet has no room for that.
    private const int LongestReason = 120;

    public static void Write(ManagementReport report, TextWriter output) => ReportPage.Write(
        output, "management", "Report for management", report.Audit.Vendor.Value, report.Audit.Verdict,
        html => WriteBody(report, html),
        $"Audit {report.Audit.Id}; report made {Shown.Second(report.Reported.Now)}. It rests on the evidence that was given and says nothing of what that does not show; the report for an auditor has all of it.");

    private static void WriteBody(ManagementReport report, HtmlWriter html)
    {
        html.Element("p", report.Headline, ("class", "lead"));
        html.Element("p", Basis(report), ("class", "soft"));
        WriteFigures(report, html);
        if (report.Course.Count > 0)
        {
            html.Element("h2", report.Course.Count == 1 ? "Findings that stand" : $"Findings that stood after the last {Shown.Number(report.Course.Count)} audits");
            TrendChart.Write(report.Course, html);
        }
        WriteOverdue(report, html);
        WriteAccepted(report, html);
        WriteOpen(report, html);
    }

    private static string Basis(ManagementReport report)
    {
        var population = FrameworkPopulation.Of(report.Reported.Result);
        var period = population.From is { } from && population.To is { } to ? $"{Shown.Day(from)} to {Shown.Day(to)}" : "no known period";
        var records = Shown.Count(report.Reported.Result.Evidence.Sum(source => source.Records), "record");
        var recorded = !report.Reported.IsRecorded ? "; this audit is not on record" : "";
        return $"{period}, {records} from {Shown.Count(population.Sources.Count, "source")}{recorded}.";
    }

    private static void WriteFigures(ManagementReport report, HtmlWriter html)
    {
        using var list = html.Open("ul", ("class", "figures"));
        foreach (var (severity, findings) in report.Failing.Where(one => one.Severity is not Severity.Info || one.Findings > 0))
            WriteFigure(html, findings, Wording.Of(severity), findings == 0 ? "good" : severity >= Severity.High ? "bad" : "doubt");
        var overdue = report.Overdue.Sum(group => group.Findings);
        WriteFigure(html, overdue, "overdue", overdue == 0 ? "good" : "bad");
        WriteFigure(html, report.Accepted.Count, report.Accepted.Count == 1 ? "risk accepted" : "risks accepted", report.Accepted.Any(risk => risk.Soon) ? "doubt" : null);
        WriteFigure(html, report.Open.Count, "not evaluable", report.Open.Count == 0 ? "good" : "doubt");
    }

    private static void WriteFigure(HtmlWriter html, int number, string word, string? kind)
    {
        using var item = html.Open("li", ("class", kind));
        html.Element("b", Shown.Number(number));
        html.Element("span", word);
    }

    private static void WriteOverdue(ManagementReport report, HtmlWriter html)
    {
        html.Element("h2", "Overdue");
        if (report.Overdue.Count == 0)
        {
            html.Element("p", report.Audit.Remediation.Count == 0 && !report.Reported.Failing.Any(finding => FindingDue.Of(finding) is not null)
                ? "Nothing: the contract gives no time by which findings are to be put right."
                : "Nothing: no finding is past the time that the contract gives.");
            return;
        }
        HtmlTable.Write(html, "Findings past their due time",
        [
            HtmlColumn<OverdueFindings>.Of("What", group => Catalogue.Find(group.Rule)?.Summary ?? group.Rule),
            new("Severity", (cell, group) => ReportPage.WriteSeverity(cell, group.Severity)),
            HtmlColumn<OverdueFindings>.Of("Role", group => group.Role ?? ""),
            HtmlColumn<OverdueFindings>.Of("Findings", group => Shown.Number(group.Findings), "number"),
            HtmlColumn<OverdueFindings>.Of("Due", group => Late(group, report), "when late"),
            HtmlColumn<OverdueFindings>.Of("Owner", group => group.Owner ?? "nobody yet"),
        ], report.Overdue.Take(MostRows));
        WriteRest(report.Overdue.Count, html);
    }

    private static string Late(OverdueFindings group, ManagementReport report)
    {
        var days = (int)(report.Reported.Now - group.Due).TotalDays;
        return $"{Shown.Day(group.Due)}, {(days == 0 ? "today" : $"{Shown.Count(days, "day")} ago")}";
    }

    private static void WriteAccepted(ManagementReport report, HtmlWriter html)
    {
        html.Element("h2", "Risks accepted");
        if (report.Accepted.Count == 0)
        {
            html.Element("p", "None.");
            return;
        }
        HtmlTable.Write(html, "Accepted risks, what expires first first",
        [
            HtmlColumn<AcceptedRisk>.Of("What", risk => Catalogue.Find(risk.Rule)?.Summary ?? risk.Rule),
            new("Severity", (cell, risk) => ReportPage.WriteSeverity(cell, risk.Severity)),
            HtmlColumn<AcceptedRisk>.Of("Owner", risk => risk.Owner),
            HtmlColumn<AcceptedRisk>.Of("Approved by", risk => risk.ApprovedBy),
            HtmlColumn<AcceptedRisk>.Of("Done instead", risk => risk.CompensatingControl ?? "not said"),
            new("Expires", (cell, risk) => cell.Element("span", Shown.Day(risk.Expires) + (risk.Expired ? ", expired" : risk.Soon ? ", soon" : ""), ("class", risk.Soon ? "late" : null)), "when"),
        ], report.Accepted.Take(MostRows));
        WriteRest(report.Accepted.Count, html);
    }

    private static void WriteOpen(ManagementReport report, HtmlWriter html)
    {
        html.Element("h2", "What could not be evaluated");
        if (report.Open.Count == 0)
        {
            html.Element("p", "Nothing: every test that applies was evaluated.");
            return;
        }
        HtmlTable.Write(html, "Tests without a verdict, or only in part",
        [
            HtmlColumn<Check>.Of("What", check => Catalogue.Find(check.Rule)?.Summary ?? check.Rule),
            HtmlColumn<Check>.Of("Why not", check => Brief(check.Reason ?? "")),
        ], report.Open.Take(MostRows));
        WriteRest(report.Open.Count, html);
    }

    private static string Brief(string reason)
    {
        if (reason.Length <= LongestReason) return reason;
        var space = reason.LastIndexOf(' ', LongestReason);
        return $"{reason.AsSpan(0, space > 0 ? space : LongestReason)} …";
    }

    private static void WriteRest(int rows, HtmlWriter html)
    {
        if (rows > MostRows) html.Element("p", $"and {Shown.Number(rows - MostRows)} more", ("class", "soft"));
    }
}
