using Compliance.Evidence;
using Compliance.Findings;
using Compliance.Frameworks;
using Compliance.Reports;
using NodaTime;

namespace Compliance.Tests.Reports;

public sealed class FrameworkReportTests
{
    private static readonly Check Clean = new("a", Verdict.Pass, 0, null);

    [Fact]
    public void A_clause_whose_rules_were_all_evaluated_and_found_nothing_has_no_exception_noted()
    {
        var clause = FrameworkExample.Clause([Clean, Clean with { Rule = "b" }], rules: 2);

        Assert.Equal((ClauseOutcome.NoExceptionNoted, null), (clause.Outcome, clause.Reason));
        Assert.All(clause.Rules, rule => Assert.Equal(RuleOutcome.NoException, rule.Outcome));
    }

    [Fact]
    public void A_failing_finding_is_an_exception_whatever_the_other_rules_say()
    {
        var clause = FrameworkExample.Clause(
            [new("a", Verdict.Fail, 1, null), new("b", Verdict.NotEvaluable, 0, "no logs")], [FrameworkExample.Finding("a", Verdict.Fail)], rules: 2);

        Assert.Equal((ClauseOutcome.ExceptionNoted, false, null), (clause.Outcome, clause.Accepted, clause.Reason));
        Assert.Single(clause.Rules[0].Findings);
        Assert.Equal("no logs", clause.Rules[1].Reason);
    }

    [Fact]
    public void An_accepted_risk_is_an_exception_and_said_to_be_accepted()
    {
        var clause = FrameworkExample.Clause([new("a", Verdict.Exempt, 1, null)], [FrameworkExample.Finding("a", Verdict.Exempt)]);

        Assert.Equal((ClauseOutcome.ExceptionNoted, true), (clause.Outcome, clause.Accepted));
        Assert.Equal(RuleOutcome.Accepted, clause.Rules[0].Outcome);
    }

    [Fact]
    public void One_failing_finding_beside_accepted_ones_is_not_accepted()
    {
        var clause = FrameworkExample.Clause(
            [new("a", Verdict.Exempt, 1, null), new("b", Verdict.Fail, 1, null)],
            [FrameworkExample.Finding("a", Verdict.Exempt), FrameworkExample.Finding("b", Verdict.Fail)], rules: 2);

        Assert.Equal((ClauseOutcome.ExceptionNoted, false), (clause.Outcome, clause.Accepted));
    }

    [Fact]
    public void An_accepted_risk_stays_noted_where_the_rest_could_not_be_evaluated()
    {
        var clause = FrameworkExample.Clause([new("a", Verdict.NotEvaluable, 1, "2 records could not be read")], [FrameworkExample.Finding("a", Verdict.Exempt)]);

        Assert.Equal((ClauseOutcome.ExceptionNoted, true), (clause.Outcome, clause.Accepted));
        Assert.Equal("2 records could not be read", clause.Rules[0].Reason);
    }

    [Fact]
    public void One_rule_that_could_not_be_evaluated_leaves_the_clause_untested_and_says_why()
    {
        var clause = FrameworkExample.Clause([Clean, new("b", Verdict.NotEvaluable, 0, "people.csv is missing")], rules: 2);

        Assert.Equal((ClauseOutcome.NotTested, "b: people.csv is missing"), (clause.Outcome, clause.Reason));
    }

    [Fact]
    public void A_rule_that_the_audit_did_not_ask_leaves_the_clause_untested()
    {
        var clause = FrameworkExample.Clause([Clean], rules: 2);

        Assert.Equal((ClauseOutcome.NotTested, "b: not asked by this audit"), (clause.Outcome, clause.Reason));
        Assert.Equal(RuleOutcome.NotRun, clause.Rules[1].Outcome);
    }

    [Fact]
    public void A_finding_that_could_not_be_judged_is_no_exception_and_keeps_the_clause_from_being_tested()
    {
        var clause = FrameworkExample.Clause([new("a", Verdict.NotEvaluable, 1, "policy not approved")], [FrameworkExample.Finding("a", Verdict.NotEvaluable)]);

        Assert.Equal((ClauseOutcome.NotTested, "a: policy not approved"), (clause.Outcome, clause.Reason));
        Assert.Single(clause.Rules[0].Findings);
    }

