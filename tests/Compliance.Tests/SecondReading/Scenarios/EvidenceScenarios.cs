using Compliance.Events;
using Compliance.Findings;
using static Compliance.Tests.SecondReading.RuleNames;

namespace Compliance.Tests.SecondReading.Scenarios;

/// <summary>Names, scope, duplicates, windows, verdicts: what holds for all rules.</summary>
public abstract class EvidenceScenarios(IAuditUnderTest audit) : ScenarioTests(audit)
{
    private static Scenario Ana() => new Scenario().Person("ana").Role("tier1", "ticket.*").Assign("ana", "tier1");

    [Fact]
    public void An_account_is_the_person_that_accounts_csv_gives_for_it() => Expect(
        Ana().Account("AGENT7", "ana").Event("10:00", "agent7", "ticket.read").Event("10:01", "agent7", "customer.read"),
        UnauthorizedAction, Verdict.Fail, "ana tier1 customer.read High ×1 at 0:2");

    [Fact]
    public void A_system_narrows_a_row_to_one_source() => Expect(
        Ana().Log("logs/a", "logs/a").Log("logs/b", "logs/b").Account("agent7", "ana", system: "logs/b")
            .Event("10:00", "agent7", "ticket.read").Event("10:00", "agent7", "ticket.read", source: 1),
        UnauthorizedAction, Verdict.Fail, "agent7 - ticket.read High ×1 at 0:1");

    [Fact]
    public void The_same_id_and_event_is_a_duplicate_over_all_sources_and_judged_once()
    {
        var story = Ana().Log("logs/a", "logs/a").Log("logs/b", "logs/b")
            .Event("10:00", "ana", "customer.read", "c1", source: 1, id: "e1").Event("10:00", "ana", "customer.read", "c1", id: "e1").Event("10:00", "ana", "customer.read", "c1", id: "e2");
        Expect(story, UnauthorizedAction, Verdict.Fail, "ana tier1 customer.read High ×2 at 0:1,0:2");
        Assert.Equal([new(0, 2, 2, 0, 0, 0, 0), new(1, 1, 1, 0, 1, 0, 0)], Audit(story).Sources);
    }

    [Fact]
    public void The_same_id_with_another_event_is_a_conflict_within_one_log_and_both_are_judged()
    {
        var story = Ana().Log("logs/a*", "logs/a1 logs/a2").Log("logs/b", "logs/b")
            .Event("10:00", "ana", "customer.read", "c1", id: "e1").Event("10:00", "ana", "customer.read", "c2", id: "e1", source: 1)
            .Event("10:00", "ana", "customer.read", "c3", id: "e1", source: 2);
        Expect(story, UnauthorizedAction, Verdict.Fail, "ana tier1 customer.read High ×3 at 0:1,1:1,2:1");
        Assert.Equal([0, 1, 0], Audit(story).Sources.Select(source => source.Conflicts));
    }

    [Fact]
    public void Sniffed_files_of_one_format_are_one_log()
    {
        var story = Ana().Sniffed("logs/a", "ocsf").Sniffed("logs/b", "ocsf").Sniffed("logs/c", "csv")
            .Event("10:00", "ana", "ticket.read", id: "e1").Event("10:01", "ana", "ticket.read", id: "e1", source: 1).Event("10:02", "ana", "ticket.read", id: "e1", source: 2);
        Assert.Equal([0, 1, 0], Audit(story).Sources.Select(source => source.Conflicts));
    }

    [Fact]
    public void Without_an_id_identical_bytes_are_duplicates_and_equal_events_are_not()
    {
        var story = Ana().Event("10:00", "ana", "customer.read", bytes: "x").Event("10:00", "ana", "customer.read", bytes: "x").Event("10:00", "ana", "customer.read", bytes: "y");
        Expect(story, UnauthorizedAction, Verdict.Fail, "ana tier1 customer.read High ×2 at 0:1,0:3");
        Assert.Equal(1, Audit(story).Sources.Single().Duplicates);
    }

    [Fact]
    public void Scope_is_people_accounts_assignments_and_population_and_the_rest_is_counted()
    {
        var story = Ana().Population("*@acme.example").Account("robot").Assign("ben", "tier1")
            .Event("10:00", "ana", "x").Event("10:01", "robot", "x").Event("10:02", "BEN", "x").Event("10:03", "zoe@ACME.example", "x")
            .Event("10:04", "customer@shop.example", "x").Event("10:05", "ana", "x", but: e => e with { PlatformService = true });
        Assert.Equal([new NaiveSourceCounts(0, 6, 6, 0, 0, 0, OutOfScope: 2)], Audit(story).Sources);
        Expect(story, UnknownAccount, Verdict.Fail, "zoe@ACME.example - x High ×1 at 0:4");
    }

