using Compliance.Findings;

namespace Compliance.Tests.Rules.Assurance;

public sealed class GapTests
{
    private const string Rule = "attestation-gap";
    private const string Report = "type: soc2, level: II, issuer: a, period: { from: 2024-12-01, to: 2025-11-30 }, document: soc2.pdf";

    [Theory]
    [InlineData("", "2025-11-30", Verdict.Pass)]
    [InlineData("", "2025-12-01", Verdict.Fail)]
    [InlineData(", bridge: { until: 2026-01-31, document: b }", "2026-01-31", Verdict.Pass)]
    [InlineData(", bridge: { until: 2026-01-31, document: b }", "2026-02-01", Verdict.Fail)]
    [InlineData(", bridge: { until: 2026-06-30, document: b }", "2026-02-28", Verdict.Pass)] // three months after 30 November
    [InlineData(", bridge: { until: 2026-06-30, document: b }", "2026-03-01", Verdict.Fail)]
    public void Somebody_speaks_for_the_time_until_the_period_and_its_bridge_letter_end(string bridge, string now, Verdict verdict) =>
        Assert.Equal(verdict, (AssuranceStory.With(Report + bridge) with { Now = now }).One(Rule).Verdict);

    [Fact]
    public void What_is_not_covered_is_told()
    {
        var judged = (AssuranceStory.With(Report) with { Now = "2025-12-20" }).One(Rule);

        Assert.Equal("its period ended on 2025-11-30, and no bridge letter is named: nobody speaks for the 20 days since", judged.Message);
        Assert.Equal(Severity.Medium, judged.Severity);
    }

    [Fact]
    public void A_period_of_more_than_12_months_ago_is_too_old_whatever_is_said()
    {
        var story = AssuranceStory.With(Report + ", expires: 2028-01-01, bridge: { until: 2027-11-30, document: b }");

        Assert.DoesNotContain("more than 12 months", (story with { Now = "2026-11-30" }).One(Rule).Message, StringComparison.Ordinal);
        Assert.Contains("more than 12 months before the day judged, 2026-12-01", (story with { Now = "2026-12-01" }).One(Rule).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("issued: 2024-02-29", "2025-02-28", Verdict.Pass)]
    [InlineData("issued: 2024-02-29", "2025-03-01", Verdict.NotEvaluable)]
    [InlineData("issued: 2024-02-29, surveillance: 2024-02-01", "2025-03-01", Verdict.NotEvaluable)]
    [InlineData("issued: 2024-02-29, surveillance: 2025-02-01", "2026-12-31", Verdict.Pass)]
    [InlineData("issued: 2024-02-29, surveillance: 2025-02-01", "2027-01-01", Verdict.Fail)]
    [InlineData("issued: 2024-02-29, surveillance: 2025-06-01", "2025-03-01", Verdict.NotEvaluable)]
    public void A_certificate_is_looked_at_in_every_calendar_year(string dates, string now, Verdict verdict) =>
        Assert.Equal(verdict, (AssuranceStory.With($"type: iso27001, issuer: a, {dates}, document: iso.pdf") with { Now = now }).One(Rule).Verdict);

    [Theory]
    [InlineData("type: soc2, level: I, issuer: a, issued: 2025-06-01")]
    [InlineData("type: pci-aoc, level: ROC, issued: 2025-06-01")]
    [InlineData("type: penetration-test, issuer: a, period: { from: 2025-06-01, to: 2025-06-05 }")]
    public void Others_have_no_period_that_goes_on(string attestation) =>
        Assert.Equal(Verdict.NotApplicable, AssuranceStory.With(attestation + ", document: a").One(Rule).Verdict);
}