    [Fact]
    public void Rules_none_of_which_applies_test_nothing()
    {
        var clause = FrameworkExample.Clause(
            [new("a", Verdict.NotApplicable, 0, "no endpoint is declared"), new("b", Verdict.NotApplicable, 0, "no role asks for it") { Unevaluated = "no logs" }], rules: 2);

        Assert.Equal((ClauseOutcome.NotTested, "a: no endpoint is declared; b: no role asks for it"), (clause.Outcome, clause.Reason));
    }

    [Fact]
    public void Rules_that_lack_the_same_thing_are_named_together()
    {
        var clause = new Clause("1", "one", [.. "abcde".Select(rule => new ClauseRule($"{rule}", Relation.Supports))]);
        var result = HandMade.Of([]) with { Checks = [new("e", Verdict.NotEvaluable, 0, "no logs")] };

        var report = FrameworkReport.Of(result, new Framework("f", "F", "One clause.", [clause]));

        Assert.Equal("a, b, c and 1 more: not asked by this audit; e: no logs", Assert.Single(report.Clauses).Reason);
    }

    [Fact]
    public void A_rule_that_does_not_apply_does_not_keep_another_from_testing()
    {
        var clause = FrameworkExample.Clause([Clean, new("b", Verdict.NotApplicable, 0, "no endpoint is declared")], rules: 2);

        Assert.Equal(ClauseOutcome.NoExceptionNoted, clause.Outcome);
    }

    [Theory]
    [InlineData(Severity.High, ClauseOutcome.ExceptionNoted)]
    [InlineData(Severity.Medium, ClauseOutcome.ExceptionNoted)]
    [InlineData(Severity.Low, ClauseOutcome.NoExceptionNoted)]
    [InlineData(Severity.Info, ClauseOutcome.NoExceptionNoted)]
    public void Advice_is_no_exception_to_a_clause_that_asks_for_less(Severity severity, ClauseOutcome expected)
    {
        var clause = FromMedium([new("a", Verdict.Fail, 1, null)], FrameworkExample.Finding("a", Verdict.Fail) with { Severity = severity });

        Assert.Equal(expected, clause.Outcome);
        Assert.Single(clause.Rules[0].Findings);
        Assert.Equal(expected is ClauseOutcome.NoExceptionNoted ? "what it found is below medium: advice here" : null, clause.Rules[0].Reason);
    }

    [Fact]
    public void Advice_beside_what_could_not_be_evaluated_leaves_the_clause_untested()
    {
        var clause = FromMedium(
            [new("a", Verdict.Fail, 1, null) { Unevaluated = "b:443 timed out" }], FrameworkExample.Finding("a", Verdict.Fail) with { Severity = Severity.Low });

        Assert.Equal((ClauseOutcome.NotTested, "a: b:443 timed out"), (clause.Outcome, clause.Reason));
    }

    [Fact]
    public void A_failed_check_whose_findings_were_not_kept_is_an_exception_all_the_same() =>
        Assert.Equal(ClauseOutcome.ExceptionNoted, FromMedium([new("a", Verdict.Fail, 1, null)]).Outcome);

    [Fact]
    public void A_resolved_finding_is_of_the_past()
    {
        var clause = FrameworkExample.Clause([Clean], [FrameworkExample.Finding("a", Verdict.Fail, FindingState.Resolved)]);

        Assert.Equal(ClauseOutcome.NoExceptionNoted, clause.Outcome);
        Assert.Empty(clause.Rules[0].Findings);
    }

    [Fact]
    public void A_clause_without_rules_is_one_that_nothing_tests()
    {
        var report = FrameworkExample.Report;

        var clause = Assert.Single(report.Uncovered);
        Assert.Equal(("2.2", ClauseOutcome.NotTested, "nothing here tests it"), (clause.Clause.Number, clause.Outcome, clause.Reason));
        Assert.Equal(["1.1", "1.2", "1.3", "2.1"], report.Covered.Select(covered => covered.Clause.Number));
    }