    [Fact]
    public void Duplicates_are_taken_out_before_scope()
    {
        var story = Ana().Population("none").Event("10:00", "guest", "x", id: "e1").Event("10:00", "guest", "x", id: "e1").Reject();
        Assert.Equal([new NaiveSourceCounts(0, Records: 3, Accepted: 2, Rejected: 1, Duplicates: 1, Conflicts: 0, OutOfScope: 1)], Audit(story).Sources);
    }

    [Fact]
    public void The_window_takes_its_beginning_and_leaves_its_end_but_evidence_counts_all()
    {
        var story = Ana().Window("10:00", "11:00").Event("09:59:59", "ana", "x").Event("10:00", "ana", "x").Event("10:59:59", "ana", "x").Event("11:00", "ana", "x");
        Expect(story, UnauthorizedAction, Verdict.Fail, "ana tier1 x High ×2 at 0:2,0:3");
        Assert.Equal(4, Audit(story).Sources.Single().Records);
    }

    [Fact]
    public void Events_are_judged_by_time_then_source_then_record()
    {
        var story = Ana().Log("logs/a", "logs/a").Log("logs/b", "logs/b")
            .Event("10:01", "ana", "x").Event("10:00", "ana", "x", source: 1).Event("10:00", "ana", "x").Event("10:00", "ana", "x");
        Expect(story, UnauthorizedAction, Verdict.Fail, "ana tier1 x High ×4 at 0:2,0:3,1:1,0:1");
        Assert.Equal([(0, 2L), (0, 3L), (1, 1L), (0, 1L)], Audit(story).Violations.Select(violation => (violation.Source, violation.Record)));
    }

    [Fact]
    public void A_finding_keeps_its_first_ten_records_and_counts_all_and_violations_list_all()
    {
        var story = Enumerable.Range(10, 12).Aggregate(Ana(), (told, minute) => told.Event($"10:{minute}", "ana", "x"));
        var finding = Audit(story).Findings.Single(finding => finding.Rule == UnauthorizedAction);
        Assert.Equal((12, Scenario.At("10:10"), Scenario.At("10:21")), (finding.Count, finding.First, finding.Last));
        Assert.Equal(Enumerable.Range(1, 10).Select(record => new NaiveReference(0, record)), finding.References);
        Assert.Equal(12, Audit(story).Violations.Count);
    }

    [Fact]
    public void A_rejected_record_leaves_open_what_did_not_fail()
    {
        var story = Ana().Event("10:00", "ana", "x").Reject();
        Expect(story, UnknownAccount, Verdict.NotEvaluable);
        Expect(story, UnauthorizedAction, Verdict.Fail, "ana tier1 x High ×1 at 0:1");
        Assert.Equal(Verdict.Fail, Audit(story).Verdict);
    }

    [Fact]
    public void An_entry_without_a_file_leaves_everything_open_that_reads_logs()
    {
        var story = Ana().Log("logs/a", "logs/a").Log("logs/b", "").Event("10:00", "ana", "ticket.read");
        Expect(story, UnauthorizedAction, Verdict.NotEvaluable);
        Expect(story, OrphanedAccount, Verdict.Pass);
        Expect(story, MfaMissing, Verdict.NotApplicable);
        Assert.Equal(Verdict.NotEvaluable, Audit(story).Verdict);
    }

    [Fact]
    public void No_event_in_scope_in_the_window_leaves_it_open() => Expect(
        Ana().Window(from: "12:00").Event("10:00", "ana", "x"), UnauthorizedAction, Verdict.NotEvaluable);

    [Fact]
    public void Five_principals_who_share_rule_role_and_action_are_a_group_and_four_are_not()
    {
        var four = new[] { "a1", "a2", "a3", "a4" }.Aggregate(Ana(), (story, name) => story.Assign(name, "tier1").Event("10:00", name, "customer.read"));
        Assert.Empty(Audit(four).Groups);
        Assert.Equal([new NaiveGroup(UnauthorizedAction, "tier1", "customer.read", 5)], Audit(four.Event("10:01", "ana", "customer.read")).Groups);
    }

    [Fact]
    public void Unknown_outcomes_are_success_and_failures_are_nothing() => Expect(
        Ana().Event("10:00", "ana", "x", outcome: Outcome.Unknown).Event("10:01", "ana", "y", outcome: Outcome.Failure),
        UnauthorizedAction, Verdict.Fail, "ana tier1 x High ×1 at 0:1");
}
