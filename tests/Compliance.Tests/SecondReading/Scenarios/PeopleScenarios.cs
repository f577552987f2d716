using Compliance.Events;
using Compliance.Findings;
using static Compliance.Tests.SecondReading.RuleNames;

namespace Compliance.Tests.SecondReading.Scenarios;

public abstract class PeopleScenarios(IAuditUnderTest audit) : ScenarioTests(audit)
{
    private static Scenario Manila() => new Scenario().In("Asia/Manila").Role("tier1", "ticket.*").Assign("ana", "tier1", from: "2020-01-01 00:00");

    [Fact]
    public void Who_left_on_a_day_may_work_until_noon_of_the_next() => Expect(
        Manila().Person("ana", left: "2026-03-01")
            // Noon in Manila is 04:00 UTC.
            .Event("04:00", "ana", "ticket.read").Event("04:00:01", "ana", "ticket.read"),
        AccessAfterTermination, Verdict.Fail, "ana tier1 ticket.read Critical ×1 at 0:2");

    [Fact]
    public void Who_left_at_an_instant_may_work_until_it() => Expect(
        Manila().Person("ana", left: "2026-03-02 10:00:00").Event("10:00", "ana", "ticket.read").Event("10:00:01", "ana", "ticket.read"),
        AccessAfterTermination, Verdict.Fail, "ana tier1 ticket.read Critical ×1 at 0:2");

    [Fact]
    public void Who_came_back_is_judged_by_the_employment_that_began_last() => Expect(
        Manila().Person("ana", hired: "2025-01-01", left: "2025-06-30").Person("ana", hired: "2026-01-01")
            .Event("2025-09-01 10:00", "ana", "ticket.read").Event("10:00", "ana", "ticket.read"),
        AccessAfterTermination, Verdict.Fail, "ana tier1 ticket.read Critical ×1 at 0:1");

    [Fact]
    public void A_termination_without_a_date_leaves_that_person_open() => Expect(
        Manila().Person("ana", status: "Terminated").Event("10:00", "ana", "ticket.read"), AccessAfterTermination, Verdict.NotEvaluable);

    [Fact]
    public void A_termination_without_a_date_matters_only_where_the_person_succeeded() => Expect(
        Manila().Person("ana", status: "terminated").Person("ben")
            .Event("10:00", "ana", "ticket.read", outcome: Outcome.Denied).Event("10:00", "ben", "ticket.read"),
        AccessAfterTermination, Verdict.Pass);

    [Fact]
    public void An_action_that_no_role_allows_any_more_has_no_role() => Expect(
        new Scenario().Role("everyone", "ticket.*").Person("ana", left: "2026-02-01").Event("10:00", "ana", "ticket.read"),
        AccessAfterTermination, Verdict.Fail, "ana - ticket.read Critical ×1 at 0:1");

    [Fact]
    public void Without_people_neither_termination_nor_clearance_nor_training_can_be_judged()
    {
        var story = Manila().WithoutPeople().Event("10:00", "ana", "ticket.read");
        Expect(story, AccessAfterTermination, Verdict.NotEvaluable);
        Expect(story, AccessBeforeClearance, Verdict.NotEvaluable);
        Expect(story, TrainingLapsed, Verdict.NotEvaluable);
    }

    [Fact]
    public void Work_before_the_first_day_of_employment_is_before_clearance() => Expect(
        // 2026-03-03 begins in Manila at 16:00 UTC of the day before.
        Manila().Person("ana", hired: "2026-03-03").Event("15:59:59", "ana", "ticket.read").Event("16:00", "ana", "ticket.read"),
        AccessBeforeClearance, Verdict.Fail, "ana tier1 ticket.read High ×1 at 0:1");

    [Fact]
    public void Work_before_the_day_of_the_background_check_is_before_clearance() => Expect(
        Manila().Person("ana", check: "2026-03-03").Event("15:59:59", "ana", "ticket.read").Event("16:00", "ana", "ticket.read"),
        AccessBeforeClearance, Verdict.Fail, "ana tier1 ticket.read High ×1 at 0:1");

    [Fact]
    public void An_empty_cell_was_never_cleared_but_a_missing_column_says_nothing()
    {
        Expect(Manila().Person("ana", check: "").Event("10:00", "ana", "ticket.read"), AccessBeforeClearance, Verdict.Fail, "ana tier1 ticket.read High ×1 at 0:1");
        Expect(Manila().Person("ana").Event("10:00", "ana", "ticket.read"), AccessBeforeClearance, Verdict.Pass);
    }

    [Fact]
    public void The_check_of_the_row_in_force_counts() => Expect(
        Manila().Person("ana", hired: "2024-01-01", check: "2023-12-01").Person("ana", hired: "2026-01-01", check: "")
            .Event("2025-06-01 10:00", "ana", "ticket.read").Event("10:00", "ana", "ticket.read"),
        AccessBeforeClearance, Verdict.Fail, "ana tier1 ticket.read High ×1 at 0:2");

    [Fact]
    public void A_row_without_hired_began_in_the_infinite_past() => Expect(
        Manila().Person("ana", hired: null, check: "2020-01-01").Event("10:00", "ana", "ticket.read"), AccessBeforeClearance, Verdict.Pass);

    [Fact]
    public void Training_holds_to_the_end_of_its_day() => Expect(
        Manila().Person("ana", trained: "2026-03-02").Event("15:59:59", "ana", "ticket.read").Event("16:00:01", "ana", "ticket.read"),
        TrainingLapsed, Verdict.Fail, "ana tier1 ticket.read Medium ×1 at 0:2");

