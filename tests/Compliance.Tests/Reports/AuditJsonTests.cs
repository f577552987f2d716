using System.Text;
using System.Text.Json;
using Compliance.Findings;
using Compliance.Reports;

namespace Compliance.Tests.Reports;

public class AuditJsonTests
{
    [Fact]
    public void The_whole_result_is_written_with_the_documented_names_in_their_order()
    {
        var expected = """
            {
              "audit": {
                "id": "a1",
                "vendor": "acme-bpo",
                "from": "2026-03-01T00:00:00.000Z",
                "mode": "pilot",
                "verdict": "fail",
                "tool": "compliance 0.1.0",
                "rulesDigest": "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
                "policy": {
                  "sha256": "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc",
                  "approvedBy": "d.osei",
                  "approvedOn": "2026-01-15",
                  "contract": "MSA-2031 annex 4"
                },
                "startedBy": "j.park"
              },
              "evidence": [
                {
                  "source": "logs/crm 1.csv",
                  "kind": "log",
                  "format": "csv",
                  "method": "folder",
                  "collectedAt": "2026-03-03T00:00:00.000Z",
                  "sha256": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                  "bytes": 4096,
                  "records": 10,
                  "accepted": 9,
                  "rejected": 1,
                  "duplicates": 2,
                  "conflicts": 0,
                  "outOfScope": 3,
                  "first": "2026-03-02T08:00:00.000Z",
                  "last": "2026-03-02T10:00:00.000Z",
                  "rejectedSamples": [
                    {
                      "record": 4,
                      "reason": "no time: column `When` is empty"
                    }
                  ]
                }
              ],
              "checks": [
                {
                  "rule": "unknown-account",
                  "verdict": "fail",
                  "findings": 1
                },
                {
                  "rule": "unauthorized-action",
                  "verdict": "exempt",
                  "findings": 1
                },
                {
                  "rule": "mfa-missing",
                  "verdict": "notEvaluable",
                  "findings": 0,
                  "reason": "logs/crm 1.csv does not say whether MFA was used"
                }
              ],
              "groups": [
                {
                  "rule": "unauthorized-action",
                  "role": "tier1",
                  "action": "ticket.export",
                  "principals": 176,
                  "of": 180,
                  "suggestion": "- actions: [ticket.export]"
                }
              ],
              "findings": [
                {
                  "fingerprint": "FINGERPRINT",
                  "rule": "unknown-account",
                  "severity": "high",
                  "verdict": "fail",
                  "state": "new",
                  "principal": "ghost",
                  "action": "crm:export",
                  "resource": "C-1",
                  "count": 1204,
                  "first": "2026-03-02T08:00:00.123Z",
                  "last": "2026-03-02T10:00:00.000Z",
                  "evidence": [
                    {
                      "source": "logs/crm 1.csv",
                      "record": 7
                    },
                    {
                      "source": "logs/help.ndjson",
                      "record": 12
                    }
                  ],
                  "controls": [
                    "pci-dss-4.0.1:8.2.5"
                  ],
                  "message": "`ghost` stands in neither people, accounts nor assignments",
                  "fix": "name its owner in accounts.csv"
                }
              ]
            }

            """.Replace("FINGERPRINT", HandMade.Stranger.Fingerprint.Value, StringComparison.Ordinal);

        var result = HandMade.Of([HandMade.Stranger], new FindingGroup("unauthorized-action", "tier1", "ticket.export", 176, 180, "- actions: [ticket.export]"));

        Assert.Equal(expected, Json(result));
    }

    [Fact]
    public void An_exempt_finding_says_who_accepted_the_risk_and_until_when()
    {
        using var document = JsonDocument.Parse(Json(HandMade.Result));

        var exemption = document.RootElement.GetProperty("findings")[1].GetProperty("exemption");

        Assert.Equal("d.osei", exemption.GetProperty("approvedBy").GetString());
        Assert.Equal("2026-04-30T00:00:00.000Z", exemption.GetProperty("expires").GetString());
    }

    [Fact]
    public void Control_characters_of_a_log_are_escaped_and_letters_are_not()
    {
        var json = Json(HandMade.Of([HandMade.Stranger with { Principal = "Zoë\u001b[31m\u009b" }]));

        Assert.Contains("Zoë\\u001B[31m\\u009B", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_of_a_surrogate_pair_does_not_break_the_document()
    {
        using var document = JsonDocument.Parse(Json(HandMade.Of([HandMade.Stranger with { Principal = "a\ud800b" }])));

        Assert.Equal("a\ufffdb", document.RootElement.GetProperty("findings")[0].GetProperty("principal").GetString());
    }

    private static string Json(AuditResult result)
    {
        using var output = new MemoryStream();
        AuditJson.Write(result, output);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
