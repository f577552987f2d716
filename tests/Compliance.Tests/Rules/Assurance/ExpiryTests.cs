using Compliance.Findings;

namespace Compliance.Tests.Rules.Assurance;

public sealed class ExpiryTests
{
    [Theory]
    [InlineData("type: soc2, level: II, issuer: a, period: { from: 2024-03-01, to: 2025-02-28 }", "2026-02-28")]
    [InlineData("type: soc2, level: I, issuer: a, issued: 2024-02-29", "2025-02-28")] // no 29 February in 2025
    [InlineData("type: iso27001, issuer: a, issued: 2024-02-29", "2027-02-28")]
    [InlineData("type: pci-aoc, level: ROC, issued: 2025-05-31", "2026-05-31")]
    [InlineData("type: penetration-test, issuer: a, performed: 2025-05-31", "2026-05-31")]
    [InlineData("type: penetration-test, issuer: a, period: { from: 2025-05-01, to: 2025-05-31 }", "2026-05-31")]
    [InlineData("type: device-hardening, performed: 2025-05-31", "2026-05-31")]
    [InlineData("type: incident-exercise, performed: 2025-05-31", "2026-05-31")]
    [InlineData("type: background-policy, issued: 2025-05-31", "2026-05-31")]
    [InlineData("type: background-policy, issued: 2025-05-31, expires: 2028-02-29", "2028-02-29")]
    public void It_is_good_on_its_last_day_and_expired_the_day_after(string attestation, string lastDay)
    {
        var story = AssuranceStory.With(attestation + ", document: a.pdf");
        var after = NodaTime.Text.LocalDatePattern.Iso.Parse(lastDay).Value.PlusDays(1).ToString("uuuu-MM-dd", null);

        Assert.Equal(Verdict.Pass, (story with { Now = lastDay }).One("attestation-expired").Verdict);
        var expired = (story with { Now = after }).One("attestation-expired");
        Assert.Equal((Verdict.Fail, Severity.High), (expired.Verdict, expired.Severity));
        Assert.Contains($"its last day was {lastDay}", expired.Message, StringComparison.Ordinal);
        Assert.EndsWith(", 1 day before the day judged", expired.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UTC", "2026-05-31T23:59:59Z", Verdict.Pass)]
    [InlineData("UTC", "2026-06-01T00:00:00Z", Verdict.Fail)]
    [InlineData("Asia/Manila", "2026-05-31T15:59:59Z", Verdict.Pass)]
    [InlineData("Asia/Manila", "2026-05-31T16:00:00Z", Verdict.Fail)]
    [InlineData("America/New_York", "2026-06-01T03:59:59Z", Verdict.Pass)]
    [InlineData("America/New_York", "2026-06-01T04:00:00Z", Verdict.Fail)]
    public void The_day_ends_in_the_zone_of_the_access_model(string zone, string now, Verdict verdict) =>
        Assert.Equal(verdict, (AssuranceStory.With("type: incident-exercise, performed: 2026-01-01, expires: 2026-05-31, document: a") with { Zone = zone, Now = now }).One("attestation-expired").Verdict);

    [Theory]
    [InlineData("2026-03-01", Verdict.Pass, Severity.Medium)] // 91 days left
    [InlineData("2026-03-02", Verdict.Fail, Severity.Low)]
    [InlineData("2026-04-30", Verdict.Fail, Severity.Low)] // 31
    [InlineData("2026-05-01", Verdict.Fail, Severity.Medium)]
    [InlineData("2026-05-31", Verdict.Fail, Severity.Medium)]
    [InlineData("2026-06-01", Verdict.NotApplicable, Severity.Medium)]
    public void It_is_expiring_from_90_days_on_and_more_so_from_30(string now, Verdict verdict, Severity severity)
    {
        var judged = (AssuranceStory.With("type: incident-exercise, performed: 2026-01-01, expires: 2026-05-31, document: a") with { Now = now }).One("attestation-expiring");

        Assert.Equal((verdict, severity), (judged.Verdict, judged.Severity));
    }

    [Theory]
    [InlineData("attestation-expired")]
    [InlineData("attestation-expiring")]
    public void An_attestation_of_a_later_day_than_the_one_judged_is_not_evaluable(string rule)
    {
        var judged = AssuranceStory.With("type: incident-exercise, performed: 2026-03-02, document: a").One(rule);

        Assert.Equal(Verdict.NotEvaluable, judged.Verdict);
        Assert.Contains("after the day judged, 2026-03-01", judged.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Last_year_s_is_not_judged_once_this_year_s_is_there()
    {
        var judged = AssuranceStory.With(
            "type: incident-exercise, performed: 2024-11-05, document: 2024.pdf",
            "type: incident-exercise, performed: 2025-11-05, document: 2025.pdf").Judge("attestation-expired");

        Assert.Equal([("incident-exercise/2024.pdf", Verdict.NotApplicable), ("incident-exercise/2025.pdf", Verdict.Pass)], judged.Select(one => (one.Subject, one.Verdict)));
        Assert.Equal("a newer incident response exercise, of 2025-11-05, covers at least as much", judged[0].Message);
    }

    [Theory]
    [InlineData("level: I, sites: [Manila]", "level: II, sites: [Manila]", Verdict.NotApplicable)]
    [InlineData("level: II, sites: [Manila]", "level: I, sites: [Manila]", Verdict.Fail)]
    [InlineData("level: II, sites: [Manila]", "level: II, sites: [manila, Cebu]", Verdict.NotApplicable)]
    [InlineData("level: II, sites: [Manila, Cebu]", "level: II, sites: [Manila]", Verdict.Fail)]
    [InlineData("level: II, sites: [Manila]", "level: II", Verdict.Fail)]
    [InlineData("level: II", "level: II, sites: [Manila]", Verdict.NotApplicable)]
    [InlineData("level: II, services: [a]", "level: II, services: [b]", Verdict.Fail)]
    [InlineData("level: II, dataClasses: [a]", "level: II, dataClasses: [b]", Verdict.Fail)]
    public void A_newer_one_replaces_only_what_it_covers_at_its_level(string old, string newer, Verdict verdict)
    {
        var judged = AssuranceStory.With(
            $"type: soc2, issuer: a, {old}, period: {{ from: 2023-01-01, to: 2023-12-31 }}, document: old.pdf",
            $"type: soc2, issuer: a, {newer}, period: {{ from: 2025-01-01, to: 2025-12-31 }}, document: new.pdf").Judge("attestation-expired");

        Assert.Equal(verdict, judged[0].Verdict);
        Assert.Equal(Verdict.Pass, judged[1].Verdict);
    }

    [Fact]
    public void One_of_a_future_day_replaces_nothing() =>
        Assert.Equal([Verdict.Fail, Verdict.NotEvaluable], AssuranceStory.With(
            "type: incident-exercise, performed: 2024-11-05, document: 2024.pdf",
            "type: incident-exercise, performed: 2026-11-05, document: 2026.pdf").Judge("attestation-expired").Select(one => one.Verdict));
}
