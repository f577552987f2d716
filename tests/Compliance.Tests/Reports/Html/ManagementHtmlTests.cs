using Compliance.Findings;
using Compliance.Reports;
using Compliance.Reports.Html;
using NodaTime;

namespace Compliance.Tests.Reports.Html;

public sealed class ManagementHtmlTests
{
    [Fact]
    public void The_page_has_the_verdict_the_figures_and_each_part_once()
    {
        var page = Page.Of(Reported.Audit, ReportAudience.Management);

        Assert.Equal("acme-bpofail", page.Root.Descendants("h1").Single().Value);
        Assert.Equal(["Findings that stood after the last 12 audits", "Overdue", "Risks accepted", "What could not be evaluated"], page.Headings);
        Assert.Equal(
            "The vendor does not keep to what the contract allows: 2 findings fail, 1 of them overdue. 2 tests of 5 could not be evaluated.",
            page.Main.Elements("p").First().Value);
        Assert.Equal(["0critical", "2high", "0medium", "0low", "1overdue", "1risk accepted", "2not evaluable"], page.Main.Descendants("li").Select(figure => figure.Value));
    }

    [Fact]
    public void What_is_late_says_since_when_and_whose_it_is()
    {
        var page = Page.Of(Reported.Audit, ReportAudience.Management);

        Assert.Equal(
            ["an account of the vendor's that stands in neither people.csv, accounts.csv nor an assignment did something", "high", "", "1", "2026-03-09, 32 days ago", "nobody yet"],
            Assert.Single(page.Rows("Findings past their due time")));
    }

    [Fact]
    public void A_risk_that_expires_within_thirty_days_is_marked()
    {
        var page = Page.Of(Reported.Audit, ReportAudience.Management);

        Assert.Equal(
            ["a person or account did what no role it held allows", "high", "s.lee", "d.osei", "every deletion is reviewed by s.lee each day", "2026-04-30, soon"],
            Assert.Single(page.Rows("Accepted risks, what expires first first")));
        Assert.Equal("2026-04-30", Row(Instant.FromUtc(2026, 3, 30, 0, 0)));
        Assert.Equal("2026-04-30, expired", Row(Instant.FromUtc(2026, 4, 30, 0, 0)));

        static string Row(Instant now) => Page.Of(Reported.Audit with { Now = now }, ReportAudience.Management).Rows("Accepted risks, what expires first first")[0][^1];
    }

    [Fact]
    public void Nobody_of_the_vendors_is_named()
    {
        var reported = Reported.Audit;

        foreach (var form in Enum.GetValues<ReportForm>())
        {
            var text = Page.Write(reported, ReportAudience.Management, form, ShownNames.Numbered(ReportedNames.Of(reported, null)));
            Assert.DoesNotContain("agent2", text, StringComparison.Ordinal);
            Assert.DoesNotContain("ghost", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_trend_is_drawn_and_said_with_the_same_numbers()
    {
        var chart = Page.Of(Reported.Audit, ReportAudience.Management).Root.Descendants("svg").Single();

        Assert.Equal("img", chart.Attribute("role")!.Value);
        var said = chart.Element("desc")!.Value.Split("; ");
        Assert.Equal(12, said.Length);
        Assert.Equal(("2026-03-30: 2 critical, 3 high, 3 low", "2026-04-10: 14 high, 3 low"), (said[0], said[^1]));
        Assert.Equal(["8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "17"], chart.Elements("text").Where(text => text.Attribute("class")?.Value == "total").Select(text => text.Value));
        // Eleven bars of three parts and one of two; the others are the legend.
        Assert.Equal(35 + 3, chart.Elements("rect").Count());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(99)]
    [InlineData(1_000_001)]
    public void Bars_stay_in_the_picture_whatever_their_height(long findings)
    {
        var reported = Reported.Audit with { Course = [new AuditPoint("a", Reported.Now, Verdict.Fail, new Dictionary<Severity, long> { [Severity.Medium] = findings })] };

        var chart = Page.Of(reported, ReportAudience.Management).Root.Descendants("svg").Single();

        foreach (var bar in chart.Elements("rect"))
        {
            var (top, height) = (Number(bar, "y"), Number(bar, "height"));
            Assert.True(top >= 0 && height > 0 && top + height <= 190, bar.ToString());
        }

        static double Number(System.Xml.Linq.XElement element, string name) => double.Parse(element.Attribute(name)!.Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Of_long_lists_the_page_shows_the_beginning_and_counts_the_rest()
    {
        var many = Enumerable.Range(0, 9).Select(role => Reported.Late with { Role = $"role{role}", Fingerprint = Fingerprint.Of("unknown-account", "acme-bpo", "ghost", $"role{role}", null) });

        var page = Page.Of(Reported.Of(HandMade.Of([.. many])), ReportAudience.Management);

        Assert.Equal(ManagementHtml.MostRows, page.Rows("Findings past their due time").Count);
        Assert.Contains($"and {9 - ManagementHtml.MostRows} more", page.Main.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_false_positive_is_no_failing_finding()
    {
        var dismissed = Reported.Late with { Work = new FindingWork { Status = FindingStatus.FalsePositive, By = "k.voss", At = Reported.Now, Reason = "our own test" } };

        var report = ManagementReport.Of(Reported.Of(HandMade.Of([dismissed])), ShownNames.AsTheyAre);

        Assert.All(report.Failing, severity => Assert.Equal(0, severity.Findings));
        Assert.Empty(report.Overdue);
    }

    [Fact]
    public void The_csv_form_is_the_trend()
    {
        var lines = Page.Write(Reported.Audit, ReportAudience.Management, ReportForm.Csv).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("audit,at,verdict,critical,high,medium,low,info", lines[0]);
        Assert.Equal("a14,2026-04-10T09:00:00.000Z,fail,0,14,0,3,0", lines[^1]);
        Assert.Equal(13, lines.Length);
    }
}
