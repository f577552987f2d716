using Compliance.Events;
using Compliance.Findings;
using Compliance.Vendors;
using NodaTime;
using static Compliance.Tests.SecondReading.RuleNames;
using static Compliance.Tests.SecondReading.Scenarios.Scenario;

namespace Compliance.Tests.SecondReading.Scenarios;

public abstract class PermissionScenarios(IAuditUnderTest audit) : ScenarioTests(audit)
{
    private static Scenario Ana() => new Scenario().Person("ana").Role("tier1", "ticket.* customer.read").Assign("ana", "tier1");

    [Fact]
    public void An_account_that_stands_nowhere_is_unknown_and_not_also_unauthorized()
    {
        var story = Ana().Event("10:00", "stranger", "customer.read", "c1");
        Expect(story, UnknownAccount, Verdict.Fail, "stranger - customer.read High ×1 at 0:1");
        Expect(story, UnauthorizedAction, Verdict.Pass);
    }

    [Fact]
    public void An_account_is_known_from_people_accounts_or_assignments_whatever_its_case() => Expect(
        Ana().Account("robot", kind: AccountKind.Bot).Assign("ben", "tier1")
            .Event("10:00", "ANA", "ticket.read").Event("10:01", "Robot", "ticket.read").Event("10:02", "Ben", "ticket.read"),
        UnknownAccount, Verdict.Pass);

    [Fact]
    public void An_account_whose_person_stands_in_no_list_is_known_through_accounts() => Expect(
        Ana().Account("agent7", "zoe").Event("10:00", "agent7", "ticket.read"), UnknownAccount, Verdict.Pass);

    [Fact]
    public void An_event_without_an_actor_is_of_an_unknown_account() => Expect(
        Ana().Event("10:00", null, "ticket.read"), UnknownAccount, Verdict.Fail, "(none) - ticket.read High ×1 at 0:1");

    [Fact]
    public void Attempts_that_did_not_succeed_use_no_permission_but_unknown_outcomes_do() => Expect(
        Ana().Event("10:00", "stranger", "a", outcome: Outcome.Denied).Event("10:01", "stranger", "b", outcome: Outcome.Failure)
            .Event("10:02", "stranger", "c", outcome: Outcome.Unknown),
        UnknownAccount, Verdict.Fail, "stranger - c High ×1 at 0:3");

    [Fact]
    public void What_no_held_role_allows_is_unauthorized_once_for_each_action() => Expect(
        Ana().Event("10:00", "ana", "customer.export", "c1").Event("10:01", "ana", "Customer.Export", "c2").Event("10:02", "ana", "ticket.read", "t1"),
        UnauthorizedAction, Verdict.Fail, "ana tier1 customer.export High ×2 at 0:1,0:2");

    [Fact]
    public void A_deny_of_one_held_role_wins_over_the_allow_of_another() => Expect(
        Ana().Role("lead", "customer.*").Role("probation", "ticket.read", deny: "customer.read")
            .Assign("ana", "lead").Assign("ana", "probation").Event("10:00", "ana", "customer.read", "c1"),
        UnauthorizedAction, Verdict.Fail, "ana tier1 customer.read High ×1 at 0:1");

    [Fact]
    public void An_event_that_names_no_resource_matches_only_the_star() => Expect(
        new Scenario().Role("tier1", [Allow("customer.read", "c*"), Allow("ticket.read")]).Assign("ana", "tier1")
            .Event("10:00", "ana", "customer.read", "C9").Event("10:01", "ana", "customer.read").Event("10:02", "ana", "ticket.read"),
        UnauthorizedAction, Verdict.Fail, "ana tier1 customer.read High ×1 at 0:2");

    [Fact]
    public void A_star_matches_across_separators_and_also_nothing() => Expect(
        new Scenario().Role("tier1", "crm.*.read kb.*").Assign("ana", "tier1")
            .Event("10:00", "ana", "CRM.customer.note.read").Event("10:01", "ana", "kb.").Event("10:02", "ana", "crm.read"),
        UnauthorizedAction, Verdict.Fail, "ana tier1 crm.read High ×1 at 0:3");

    [Fact]
    public void Everyone_is_held_by_a_person_while_employed_to_the_end_itself() => Expect(
        new Scenario().Role("everyone", "signin").Person("ana", hired: "2026-03-01", left: "2026-03-02 12:00")
            .Account("robot").Event("2026-02-28 23:59:59", "ana", "signin").Event("2026-03-01 00:00", "ana", "signin")
            .Event("12:00", "ana", "signin").Event("12:00:01", "ana", "signin").Event("12:00:02", "robot", "signin"),
        UnauthorizedAction, Verdict.Fail, "ana - signin High ×2 at 0:1,0:4", "robot - signin High ×1 at 0:5");

