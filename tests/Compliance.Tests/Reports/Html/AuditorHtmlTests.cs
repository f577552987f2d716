using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Compliance.Findings;
using Compliance.Reports;
using Compliance.Reports.Html;
using Compliance.Trail;

namespace Compliance.Tests.Reports.Html;

public sealed class AuditorHtmlTests
{
    private static ReportedAudit WithSample => Reported.Audit with { Sample = Reported.Sample };

    private static ShownNames Pseudonymous => ShownNames.Under(new Pseudonyms(SHA256.HashData("a key for tests"u8)), ReportedNames.Of(WithSample, null));

    [Fact]
    public void The_page_has_its_parts_in_order_and_a_caption_for_each_table()
    {
        var page = Page.Of(WithSample, ReportAudience.Auditor);

        Assert.Equal(["Scope and period", "Population", "Tests", "Exceptions", "Risks accepted", "Decided about findings", "Evidence", "Trail", "Sample", "Limits"], page.Headings);
        Assert.Equal(
            ["Evidence by kind", "Tests that apply", "Findings of unknown-account", "Findings of unauthorized-action", "Accepted risks, by whom and until when", "Decisions",
                "Index of the evidence", "Records of the sample, as the audit read them"],
            page.Root.Descendants("caption").Select(caption => caption.Value));
        Assert.Equal("en", page.Root.Attribute("lang")!.Value);
        Assert.Single(page.Root.Descendants("h1"));
        Assert.All(page.Root.Descendants("th"), heading => Assert.Contains(heading.Attribute("scope")?.Value, (string[])["col", "row"]));
    }

    [Fact]
    public void Each_link_of_the_contents_leads_to_a_heading()
    {
        var page = Page.Of(WithSample, ReportAudience.Auditor);

        var ids = page.Root.Descendants("h2").Select(heading => $"#{heading.Attribute("id")!.Value}").ToHashSet();
        Assert.NotEmpty(page.Root.Descendants("a"));
        Assert.All(page.Root.Descendants("a"), link => Assert.Contains(link.Attribute("href")!.Value, ids));
        Assert.DoesNotContain(Page.Of(Reported.Audit, ReportAudience.Auditor).Root.Descendants("a"), link => link.Value == "Sample");
    }

    [Fact]
    public void An_exception_says_where_it_stands_in_the_trail()
    {
        var row = Assert.Single(Page.Of(Reported.Audit, ReportAudience.Auditor).Rows("Findings of unknown-account"));

        Assert.Equal($"{Reported.Late.Fingerprint}entry 25 {new string('1', 64)}", row[0]);
        Assert.Equal(("high persisting", "ghost", "crm:export on C-1"), (row[1], row[2], row[3]));
        Assert.Equal("1,204 times, 2026-03-02 08:00:00Z to 2026-03-02 10:00:00Z", row[4]);
        Assert.Equal("logs/crm 1.csv #7, logs/help.ndjson #12", row[5]);
        Assert.Equal("2026-03-02 due 2026-03-09 09:00:00Z, overdue", row[6]);
    }

    [Fact]
    public void A_false_positive_is_not_called_an_accepted_risk()
    {
        var called = Reported.Late with { Verdict = Verdict.Exempt, Work = new() { Status = FindingStatus.FalsePositive, By = "k.voss", At = Reported.Now, Reason = "a test" } };

        var row = Assert.Single(Page.Of(Reported.Of(HandMade.Of([called])), ReportAudience.Auditor).Rows("Findings of unknown-account"));

        Assert.Equal("high persisting, exempt, false positive", row[1]);
    }

