using System.Text.RegularExpressions;
using Compliance.Findings;
using Compliance.Frameworks;
using Compliance.Reports;

namespace Compliance.Tests.Reports;

/// <summary>The report of a framework as a person reads it at a terminal.</summary>
public sealed class FrameworkReportTableTests
{
    [Fact]
    public void A_person_reads_each_clause_what_bears_on_it_and_what_nothing_tests()
    {
        var expected = """
            acme-bpo  Small Standard 1
              audit   a1, started by j.park, compliance 0.1.0, rules bbbbbbbbbbbb
              period  2026-03-01T00:00:00.000Z to 2026-03-02T10:00:00.000Z (by the window and evidence)
              scope   Five clauses, made for tests.
              note    This report is no audit opinion, no certification and no claim that the vendor meets the
                      framework. It says what the rules named here saw in the evidence listed, over the period shown. A
                      rule that partially tests a clause never tests all of it; one that supports a clause only gives
                      evidence towards it. Of clauses, systems, people and times that the evidence does not show, it
                      says nothing.

            POPULATION
              sources  records  rejected  duplicates  out of scope  in scope  from        to          kind
                    1       10         1           2             3         4  2026-03-02  2026-03-02  log

            CLAUSES ON WHICH RULES BEAR
              1.1  exception noted  who may come in
                unknown-account  partially-tests: exception, 1 finding
                mfa-missing      supports: not evaluable; logs/crm 1.csv does not say whether MFA was used
              1.2  exception noted, accepted  what they may do
                unauthorized-action  partially-tests: accepted, 1 finding
              1.3  not tested  how they prove who they are
                mfa-missing  partially-tests: not evaluable; logs/crm 1.csv does not say whether MFA was used
              2.1  not tested  keys
                vault-recovery  supports: not run; not asked by this audit

            FINDINGS OF THESE RULES
              unknown-account  1
                high      `ghost` stands in neither people, accounts nor assignments (faa39ea2e96443e92ea54b472b96c891)
              unauthorized-action  1
                high      accepted: no role of `agent2` allows `ticket.delete` (79e47b42753ff7ef6812f9bcb7be1971)

            NOT TESTED: NOTHING HERE TESTS THESE
              clause  subject
              2.2     doors

            5 clauses:  2 exception noted (1 accepted); 0 no exception noted; 3 not tested, 1 of them by nothing here

            """;

        Assert.Equal(expected, FrameworkExample.Table(FrameworkExample.Report, 108));
    }

    [Fact]
    public void Many_rules_that_gave_nothing_for_one_reason_are_one_line_for_a_person()
    {
        var framework = new Framework("f", "F", "One clause.", [new("1", "one", [.. "abcde".Select(rule => new ClauseRule($"rule-{rule}", Relation.Supports))])]);
        var result = HandMade.Of([]) with { Checks = [new("rule-b", Verdict.Pass, 0, null)] };

        var table = FrameworkExample.Table(FrameworkReport.Of(result, framework), 100);

        Assert.Contains(
            "    4 rules  supports: not run; not asked by this audit: rule-a, rule-c, rule-d, rule-e\n    rule-b   supports: no exception\n", table, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_evidence_the_table_says_so()
    {
        var empty = FrameworkReport.Of(HandMade.Of([]) with { Evidence = [], Audit = HandMade.Result.Audit with { From = null } }, FrameworkExample.Small);

        var table = FrameworkExample.Table(empty, 100);

        Assert.Contains("period  (unknown) to (unknown) (by the evidence)", table, StringComparison.Ordinal);
        Assert.Contains("POPULATION\n  no evidence\n", table, StringComparison.Ordinal);
    }

    [Fact]
    public void Colour_is_there_only_when_asked_for()
    {
        using var coloured = new StringWriter();
        FrameworkReportTable.Write(FrameworkExample.Report, coloured, 108, colour: true);

        Assert.Contains("\e[1;31mexception noted\e[0m", coloured.ToString(), StringComparison.Ordinal);
        Assert.Contains("\e[33mexception noted, accepted\e[0m", coloured.ToString(), StringComparison.Ordinal);
        Assert.Equal(FrameworkExample.Table(FrameworkExample.Report, 108), Regex.Replace(coloured.ToString(), "\e\\[[0-9;]*m", ""));
    }
}
