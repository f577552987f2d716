using Compliance.Findings;
using Compliance.Frameworks;
using Compliance.Reports;

namespace Compliance.Tests.Reports;

/// <summary>The report of a framework as CSV, and what holds in every form of it.</summary>
public sealed class FrameworkReportFormsTests
{
    [Fact]
    public void The_csv_has_a_row_for_each_clause_and_rule_and_one_for_each_clause_without()
    {
        using var output = new StringWriter();

        FrameworkReportCsv.Write(FrameworkExample.Report, output);

        Assert.Equal(
            [
                "framework,clause,subject,outcome,accepted,reason,rule,relation,result,judged,findings,fingerprints,rule reason",
                "small-1,1.1,who may come in,exception noted,,,unknown-account,partially-tests,exception,,1,faa39ea2e96443e92ea54b472b96c891,",
                "small-1,1.1,who may come in,exception noted,,,mfa-missing,supports,not evaluable,,0,,logs/crm 1.csv does not say whether MFA was used",
                "small-1,1.2,what they may do,exception noted,yes,,unauthorized-action,partially-tests,accepted,,1,79e47b42753ff7ef6812f9bcb7be1971,",
                "small-1,1.3,how they prove who they are,not tested,,mfa-missing: logs/crm 1.csv does not say whether MFA was used,mfa-missing,partially-tests,not evaluable,,0,,"
                    + "logs/crm 1.csv does not say whether MFA was used",
                "small-1,2.1,keys,not tested,,vault-recovery: not asked by this audit,vault-recovery,supports,not run,,0,,not asked by this audit",
                "small-1,2.2,doors,not tested,,nothing here tests it,,,,,,,",
                "",
            ],
            output.ToString().Split("\r\n"));
    }

    [Fact]
    public void A_reason_from_the_evidence_can_neither_command_a_terminal_nor_become_a_formula()
    {
        var hostile = HandMade.Result with { Checks = [new("mfa-missing", Verdict.NotEvaluable, 0, "=1+1\e[2J\r\n")] };
        using var csv = new StringWriter();
        var report = FrameworkReport.Of(hostile, FrameworkExample.Small);

        FrameworkReportCsv.Write(report, csv);

        Assert.Contains(",\"'=1+1", csv.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\e', FrameworkExample.Table(report, 100));
    }

    [Fact]
    public void Many_findings_of_a_rule_are_cut_short_for_a_person_and_whole_for_a_machine()
    {
        var many = Enumerable.Range(1, 14).Select(i => HandMade.Stranger with { Fingerprint = Fingerprint.Of("unknown-account", "acme-bpo", $"ghost{i}", null, "x") }).ToList();

        var report = FrameworkReport.Of(HandMade.Of(many), FrameworkExample.Small);

        Assert.Contains("    and 4 more\n", FrameworkExample.Table(report, 100), StringComparison.Ordinal);
        Assert.Equal(14, FrameworkExample.Json(report).GetProperty("findings").GetArrayLength());
    }

    [Fact]
    public void What_a_rule_judged_is_counted_in_every_form()
    {
        var counted = HandMade.Result with { Checks = [new("vault-recovery", Verdict.Pass, 0, null) { Judged = 1204 }] };
        var report = FrameworkReport.Of(counted, FrameworkExample.Small);

        Assert.Contains("vault-recovery  supports: no exception, 1,204 judged\n", FrameworkExample.Table(report, 100), StringComparison.Ordinal);
        Assert.Equal(1204, FrameworkExample.Json(report).GetProperty("clauses")[3].GetProperty("rules")[0].GetProperty("judged").GetInt64());
    }

    [Fact]
    public void The_page_names_every_outcome_and_relation()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "src/Compliance/Reports/FRAMEWORK-REPORT.md"));

        Assert.All(Enum.GetValues<ClauseOutcome>(), outcome => Assert.Contains($"| `{FrameworkWording.Of(outcome)}` |", page, StringComparison.Ordinal));
        Assert.All(Enum.GetValues<RuleOutcome>(), outcome => Assert.Contains($"`{FrameworkWording.Of(outcome)}`", page, StringComparison.Ordinal));
        Assert.All(Enum.GetValues<Relation>(), relation => Assert.Contains($"`{FrameworkWording.Of(relation)}`", page, StringComparison.Ordinal));
    }
}