    [Fact]
    public void A_source_stands_in_the_index_with_its_digest_and_its_entry()
    {
        var page = Page.Of(Reported.Audit, ReportAudience.Auditor);

        var row = Assert.Single(page.Rows("Index of the evidence"));
        Assert.Equal(($"logs/crm 1.csv{new string('a', 64)}", "91"), (row[0], row[^1]));
        Assert.Contains("record 4: no time: column `When` is empty", page.Main.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_test_that_fails_still_says_what_of_it_was_not_evaluated()
    {
        var page = Page.Of(Reported.Audit, ReportAudience.Auditor);

        var tests = page.Rows("Tests that apply").ToDictionary(row => row[0]);
        Assert.Equal(("fail", "one record of agent2 could not be read"), (tests["unauthorized-action"][2], tests["unauthorized-action"][^1]));
        Assert.Equal(("not evaluable", "logs/crm 1.csv does not say whether MFA was used"), (tests["mfa-missing"][2], tests["mfa-missing"][^1]));
        Assert.Contains("ST-HTTPS.", page.Main.Elements("p").Select(paragraph => paragraph.Value));
        Assert.Contains("5 tests: 2 fail, 1 not evaluable, 1 pass, 1 not applicable.", page.Main.Elements("p").Select(paragraph => paragraph.Value));
    }

    [Theory]
    [InlineData(ReportForm.Html)]
    [InlineData(ReportForm.Json)]
    [InlineData(ReportForm.Csv)]
    public void Under_pseudonyms_no_name_is_left(ReportForm form)
    {
        var text = Page.Write(WithSample, ReportAudience.Auditor, form, Pseudonymous);

        Assert.All(Reported.Names, name => Assert.DoesNotContain(name, text, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(Reported.Late.Fingerprint.Value, text, StringComparison.Ordinal);
        Assert.Contains(new Pseudonyms(SHA256.HashData("a key for tests"u8)).OfFinding(Reported.Late.Fingerprint.Value), text, StringComparison.Ordinal);
    }

    [Fact]
    public void By_name_every_name_is_there()
    {
        var text = Page.Write(WithSample, ReportAudience.Auditor, ReportForm.Json);

        Assert.All(Reported.Names, name => Assert.Contains(name, text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_limits_say_what_was_not_seen()
    {
        var limits = Page.Of(Reported.Audit, ReportAudience.Auditor, Pseudonymous).Root.Descendants("ul").Last().Value;

        Assert.Contains("2 tests could not be evaluated", limits, StringComparison.Ordinal);
        Assert.Contains("1 record could not be read", limits, StringComparison.Ordinal);
        Assert.Contains("under pseudonyms", limits, StringComparison.Ordinal);
        Assert.Contains("not on record", Limits(Reported.Audit with { Trail = null, Course = [] }), StringComparison.Ordinal);
        Assert.Contains("No checkpoint", Limits(Reported.Audit with { Trail = Reported.Audit.Trail! with { SignedSize = null } }), StringComparison.Ordinal);
        Assert.Contains("behind the latest signed checkpoint", Limits(Reported.Audit with { Trail = Reported.Audit.Trail! with { SignedSize = 133 } }), StringComparison.Ordinal);

        static string Limits(ReportedAudit reported) => string.Join('\n', AuditorReport.Of(reported, ShownNames.AsTheyAre).Limits);
    }

    [Fact]
    public void A_page_shows_a_thousand_findings_of_a_rule_and_the_other_forms_all()
    {
        var many = Reported.Of(HandMade.Of([.. Enumerable.Range(0, 1_003).Select(number => HandMade.Stranger with { Fingerprint = Fingerprint.Of("unknown-account", "acme-bpo", $"x{number}", null, null) })]));

        var page = Page.Of(many, ReportAudience.Auditor);

        Assert.Equal(AuditorExceptions.MostOfOneRule, page.Rows("Findings of unknown-account").Count);
        Assert.Contains("3 more findings of this rule stand in the JSON and CSV forms of this report.", page.Main.Value, StringComparison.Ordinal);
        Assert.Equal(1_003, JsonElement.Parse(Page.Write(many, ReportAudience.Auditor, ReportForm.Json)).GetProperty("exceptions").GetArrayLength());
        Assert.Equal(1_004, Page.Write(many, ReportAudience.Auditor, ReportForm.Csv).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void Equal_reports_are_equal_bytes() => Assert.All(Enum.GetValues<ReportForm>(), form => Assert.Equal(
        Page.Write(WithSample, ReportAudience.Auditor, form, Pseudonymous), Page.Write(WithSample, ReportAudience.Auditor, form, Pseudonymous)));
}
