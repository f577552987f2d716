using Compliance.Findings;

namespace Compliance.Reports.Html;

/// <summary>The tests that were performed and what they gave; those that apply to nothing by name only.</summary>
internal static class AuditorTests
{
    public static void Write(IReadOnlyList<Check> tests, HtmlWriter html)
    {
        html.Element("h2", "Tests", ("id", "tests"));
        var counts = tests.CountBy(test => test.Verdict).OrderBy(count => Order(count.Key)).Select(count => $"{Shown.Number(count.Value)} {Shown.Of(count.Key)}");
        html.Element("p", $"{Shown.Count(tests.Count, "test")}: {string.Join(", ", counts)}.");
        var applied = tests.Where(test => test.Verdict is not Verdict.NotApplicable).ToList();
        if (applied.Count > 0)
            HtmlTable.Write(html, "Tests that apply",
            [
                HtmlColumn<Check>.Of("Test", test => test.Rule, "rule"),
                HtmlColumn<Check>.Of("What it finds", test => Catalogue.Find(test.Rule)?.Summary),
                new HtmlColumn<Check>("Verdict", (cell, test) => ReportPage.WriteVerdict(cell, test.Verdict)),
                HtmlColumn<Check>.Of("Asked of", test => test.Judged is { } judged ? Shown.Number(judged) : "", "number"),
                HtmlColumn<Check>.Of("Findings", test => Shown.Number(test.Findings), "number"),
                HtmlColumn<Check>.Of("What was not evaluated, and why", test => test.Unevaluated ?? test.Reason ?? ""),
            ], applied);
        var idle = tests.Where(test => test.Verdict is Verdict.NotApplicable).ToList();
        if (idle.Count == 0) return;
        html.Element("h3", $"Tests that apply to nothing here ({Shown.Number(idle.Count)})");
        html.Element("p", string.Join(", ", idle.Select(test => test.Rule)) + ".", ("class", "soft"));
    }

    private static int Order(Verdict verdict) => verdict switch
    {
        Verdict.Fail => 0,
        Verdict.NotEvaluable => 1,
        Verdict.Exempt => 2,
        Verdict.Pass => 3,
        _ => 4,
    };
}