    [Fact]
    public void An_empty_cell_was_never_trained_but_without_the_column_training_is_not_asked()
    {
        Expect(Manila().Person("ana", trained: "").Event("10:00", "ana", "ticket.read"), TrainingLapsed, Verdict.Fail, "ana tier1 ticket.read Medium ×1 at 0:1");
        Expect(Manila().Person("ana").Event("10:00", "ana", "ticket.read"), TrainingLapsed, Verdict.NotApplicable);
    }

    [Fact]
    public void Before_any_row_began_the_first_counts_for_training() => Expect(
        Manila().Person("ana", hired: "2026-03-10", trained: "2027-01-01").Person("ana", hired: "2026-04-10", trained: "")
            .Event("10:00", "ana", "ticket.read"),
        TrainingLapsed, Verdict.Pass);

    [Fact]
    public void Somebody_in_no_list_of_people_has_neither_clearance_nor_training_to_show()
    {
        var story = Manila().Person("ben", check: "", trained: "").Event("10:00", "ana", "ticket.read");
        Expect(story, AccessBeforeClearance, Verdict.Pass);
        Expect(story, TrainingLapsed, Verdict.Pass);
    }

    private static Scenario Spring() => new Scenario().Role("tier1", "ticket.*").Window(to: "2026-06-01 00:00")
        .Event("2026-01-01 00:00", "eve", "ticket.read").Event("2026-05-31 00:00", "eve", "ticket.read");

    [Fact]
    public void Who_did_nothing_for_forty_five_days_is_inactive() => Expect(
        Spring().Person("ana").Assign("ana", "tier1", from: "2026-04-17 00:00").Event("2026-04-17 00:00", "ana", "ticket.read"),
        InactiveAccount, Verdict.Fail, "ana - - Medium ×1");

    [Fact]
    public void One_success_within_the_forty_five_days_is_enough_but_a_denial_is_not() => Expect(
        Spring().Assign("ana", "tier1").Assign("ben", "tier1")
            .Event("2026-04-17 00:00:01", "ana", "anything").Event("2026-05-01 00:00", "ben", "ticket.read", outcome: Outcome.Denied),
        InactiveAccount, Verdict.Fail, "ben - - Medium ×1");

    [Fact]
    public void An_assignment_younger_than_forty_five_days_or_ended_is_not_asked() => Expect(
        Spring().Assign("ana", "tier1", from: "2026-04-17 00:00:01").Assign("ben", "tier1", until: "2026-06-01 00:00"),
        InactiveAccount, Verdict.Pass);

    [Fact]
    public void Leave_excuses_inactivity() => Expect(
        Spring().Person("ana", status: "Leave").Assign("ana", "tier1"), InactiveAccount, Verdict.Pass);

    [Fact]
    public void Evidence_younger_than_forty_five_days_shows_no_inactivity() => Expect(
        new Scenario().Role("tier1", "ticket.*").Assign("ana", "tier1").Window(to: "2026-06-01 00:00").Event("2026-04-20 00:00", "eve", "ticket.read").Event("2026-05-31 00:00", "eve", "ticket.read"),
        InactiveAccount, Verdict.NotEvaluable);

    [Fact]
    public void The_account_of_a_person_keeps_the_person_active() => Expect(
        Spring().Person("ana").Account("agent7", "ANA").Assign("ana", "tier1").Event("2026-05-20 00:00", "Agent7", "ticket.read"),
        InactiveAccount, Verdict.Pass);

    [Fact]
    public void A_grant_to_somebody_in_no_list_is_orphaned() => Expect(
        Spring().Person("ana").Account("robot").Assign("ana", "tier1").Assign("ROBOT", "tier1").Assign("ghost", "tier1"),
        OrphanedAccount, Verdict.Fail, "ghost - - High ×1");

    [Fact]
    public void A_grant_is_orphaned_when_the_last_employment_ended_before_now() => Expect(
        Spring().Person("ana", left: "2026-05-31 23:59:59").Person("ben", left: "2026-06-01 00:00:00")
            .Person("cyd", left: "2026-01-31").Person("cyd", hired: "2026-03-01").Person("dov", status: "terminated")
            .Assign("ana", "tier1").Assign("ben", "tier1").Assign("cyd", "tier1").Assign("dov", "tier1"),
        OrphanedAccount, Verdict.Fail, "ana - - High ×1", "dov - - High ×1");

    [Fact]
    public void A_grant_that_has_ended_is_no_orphan() => Expect(
        Spring().Assign("ghost", "tier1", until: "2026-06-01 00:00"), OrphanedAccount, Verdict.Pass);

    [Fact]
    public void One_finding_stands_for_all_grants_of_an_orphan() => Expect(
        Spring().Role("tier2", "kb.*").Assign("ghost", "tier1").Assign("Ghost", "tier2"), OrphanedAccount, Verdict.Fail, "ghost - - High ×1");

    [Fact]
    public void Unreadable_logs_do_not_matter_to_orphans_but_an_unknown_now_does()
    {
        Expect(Spring().Person("ana").Assign("ana", "tier1").Reject(), OrphanedAccount, Verdict.Pass);
        Expect(new Scenario().Role("tier1", "ticket.*").Assign("ghost", "tier1"), OrphanedAccount, Verdict.NotEvaluable);
    }
}