    [Fact]
    public void Everyone_is_held_without_left_whatever_the_status() => Expect(
        new Scenario().Role("everyone", "signin").Person("ana", status: "terminated").Event("10:00", "ana", "signin"),
        UnauthorizedAction, Verdict.Pass);

    [Fact]
    public void Without_approval_what_is_found_is_not_evaluable_and_no_violation()
    {
        var story = Ana().Unapproved().Event("10:00", "ana", "customer.export", "c1").Event("10:01", "stranger", "signin");
        Expect(story, UnauthorizedAction, Verdict.NotEvaluable, "ana tier1 customer.export High ×1 at 0:1");
        Expect(story, UnknownAccount, Verdict.Fail, "stranger - signin High ×1 at 0:2");
        var result = Audit(story);
        Assert.Equal(Verdict.NotEvaluable, result.Findings.Single(finding => finding.Rule == UnauthorizedAction).Verdict);
        Assert.Equal([new NaiveViolation(UnknownAccount, 0, 2)], result.Violations);
    }

    [Fact]
    public void A_role_is_held_from_its_first_instant_until_just_before_its_last()
    {
        var story = new Scenario().Role("tier1", "ticket.read").Assign("ana", "tier1", from: "10:00", until: "11:00")
            .Event("09:59:59", "ana", "ticket.read").Event("10:00", "ana", "ticket.read")
            .Event("10:59:59", "ana", "ticket.read").Event("11:00", "ana", "ticket.read");
        Expect(story, GrantNotInForce, Verdict.Fail, "ana tier1 ticket.read High ×2 at 0:1,0:4");
        Expect(story, UnauthorizedAction, Verdict.Pass);
    }

    [Fact]
    public void A_grant_that_begins_within_three_days_is_a_low_matter() => Expect(
        new Scenario().Role("tier1", "ticket.read").Role("tier2", "kb.read")
            .Assign("ana", "tier1", from: "2026-03-05 10:00").Assign("ana", "tier2", from: "2026-03-05 10:00:01")
            .Event("10:00", "ana", "ticket.read").Event("10:00", "ana", "kb.read"),
        GrantNotInForce, Verdict.Fail, "ana tier1 ticket.read Low ×1 at 0:1", "ana tier2 kb.read High ×1 at 0:2");

    [Fact]
    public void A_grant_finding_is_as_severe_as_the_worst_of_its_events() => Expect(
        new Scenario().Role("tier1", "ticket.read").Assign("ana", "tier1", from: "2026-03-05 10:00")
            .Event("2026-02-01 10:00", "ana", "ticket.read").Event("10:00", "ana", "ticket.read"),
        GrantNotInForce, Verdict.Fail, "ana tier1 ticket.read High ×2 at 0:1,0:2");

    [Fact]
    public void A_held_deny_or_the_absent_roles_own_deny_leave_the_action_unauthorized()
    {
        var story = new Scenario().Role("base", "kb.*", deny: "refund.issue").Role("lead", "refund.* customer.*", deny: "customer.export")
            .Assign("ana", "base").Assign("ana", "lead", until: "2026-02-01 00:00")
            .Event("10:00", "ana", "refund.issue", "r1").Event("10:01", "ana", "customer.export", "c1").Event("10:02", "ana", "customer.read", "c1");
        Expect(story, UnauthorizedAction, Verdict.Fail, "ana base customer.export High ×1 at 0:2", "ana base refund.issue High ×1 at 0:1");
        Expect(story, GrantNotInForce, Verdict.Fail, "ana lead customer.read High ×1 at 0:3");
    }

    [Fact]
    public void Of_several_roles_for_another_time_the_first_assignment_names_the_finding() => Expect(
        new Scenario().Role("a", "ticket.*").Role("b", "ticket.read").Assign("ana", "b", until: "2026-02-01 00:00").Assign("ana", "a", until: "2026-02-01 00:00")
            .Event("10:00", "ana", "ticket.read"),
        GrantNotInForce, Verdict.Fail, "ana b ticket.read High ×1 at 0:1");

    private static Scenario Quarter() => new Scenario().Role("everyone", "signin").Role("tier1", [Allow("ticket.*"), Allow("kb.read", "k*")])
        .Person("ana").Assign("ana", "tier1", from: "2025-01-01 00:00").Window(to: "2026-06-01 00:00").Event("2026-05-31 12:00", "eve", "signin");