    [Fact]
    public void How_many_things_a_rule_judged_is_told_where_it_is_known()
    {
        Assert.Equal(7, FrameworkExample.Clause([Clean with { Judged = 7 }]).Rules[0].Judged);
        Assert.Null(FrameworkExample.Clause([Clean]).Rules[0].Judged);
    }

    [Fact]
    public void An_inspection_counts_what_it_judged()
    {
        var judgements = new[] { Verdict.Pass, Verdict.NotApplicable, Verdict.Pass }.Select((verdict, i) => new Judgement
        {
            Rule = "tls-version",
            Subject = $"host{i}:443",
            Verdict = verdict,
            Severity = Severity.High,
            Message = "m",
            Fix = "f",
        });

        var inspection = Inspection.Of(HandMade.Result.Audit.Vendor, [], ["tls-version"], judgements);

        Assert.Equal(2, Assert.Single(inspection.Checks).Judged);
    }

    [Fact]
    public void The_period_is_the_window_and_where_that_is_open_the_evidence()
    {
        var (from, to) = (Instant.FromUtc(2026, 1, 1, 0, 0), Instant.FromUtc(2026, 7, 1, 0, 0));
        var evidence = HandMade.Result.Evidence[0];

        Assert.Equal((from, to, "window"), Period(from, to));
        Assert.Equal((from, evidence.Last, "window and evidence"), Period(from, null));
        Assert.Equal((evidence.First, evidence.Last, "evidence"), Period(null, null));
    }

    [Fact]
    public void Without_evidence_the_period_is_unknown_and_the_population_empty()
    {
        var population = FrameworkPopulation.Of(HandMade.Result with { Evidence = [], Audit = HandMade.Result.Audit with { From = null } });

        Assert.Equal((null, null, "evidence"), (population.From, population.To, population.Basis));
        Assert.Empty(population.Kinds);
    }

    [Fact]
    public void The_population_is_counted_for_each_kind_of_evidence()
    {
        var log = HandMade.Result.Evidence[0];
        var probe = log with { Source = "crm.acme.example:443", Kind = "probe", Records = 1, Accepted = 1, Rejected = 0, Duplicates = 0, OutOfScope = 0 };

        var population = FrameworkPopulation.Of(HandMade.Result with { Evidence = [log, probe, log with { Source = "logs/2.csv" }] });

        Assert.Equal(
            [new EvidenceOfKind("log", 2, 20, 2, 4, 6, 8, log.First, log.Last), new EvidenceOfKind("probe", 1, 1, 0, 0, 0, 1, log.First, log.Last)], population.Kinds);
    }

    [Fact]
    public void Only_findings_of_rules_that_bear_on_the_framework_are_in_it()
    {
        var other = FrameworkExample.Finding("off-shift-access", Verdict.Fail);

        var report = FrameworkReport.Of(HandMade.Of([HandMade.Stranger, other, HandMade.Accepted, HandMade.Gone]), FrameworkExample.Small);

        Assert.Equal([HandMade.Stranger.Fingerprint, HandMade.Accepted.Fingerprint], report.Findings.Select(finding => finding.Fingerprint));
    }

    private static ClauseResult FromMedium(IReadOnlyList<Check> checks, params Finding[] findings)
    {
        var framework = new Framework("f", "F", "One clause.", [new("1", "one", [new("a", Relation.Supports, FromMedium: true)])]);
        return Assert.Single(FrameworkReport.Of(HandMade.Of(findings) with { Checks = checks }, framework).Clauses);
    }

    private static (Instant?, Instant?, string) Period(Instant? from, Instant? to)
    {
        var population = FrameworkPopulation.Of(HandMade.Result with { Audit = HandMade.Result.Audit with { From = from, To = to } });
        return (population.From, population.To, population.Basis);
    }
}
