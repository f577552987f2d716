using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Compliance.Findings;
using Compliance.Frameworks;
using Compliance.Reports;

namespace Compliance.Tests.Reports;

public sealed class FrameworkReportFormsTests
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

        Assert.Equal(expected, Table(FrameworkExample.Report, 108));
    }

    [Fact]
    public void Every_clause_is_in_the_json_with_the_documented_names_in_their_order()
    {
        var expected = """
            [
              {
                "clause": "1.1",
                "subject": "who may come in",
                "outcome": "exception noted",
                "accepted": false,
                "rules": [
                  {
                    "rule": "unknown-account",
                    "relation": "partially-tests",
                    "result": "exception",
                    "findings": [
                      "faa39ea2e96443e92ea54b472b96c891"
                    ]
                  },
                  {
                    "rule": "mfa-missing",
                    "relation": "supports",
                    "result": "not evaluable",
                    "findings": [],
                    "reason": "logs/crm 1.csv does not say whether MFA was used"
                  }
                ]
              },
              {
                "clause": "1.2",
                "subject": "what they may do",
                "outcome": "exception noted",
                "accepted": true,
                "rules": [
                  {
                    "rule": "unauthorized-action",
                    "relation": "partially-tests",
                    "result": "accepted",
                    "findings": [
                      "79e47b42753ff7ef6812f9bcb7be1971"
                    ]
                  }
                ]
              },
              {
                "clause": "1.3",
                "subject": "how they prove who they are",
                "outcome": "not tested",
                "reason": "mfa-missing: logs/crm 1.csv does not say whether MFA was used",
                "rules": [
                  {
                    "rule": "mfa-missing",
                    "relation": "partially-tests",
                    "result": "not evaluable",
                    "findings": [],
                    "reason": "logs/crm 1.csv does not say whether MFA was used"
                  }
                ]
              },
              {
                "clause": "2.1",
                "subject": "keys",
                "outcome": "not tested",
                "reason": "vault-recovery: not asked by this audit",
                "rules": [
                  {
                    "rule": "vault-recovery",
                    "relation": "supports",
                    "result": "not run",
                    "findings": [],
                    "reason": "not asked by this audit"
                  }
                ]
              },
              {
                "clause": "2.2",
                "subject": "doors",
                "outcome": "not tested",
                "reason": "nothing here tests it",
                "rules": []
              }
            ]
            """;

        Assert.Equal(expected, JsonSerializer.Serialize(Json(FrameworkExample.Report).GetProperty("clauses"), Indented));
    }

    [Fact]
    public void The_json_says_what_it_rests_on_and_what_it_is_not()
    {
        var expected = """
            {
              "framework": {
                "id": "small-1",
                "title": "Small Standard 1",
                "scope": "Five clauses, made for tests."
              },
              "period": {
                "from": "2026-03-01T00:00:00.000Z",
                "to": "2026-03-02T10:00:00.000Z",
                "basis": "window and evidence"
              },
              "kinds": [
                {
                  "kind": "log",
                  "sources": 1,
                  "records": 10,
                  "rejected": 1,
                  "duplicates": 2,
                  "outOfScope": 3,
                  "inScope": 4,
                  "first": "2026-03-02T08:00:00.000Z",
                  "last": "2026-03-02T10:00:00.000Z"
                }
              ],
              "summary": {
                "clauses": 5,
                "exceptionNoted": 2,
                "accepted": 1,
                "noExceptionNoted": 0,
                "notTested": 3,
                "nothingTests": 1
              },
              "untested": [
                "2.2"
              ]
            }
            """;

        var json = Json(FrameworkExample.Report);

        var shown = new Dictionary<string, JsonElement>
        {
            ["framework"] = json.GetProperty("framework"),
            ["period"] = json.GetProperty("population").GetProperty("period"),
            ["kinds"] = json.GetProperty("population").GetProperty("kinds"),
            ["summary"] = json.GetProperty("summary"),
            ["untested"] = json.GetProperty("untested"),
        };
        Assert.Equal(expected, JsonSerializer.Serialize(shown, Indented));
        Assert.Equal(FrameworkReport.Statement, json.GetProperty("statement").GetString());
        Assert.False(json.GetProperty("audit").TryGetProperty("verdict", out _));
    }

    [Fact]
    public void Sources_and_findings_are_written_as_the_audit_writes_them()
    {
        using var output = new MemoryStream();
        AuditJson.Write(HandMade.Result, output);
        var audit = JsonElement.Parse(output.ToArray());

        var report = Json(FrameworkExample.Report);

        Assert.True(JsonElement.DeepEquals(audit.GetProperty("evidence"), report.GetProperty("population").GetProperty("sources")));
        Assert.Equal(
            audit.GetProperty("findings").EnumerateArray().Take(2).Select(finding => finding.GetRawText()),
            report.GetProperty("findings").EnumerateArray().Select(finding => finding.GetRawText()));
    }

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
        Assert.DoesNotContain('\e', Table(report, 100));
    }

    [Fact]
    public void Many_findings_of_a_rule_are_cut_short_for_a_person_and_whole_for_a_machine()
    {
        var many = Enumerable.Range(1, 14).Select(i => HandMade.Stranger with { Fingerprint = Fingerprint.Of("unknown-account", "acme-bpo", $"ghost{i}", null, "x") }).ToList();

        var report = FrameworkReport.Of(HandMade.Of(many), FrameworkExample.Small);

        Assert.Contains("    and 4 more\n", Table(report, 100), StringComparison.Ordinal);
        Assert.Equal(14, Json(report).GetProperty("findings").GetArrayLength());
    }

    [Fact]
    public void What_a_rule_judged_is_counted_in_every_form()
    {
        var counted = HandMade.Result with { Checks = [new("vault-recovery", Verdict.Pass, 0, null) { Judged = 1204 }] };
        var report = FrameworkReport.Of(counted, FrameworkExample.Small);

        Assert.Contains("vault-recovery  supports: no exception, 1,204 judged\n", Table(report, 100), StringComparison.Ordinal);
        Assert.Equal(1204, Json(report).GetProperty("clauses")[3].GetProperty("rules")[0].GetProperty("judged").GetInt64());
    }

    [Fact]
    public void Many_rules_that_gave_nothing_for_one_reason_are_one_line_for_a_person()
    {
        var framework = new Framework("f", "F", "One clause.", [new("1", "one", [.. "abcde".Select(rule => new ClauseRule($"rule-{rule}", Relation.Supports))])]);
        var result = HandMade.Of([]) with { Checks = [new("rule-b", Verdict.Pass, 0, null)] };

        var table = Table(FrameworkReport.Of(result, framework), 100);

        Assert.Contains(
            "    4 rules  supports: not run; not asked by this audit: rule-a, rule-c, rule-d, rule-e\n    rule-b   supports: no exception\n", table, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_evidence_the_table_says_so()
    {
        var empty = FrameworkReport.Of(HandMade.Of([]) with { Evidence = [], Audit = HandMade.Result.Audit with { From = null } }, FrameworkExample.Small);

        var table = Table(empty, 100);

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
        Assert.Equal(Table(FrameworkExample.Report, 108), Regex.Replace(coloured.ToString(), "\e\\[[0-9;]*m", ""));
    }

    [Fact]
    public void The_page_names_every_outcome_and_relation()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "src/Compliance/Reports/FRAMEWORK-REPORT.md"));

        Assert.All(Enum.GetValues<ClauseOutcome>(), outcome => Assert.Contains($"| `{FrameworkWording.Of(outcome)}` |", page, StringComparison.Ordinal));
        Assert.All(Enum.GetValues<RuleOutcome>(), outcome => Assert.Contains($"`{FrameworkWording.Of(outcome)}`", page, StringComparison.Ordinal));
        Assert.All(Enum.GetValues<Relation>(), relation => Assert.Contains($"`{FrameworkWording.Of(relation)}`", page, StringComparison.Ordinal));
    }

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static JsonElement Json(FrameworkReport report)
    {
        using var output = new MemoryStream();
        FrameworkReportJson.Write(report, output);
        return JsonElement.Parse(output.ToArray());
    }

    private static string Table(FrameworkReport report, int width)
    {
        using var output = new StringWriter();
        FrameworkReportTable.Write(report, output, width);
        return output.ToString();
    }
}