    [Fact]
    public void A_pattern_that_no_holder_used_in_ninety_days_is_unused() => Expect(
        Quarter().Event("2026-03-03 00:00", "ana", "kb.read", "k1").Event("2026-03-03 00:00:01", "ana", "ticket.read"),
        UnusedPermission, Verdict.Fail, "- tier1 kb.read Low ×1");

    [Fact]
    public void Evidence_of_fewer_than_95_of_100_days_decides_nothing()
    {
        // 86 and 85 of 90 days.
        Expect(Quarter().Event("2026-03-07 23:59", "ana", "ticket.read"), UnusedPermission, Verdict.Fail, "- tier1 kb.read Low ×1");
        Expect(Quarter().Event("2026-03-08 00:00", "ana", "ticket.read"), UnusedPermission, Verdict.NotEvaluable);
    }

    [Fact]
    public void Evidence_that_ends_long_before_now_decides_nothing() => Expect(
        new Scenario().Role("tier1", "ticket.*").Assign("ana", "tier1", from: "2025-01-01 00:00").Window(to: "2026-06-01 00:00")
            .Event("2026-01-01 00:00", "ana", "x").Event("2026-05-20 00:00", "ana", "x"),
        UnusedPermission, Verdict.NotEvaluable);

    [Fact]
    public void Of_sources_that_expect_records_each_must_have_them_on_95_of_100_days()
    {
        Scenario Logs(int missing)
        {
            var story = new Scenario().Log("logs/a", "logs/a", Expectation.Daily).Log("logs/b", "logs/b", Expectation.Weekdays)
                .Role("tier1", "ticket.*").Assign("ana", "tier1", from: "2025-01-01 00:00").Window(to: "2026-06-01 00:00");
            for (var day = new LocalDate(2026, 3, 3); day <= new LocalDate(2026, 5, 31); day = day.PlusDays(1))
            {
                var time = $"{day:uuuu-MM-dd} 12:00";
                story.Event(time, "ana", "x");
                if (day.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday) && missing-- <= 0) story.Event(time, "ana", "x", source: 1);
            }
            return story;
        }
        // Of 64 weekdays.
        Expect(Logs(missing: 3), UnusedPermission, Verdict.Fail, "- tier1 ticket.* Low ×1");
        Expect(Logs(missing: 4), UnusedPermission, Verdict.NotEvaluable);
    }

    [Fact]
    public void A_role_assigned_for_less_than_ninety_days_or_to_nobody_now_is_not_asked() => Expect(
        new Scenario().Role("new", "a").Role("old", "b").Role("vacant", "c")
            .Assign("ana", "new", from: "2026-03-03 00:00:01").Assign("ana", "old", from: "2025-01-01 00:00", until: "2026-06-01 00:00")
            .Event("2026-02-01 00:00", "ana", "b").Event("2026-05-30 00:00", "ana", "a").Window(to: "2026-06-01 00:00"),
        UnusedPermission, Verdict.Pass);

    [Fact]
    public void A_use_needs_success_a_holder_a_matching_resource_and_no_deny() => Expect(
        new Scenario().Role("tier1", [Allow("a", "x*"), Allow("b"), Allow("c"), Allow("d")]).Role("brake", "z", deny: "d")
            .Assign("ana", "tier1", from: "2025-01-01 00:00").Assign("ana", "brake", from: "2026-04-01 00:00")
            .Event("2026-01-01 00:00", "ana", "a", "x1").Event("2026-05-01 00:00", "ana", "a", "y1")
            .Event("2026-05-01 00:01", "ana", "b", outcome: Outcome.Denied).Event("2026-05-01 00:02", "ben", "c").Event("2026-05-01 00:03", "ana", "d")
            .Event("2026-05-31 00:00", "ben", "signin").Window(to: "2026-06-01 00:00"),
        UnusedPermission, Verdict.Fail, "- tier1 a Low ×1", "- tier1 b Low ×1", "- tier1 c Low ×1", "- tier1 d Low ×1");

    [Fact]
    public void From_does_not_shorten_the_ninety_days() => Expect(
        new Scenario().Role("tier1", "ticket.*").Assign("ana", "tier1", from: "2025-01-01 00:00")
            .Event("2026-02-01 00:00", "ana", "ticket.read").Event("2026-03-10 00:00", "ana", "ticket.read").Event("2026-05-30 00:00", "ben", "ticket.read")
            .Window(from: "2026-05-01 00:00", to: "2026-06-01 00:00"),
        UnusedPermission, Verdict.Pass);
}
