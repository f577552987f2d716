using System.Text;
using Compliance.Evidence;
using Compliance.Findings;
using Compliance.Tests.Samples;
using Compliance.Vendors;

namespace Compliance.Tests.Evidence.Masking;

/// <summary>From a log to findings: what is judged is whole, what is shown is masked.</summary>
public sealed class MaskedFindingsTests
{
    // Both pass the Luhn check and end alike: masked, they read the same.
    private const string First = "4111111111111111";
    private const string Second = "5500000000081111";

    private const string Access = """
        timezone: UTC
        approved: { by: d.osei, on: 2026-01-15, contract: C-1 }
        roles:
          tier1:
            allow: [ { actions: [card.read], resources: ["4111*", "5500*"] } ]
            when:
              volume: [ { of: card, per: 1h, max: 1 } ]
        assignments:
          - { principal: ann, role: tier1, from: 2026-01-01T00:00:00Z }
        """;

    [Fact]
    public void Two_cards_are_counted_as_two_and_shown_without_their_numbers()
    {
        var (result, violations) = Audit(Line(0, "ann", First), Line(1, "ann", Second));

        var finding = Assert.Single(result.Findings, finding => finding.Rule == "mass-record-access");
        Assert.Equal("************1111", finding.Resource);
        Assert.Contains("************1111", violations, StringComparison.Ordinal);
        Assert.DoesNotContain(First, violations, StringComparison.Ordinal);
        Assert.DoesNotContain(Second, violations, StringComparison.Ordinal);
        // The patterns of the contract saw the whole numbers, else the role would not cover them.
        Assert.DoesNotContain(result.Findings, finding => finding.Rule == "unauthorized-action");
    }

    [Fact]
    public void A_secret_is_in_no_finding_and_no_violation()
    {
        var (result, violations) = Audit(Line(0, "stranger?token=S3CRETS3CRET", "/export?sig=S3CRETS3CRET"));

        Assert.Contains(result.Findings, finding => finding.Principal!.StartsWith("stranger?token=***#", StringComparison.Ordinal));
        Assert.DoesNotContain(result.Findings, finding => finding.ToString().Contains("S3CRET", StringComparison.Ordinal));
        Assert.NotEmpty(violations);
        Assert.DoesNotContain("S3CRET", violations, StringComparison.Ordinal);
    }

    [Fact]
    public void Cards_and_addresses_in_actions_are_matched_whole_and_shown_masked()
    {
        string[] lines = [Line(0, "ann", "r", $"refund {First}"), Line(1, "ann", "r", $"refund {Second}"), Line(2, "ann", "r", "mail jane@example.com")];
        var (result, violations) = Audit(lines);

        var findings = result.Findings.Where(finding => finding.Rule == "unauthorized-action").ToList();
        Assert.Equal(["mail j***@example.com", "refund ************1111", "refund ************1111"], findings.Select(finding => finding.Action).Order());
        Assert.Equal(3, findings.Select(finding => finding.Fingerprint).Distinct().Count());
        foreach (var text in (string[])[violations, .. result.Findings.Select(finding => finding.ToString())])
        {
            Assert.DoesNotContain(First, text, StringComparison.Ordinal);
            Assert.DoesNotContain("jane@", text, StringComparison.Ordinal);
        }
    }

    private static (AuditResult Result, string Violations) Audit(params string[] lines)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "vendor.yaml"), "id: acme\nname: Acme\n");
        File.WriteAllText(Path.Combine(folder.Path, "access.yaml"), Access);
        Directory.CreateDirectory(Path.Combine(folder.Path, "logs"));
        File.WriteAllLines(Path.Combine(folder.Path, "logs", "a.ndjson"), lines);
        var disk = new DiskFolder(folder.Path);
        using var violations = new MemoryStream();
        var result = Auditor.Audit(new AuditRequest { Id = "a", Record = VendorReader.Read(disk), Folder = disk, StartedBy = "t", Violations = violations }, progress: null, default);
        return (result, Encoding.UTF8.GetString(violations.ToArray()));
    }

    private static string Line(int minute, string user, string resource, string action = "card.read") =>
        $$"""{"time":"2026-03-02T08:{{minute:D2}}:00Z","user":"{{user}}","action":"{{action}}","resource":"{{resource}}","resource_type":"card"}""";
}
