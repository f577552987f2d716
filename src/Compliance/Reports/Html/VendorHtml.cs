using Compliance.Findings;

namespace Compliance.Reports.Html;

/// <summary>The list a vendor answers, to be read; it is answered in the CSV form.</summary>
public static class VendorHtml
{
    public static void Write(VendorFindings list, TextWriter output) => ReportPage.Write(
        output, "vendor", "Findings to answer", list.Vendor, verdict: null, html => WriteBody(list, html), $"Audit {list.Audit}; list made {Shown.Second(list.AsOf)}.");

    private static void WriteBody(VendorFindings list, HtmlWriter html)
    {
        html.Element("p", list.Findings.Count == 0 ? "There is nothing to answer." : Headline(list), ("class", "lead"));
        if (list.Findings.Count == 0) return;
        using (html.Open("p"))
        {
            html.Text("Answer in the CSV form of this list, in its columns ");
            html.Element("code", "answer");
            html.Text(" (fixed or disputed), ");
            html.Element("code", "reply");
            html.Text(" and ");
            html.Element("code", "evidence");
            html.Text("; leave the others as they are. An answer ends no finding: the next audit looks again.");
        }
        foreach (var rule in list.Findings.GroupBy(finding => (finding.Rule, finding.Ask))) WriteRule(rule.Key.Rule, rule.Key.Ask, [.. rule], html);
    }

    private static string Headline(VendorFindings list)
    {
        var overdue = list.Findings.Count(finding => finding.Overdue);
        var due = list.Findings.Where(finding => !finding.Overdue && finding.Due is not null).Min(finding => finding.Due);
        return $"{Shown.Count(list.Findings.Count, "finding")} about your people"
            + (overdue > 0 ? $", {Shown.Number(overdue)} overdue" : "") + (due is { } next ? $"; the next is due {Shown.Second(next)}." : ".");
    }

    private static void WriteRule(string rule, string ask, List<VendorFinding> findings, HtmlWriter html)
    {
        html.Element("h2", Catalogue.Find(rule)?.Summary ?? rule);
        using (html.Open("p"))
        {
            html.Element("b", "What we ask: ");
            html.Text($"{ask}.");
        }
        List<HtmlColumn<VendorFinding>> columns =
        [
            HtmlColumn<VendorFinding>.Of("Finding", finding => finding.Id, "mono whole"),
            new("Severity", (cell, finding) => ReportPage.WriteSeverity(cell, finding.Severity)),
            HtmlColumn<VendorFinding>.Of("Person", finding => finding.Role is { } role ? $"{finding.Person} ({role})" : finding.Person),
            HtmlColumn<VendorFinding>.Of("What we saw", finding => finding.Saw),
            new("When", (cell, finding) => cell.Times(finding.First, finding.Last)),
            new("Due", WriteDue, "whole"),
            HtmlColumn<VendorFinding>.Of("Status", finding => Shown.Of(finding.Status), "whole"),
            HtmlColumn<VendorFinding>.Of("Your answer", finding => string.Join(" – ", new[] { finding.Reply, finding.ReplyEvidence }.OfType<string>())),
        ];
        if (findings.TrueForAll(finding => finding.Reply is null && finding.ReplyEvidence is null)) columns.RemoveAll(column => column.Title == "Your answer");
        HtmlTable.Write(html, rule, columns, findings);
    }

    private static void WriteDue(HtmlWriter html, VendorFinding finding)
    {
        if (finding.Due is not { } due)
        {
            html.Text("not set");
            return;
        }
        html.Time(due);
        if (finding.Overdue) html.Element("span", ", overdue", ("class", "late"));
    }
}
