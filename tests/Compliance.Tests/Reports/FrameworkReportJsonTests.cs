using System.Text.Json;
using Compliance.Reports;

namespace Compliance.Tests.Reports;

/// <summary>The report of a framework as JSON.</summary>
public sealed class FrameworkReportJsonTests
{
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

        Assert.Equal(expected, JsonSerializer.Serialize(FrameworkExample.Json(FrameworkExample.Report).GetProperty("clauses"), FrameworkExample.Indented));
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

        var json = FrameworkExample.Json(FrameworkExample.Report);

        var shown = new Dictionary<string, JsonElement>
        {
            ["framework"] = json.GetProperty("framework"),
            ["period"] = json.GetProperty("population").GetProperty("period"),
            ["kinds"] = json.GetProperty("population").GetProperty("kinds"),
            ["summary"] = json.GetProperty("summary"),
            ["untested"] = json.GetProperty("untested"),
        };
        Assert.Equal(expected, JsonSerializer.Serialize(shown, FrameworkExample.Indented));
        Assert.Equal(FrameworkReport.Statement, json.GetProperty("statement").GetString());
        Assert.False(json.GetProperty("audit").TryGetProperty("verdict", out _));
    }

    [Fact]
    public void Sources_and_findings_are_written_as_the_audit_writes_them()
    {
        using var output = new MemoryStream();
        AuditJson.Write(HandMade.Result, output);
        var audit = JsonElement.Parse(output.ToArray());

        var report = FrameworkExample.Json(FrameworkExample.Report);

        Assert.True(JsonElement.DeepEquals(audit.GetProperty("evidence"), report.GetProperty("population").GetProperty("sources")));
        Assert.Equal(
            audit.GetProperty("findings").EnumerateArray().Take(2).Select(finding => finding.GetRawText()),
            report.GetProperty("findings").EnumerateArray().Select(finding => finding.GetRawText()));
    }
}
