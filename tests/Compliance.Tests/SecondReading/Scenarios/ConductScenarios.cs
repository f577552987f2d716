using System.Globalization;
using Compliance.Events;
using Compliance.Findings;
using static Compliance.Tests.SecondReading.RuleNames;

namespace Compliance.Tests.SecondReading.Scenarios;

public abstract class ConductScenarios(IAuditUnderTest audit) : ScenarioTests(audit)
{
    private static Scenario Refunds() => new Scenario().Role("tier1", "refund.issue").Assign("ana", "tier1").Segregate("refund.issue", "refund.approve");

    [Fact]
    public void The_second_half_of_a_pair_on_one_resource_breaks_segregation_allowed_or_not() => Expect(
        Refunds().Event("10:00", "ana", "refund.issue", "r1").Event("10:01", "ana", "Refund.Approve", "r1"),
        SegregationOfDuties, Verdict.Fail, "ana - Refund.Approve High ×1 at 0:2");

    [Fact]
    public void The_order_of_the_halves_does_not_matter() => Expect(
        Refunds().Event("10:00", "ana", "refund.approve", "r1").Event("10:01", "ana", "refund.issue", "r1"),
        SegregationOfDuties, Verdict.Fail, "ana tier1 refund.issue High ×1 at 0:2");

    [Fact]
    public void Other_resources_other_people_and_failed_halves_do_not_meet() => Expect(
        Refunds().Event("10:00", "ana", "refund.issue", "r1").Event("10:01", "ana", "refund.approve", "R1").Event("10:02", "ben", "refund.approve", "r1")
            .Event("10:03", "ana", "refund.approve", "r1", outcome: Outcome.Denied)
            .Event("10:04", "ana", "refund.issue").Event("10:05", "ana", "refund.approve"),
        SegregationOfDuties, Verdict.Pass);

    [Fact]
    public void Thirty_days_apart_the_halves_no_longer_meet()
    {
        Expect(Refunds().Event("2026-01-31 10:00", "ana", "refund.issue", "r1").Event("10:00", "ana", "refund.approve", "r1"), SegregationOfDuties, Verdict.Pass);
        Expect(
            Refunds().Event("2026-01-31 10:00:01", "ana", "refund.issue", "r1").Event("10:00", "ana", "refund.approve", "r1"),
            SegregationOfDuties, Verdict.Fail, "ana - refund.approve High ×1 at 0:2");
    }

    [Fact]
    public void At_one_instant_the_later_record_is_the_second_half() => Expect(
        Refunds().Event("10:00", "ana", "refund.approve", "r1").Event("10:00", "ana", "refund.issue", "r1"),
        SegregationOfDuties, Verdict.Fail, "ana tier1 refund.issue High ×1 at 0:2");

    [Fact]
    public void An_event_that_is_both_sides_is_not_its_own_counterpart() => Expect(
        new Scenario().Role("tier1", "refund.*").Assign("ana", "tier1").Segregate("refund.*", "*.issue")
            .Event("10:00", "ana", "refund.issue", "r1").Event("10:01", "ana", "refund.issue", "r1"),
        SegregationOfDuties, Verdict.Fail, "ana tier1 refund.issue High ×1 at 0:2");

    [Fact]
    public void An_event_before_the_window_is_a_first_half() => Expect(
        Refunds().Window(from: "10:00").Event("09:00", "ana", "refund.issue", "r1").Event("09:30", "ana", "refund.approve", "r1").Event("10:00", "ana", "refund.approve", "r1"),
        SegregationOfDuties, Verdict.Fail, "ana - refund.approve High ×1 at 0:3");

    [Fact]
    public void Without_pairs_segregation_does_not_apply() => Expect(
        new Scenario().Role("tier1", "*").Assign("ana", "tier1").Event("10:00", "ana", "refund.issue", "r1"), SegregationOfDuties, Verdict.NotApplicable);

    private static Scenario Denials(int count, Func<int, (string Time, string? Resource)> nth)
    {
        var story = new Scenario().Role("tier1", "kb.*").Assign("ana", "tier1");
        for (var i = 0; i < count; i++)
        {
            var (time, resource) = nth(i);
            story.Event(time, "ana", "customer.read", resource, outcome: Outcome.Denied);
        }
        return story;
    }

    private static string After(int seconds) => Scenario.At("10:00").Plus(NodaTime.Duration.FromSeconds(seconds)).ToString("uuuu-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    [Fact]
    public void The_tenth_distinct_resource_and_each_later_denial_is_found() => Expect(
        Denials(11, i => (After(i), $"c{i}")), RepeatedDenials, Verdict.Fail, "ana - customer.read Medium ×2 at 0:10,0:11");

    [Fact]
    public void The_twentieth_denial_is_found_when_the_resources_are_few() => Expect(
        Denials(20, i => (After(i * 31), $"c{i % 2}")), RepeatedDenials, Verdict.Fail, "ana - customer.read Medium ×1 at 0:20");

    [Fact]
    public void A_denial_repeated_within_a_minute_is_not_counted_even_after_one_that_was_not() => Expect(
        Denials(30, i => (After(i * 59), "c1")), RepeatedDenials, Verdict.Pass);

    [Fact]
    public void A_minute_later_the_same_denial_counts_again()
    {
        var everyMinute = new Scenario().Role("tier1", "kb.*").Assign("ana", "tier1");
        for (var i = 0; i < 14; i++)
            everyMinute.Event(After(i * 60), "ana", "customer.read", "c1", outcome: Outcome.Denied).Event(After(i * 60), "ana", "customer.read", "c2", outcome: Outcome.Denied);
        var result = Audit(everyMinute);
        // Twenty are reached with the tenth minute's second record.
        Assert.Equal(["ana - customer.read Medium ×9 at 0:20,0:21,0:22,0:23,0:24,0:25,0:26,0:27,0:28"], Written(result, RepeatedDenials));
    }

    [Fact]
    public void Fifteen_minutes_before_a_denial_lie_outside_its_window()
    {
        Expect(Denials(10, i => (After(i == 9 ? 900 : i), $"c{i}")), RepeatedDenials, Verdict.Pass);
        Expect(Denials(10, i => (After(i == 9 ? 899 : i), $"c{i}")), RepeatedDenials, Verdict.Fail, "ana - customer.read Medium ×1 at 0:10");
    }

    [Fact]
    public void An_absent_resource_is_no_resource() => Expect(
        Denials(10, i => (After(i), i == 0 ? null : $"c{i}")), RepeatedDenials, Verdict.Pass);

    [Fact]
    public void A_failure_for_another_reason_is_no_denial() => Expect(
        Enumerable.Range(0, 30).Aggregate(
            new Scenario().Role("tier1", "kb.*").Assign("ana", "tier1"),
            (story, i) => story.Event(After(i), "ana", "customer.read", $"c{i}", outcome: Outcome.Failure)),
        RepeatedDenials, Verdict.Pass);
}
