using Compliance.Findings;
using Compliance.Vendors;
using NodaTime;
using static Compliance.Tests.SecondReading.RuleNames;
using static Compliance.Tests.SecondReading.Scenarios.Scenario;

namespace Compliance.Tests.SecondReading.Scenarios;

public abstract class CompletenessScenarios(IAuditUnderTest audit) : ScenarioTests(audit)
{
    [Fact]
    public void A_day_without_a_record_is_a_gap_and_its_entry_the_finding()
    {
        var story = new Scenario().Log("logs/crm-*", "logs/crm-1 logs/crm-2", Expectation.Daily).Window("2026-03-02 00:00", "2026-03-07 00:00")
            .Event("2026-03-02 10:00", "ana", "a").Event("2026-03-04 23:59:59", "ana", "a", source: 1).Event("2026-03-05 00:00", "ana", "a");
        Expect(story, EvidenceGap, Verdict.Fail, "- - logs/crm-* High ×2");
        var gap = Audit(story).Findings.Single(finding => finding.Rule == EvidenceGap);
        Assert.Equal((At("2026-03-03 00:00"), At("2026-03-06 00:00")), (gap.First, gap.Last));
    }

    [Fact]
    public void Days_that_lie_partly_outside_the_window_are_not_expected() => Expect(
        new Scenario().Log("logs/a", "logs/a", Expectation.Daily).Window("2026-03-02 00:00:01", "2026-03-04 23:59:59").Event("2026-03-03 10:00", "ana", "a"),
        EvidenceGap, Verdict.Pass);

    [Fact]
    public void Days_are_those_of_the_models_timezone() => Expect(
        // In Manila: 3 March 07:00, 4 March 23:59, 6 March 00:00.
        new Scenario().In("Asia/Manila").Log("logs/a", "logs/a", Expectation.Daily)
            .Event("2026-03-02 23:00", "ana", "a").Event("2026-03-04 15:59", "ana", "a").Event("2026-03-05 16:00", "ana", "a"),
        EvidenceGap, Verdict.Fail, "- - logs/a High ×1");

    [Fact]
    public void An_open_window_ends_with_the_evidence_of_all_logs() => Expect(
        new Scenario().Log("logs/a", "logs/a", Expectation.Daily).Log("logs/b", "logs/b")
            .Event("2026-03-03 10:00", "ana", "a").Event("2026-03-02 00:00", "ana", "a", source: 1).Event("2026-03-05 00:00", "ana", "a", source: 1),
        EvidenceGap, Verdict.Fail, "- - logs/a High ×2");

    [Fact]
    public void Weekends_are_expected_daily_but_not_on_weekdays() => Expect(
        new Scenario().Log("logs/a", "logs/a", Expectation.Daily).Log("logs/b", "logs/b", Expectation.Weekdays).Window("2026-03-06 00:00", "2026-03-10 00:00")
            .Event("2026-03-06 10:00", "ana", "a").Event("2026-03-09 10:00", "ana", "a")
            .Event("2026-03-06 10:00", "ana", "a", source: 1).Event("2026-03-09 10:00", "ana", "a", source: 1),
        EvidenceGap, Verdict.Fail, "- - logs/a High ×2");

    [Fact]
    public void Any_accepted_record_fills_a_day_in_scope_or_not() => Expect(
        new Scenario().Population("ana").Log("logs/a", "logs/a", Expectation.Daily).Window("2026-03-02 00:00", "2026-03-04 00:00")
            .Event("2026-03-02 10:00", "ana", "a").Event("2026-03-03 10:00", "somebody", "a"),
        EvidenceGap, Verdict.Pass);

    [Fact]
    public void An_entry_that_matches_no_file_is_missing_evidence_not_a_gap() => Expect(
        new Scenario().Log("logs/a", "logs/a").Log("logs/b-*", "", Expectation.Daily).Event("2026-03-02 10:00", "ana", "a").Event("2026-03-05 10:00", "ana", "a"),
        EvidenceGap, Verdict.NotEvaluable);

    [Fact]
    public void Where_nothing_is_expected_no_gap_applies() => Expect(
        new Scenario().Event("2026-03-02 10:00", "ana", "a").Event("2026-03-05 10:00", "ana", "a"), EvidenceGap, Verdict.NotApplicable);

    [Theory]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public void A_day_with_less_than_a_fifth_of_the_median_of_its_weekday_is_a_gap_once_four_others_are_known(int weeks, bool known)
    {
        // Mondays of ten records; the next has one, and Tuesdays have one each.
        var story = new Scenario().Log("logs/a", "logs/a", Expectation.Daily);
        var monday = new LocalDate(2026, 3, 2);
        for (var week = 0; week <= weeks; week++)
        {
            for (var minute = 0; minute < (week == weeks ? 1 : 10); minute++) story.Event($"{monday.PlusWeeks(week):uuuu-MM-dd} 12:{minute:D2}", "ana", "a");
            for (var day = 1; day < 7; day++) story.Event($"{monday.PlusWeeks(week).PlusDays(day):uuuu-MM-dd} 12:00", "ana", "a");
        }
        var end = monday.PlusWeeks(weeks + 1);
        story.Window("2026-03-02 00:00", $"{end:uuuu-MM-dd} 00:00");
        if (known) Expect(story, EvidenceGap, Verdict.Fail, "- - logs/a High ×1");
        else Expect(story, EvidenceGap, Verdict.Pass);
    }
}
