using Compliance.Entitlements.Review;
using Compliance.Findings;
using Compliance.Tests.Rules.Entitlements;
using Compliance.Tests.Vendors;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Tests.Inspections;

/// <summary>What systems grant, judged in the audit that judges the logs.</summary>
public sealed class EntitlementsInspectionTests
{
    private static readonly EntitlementStory Story = EntitlementStory.Crm("role,enabled", "ana@acme.example,lead,true", "boss@corp.example,admin,true") with
    {
        Vendor = "population: { match: [\"*@acme.example\"] }\n",
    };

    [Fact]
    public void A_finding_says_whose_it_is_and_in_which_system()
    {
        var result = Audit(Story.Folder());

        var finding = Assert.Single(result.Findings, finding => finding.Rule == "excess-entitlement");
        Assert.Equal(("p1", "tier1", "crm:lead", "ana@acme.example", Verdict.Fail), (finding.Principal, finding.Role, finding.Action, finding.Resource, finding.Verdict));
        Assert.Equal(new EvidenceReference("entitlements/crm.csv", 1), Assert.Single(finding.Evidence));
        Assert.Contains("pci-dss-4.0.1:7.2.2", finding.Controls);
        var source = Assert.Single(result.Evidence);
        Assert.Equal(("entitlements", "entitlements", 2L, 0L, 1L), (source.Kind, source.Format, source.Records, source.Rejected, source.OutOfScope));
    }

    [Fact]
    public void Two_accounts_of_one_person_are_two_findings()
    {
        var story = EntitlementStory.Crm("role", "ana@acme.example,lead", "ana2@acme.example,lead") with { Accounts = "account,person\nana@acme.example,p1\nana2@acme.example,p1\n" };

        Assert.Equal(2, Audit(story.Folder()).Findings.Where(finding => finding.Rule == "excess-entitlement").DistinctBy(finding => finding.Fingerprint).Count());
    }

    [Fact]
    public void What_the_contract_has_not_approved_is_shown_and_not_evaluable()
    {
        var result = Audit((Story with { IsApproved = false }).Folder());

        Assert.Equal(Verdict.NotEvaluable, Assert.Single(result.Findings, finding => finding.Rule == "excess-entitlement").Verdict);
        var check = Assert.Single(result.Checks, check => check.Rule == "excess-entitlement");
        Assert.Equal((Verdict.NotEvaluable, 1L), (check.Verdict, check.Findings));
    }

    [Fact]
    public void A_record_that_cannot_be_read_keeps_every_rule_from_passing()
    {
        var folder = Story.Folder().Add("entitlements/broken.csv", "account,role,enabled\nana@acme.example,agent,perhaps\n");

        var checks = Audit(folder).Checks.Where(check => check.Rule is "account-enabled-after-left" or "account-without-person").ToList();

        Assert.All(checks, check => Assert.Equal(Verdict.NotEvaluable, check.Verdict));
        Assert.Contains("entitlements/broken.csv could not be read, the first 1: `enabled` is `perhaps`", checks[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_that_names_no_file_is_missing_evidence()
    {
        var check = Audit((Story with { Vendor = "entitlements: [{ path: \"exports/*.json\", system: okta }]\n" }).Folder()).Checks.Single(check => check.Rule == "account-enabled-after-left");

        Assert.Equal(Verdict.NotEvaluable, check.Verdict);
        Assert.Contains("no file matches `exports/*.json`", check.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_entries_never_claim_one_file()
    {
        var story = Story with { Vendor = "entitlements: [{ path: \"entitlements/*\", system: a }, { path: \"*.csv\", system: b }]\n" };

        Assert.Contains("is claimed by `entitlements/*` (line 2) and by `*.csv`", Assert.Throws<InputException>(() => Audit(story.Folder())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pattern_does_not_take_the_roster_for_a_list()
    {
        var story = Story with { Vendor = "entitlements: [{ path: \"*.csv\", system: crm }]\n" };

        Assert.Equal("entitlements/crm.csv", Assert.Single(Audit(story.Folder()).Evidence).Source);
    }

    [Fact]
    public void A_list_elsewhere_is_read_where_an_entry_names_it()
    {
        var story = Story with { Lists = [("okta tier1.json", """[{"id":"1","status":"ACTIVE","lastLogin":"2026-06-29T00:00:00Z","profile":{"login":"ana@acme.example"}}]""")], Vendor = "entitlements: [{ path: \"okta*.json\", role: tier1-agents }]\n" };

        Assert.Equal("okta-users", Assert.Single(Audit(story.Folder()).Evidence).Format);
    }

    [Theory]
    [InlineData("collected/zzz/reviews/decisions.json")]
    [InlineData("reviews/decisions.json")]
    [InlineData("Collected/run-1/reviews/decisions.json")]
    public void Only_what_the_audit_read_of_reviews_itself_counts(string forged)
    {
        var folder = Story.Folder().Add("collected/run-1/reviews/decisions.json", Register(Instant.FromUtc(2026, 7, 1, 0, 0)));

        folder.Add(forged, """{"at":"2099-01-01T00:00:00Z","revocations":[]}"""u8.ToArray());

        Assert.Single(Audit(folder).Findings, finding => finding.Rule == "revocation-overdue");
    }

    [Fact]
    public void A_revocation_that_was_decided_otherwise_is_resolved()
    {
        const string place = "collected/run-1/reviews/decisions.json";
        var known = Audit(Story.Folder().Add(place, Register(Instant.FromUtc(2026, 7, 1, 0, 0)))).Findings;
        var kept = new RevocationRegister(Instant.FromUtc(2026, 7, 2, 0, 0), []) { Kept = [new(EntitlementDigest.Of("crm", "ana@acme.example", "lead"), "crm", Instant.FromUtc(2026, 7, 1, 0, 0))] };
        using var file = new MemoryStream();
        RevocationRegister.Write(file, kept);

        var after = FindingHistory.Apply(Audit(Story.Folder().Add(place, file.ToArray())), known, Instant.FromUtc(2026, 7, 2, 0, 0));

        Assert.Equal(FindingState.Resolved, Assert.Single(after.Findings, finding => finding.Rule == "revocation-overdue").State);
    }

    [Fact]
    public void Decisions_that_cannot_be_read_are_not_evaluable() =>
        Assert.Equal(Verdict.NotEvaluable, Audit(Story.Folder().Add("collected/run-1/reviews/decisions.json", "{}")).Checks.Single(check => check.Rule == "revocation-overdue").Verdict);

    [Fact]
    public void The_same_lists_in_another_order_of_rows_give_the_same_findings()
    {
        string[] rows = ["ana@acme.example,lead", "ana@acme.example,admin", "ben@acme.example,agent", "eve@acme.example,owner"];
        var turned = EntitlementStory.Crm("role", [.. rows.Reverse()]);

        Assert.Equal(Fingerprints(EntitlementStory.Crm("role", rows)), Fingerprints(turned));

        static IEnumerable<string> Fingerprints(EntitlementStory story) => Audit(story.Folder()).Findings.Select(finding => finding.Fingerprint.Value).Order(StringComparer.Ordinal);
    }

    private static AuditResult Audit(MemoryFolder folder) =>
        Auditor.Audit(new AuditRequest { Id = "run-1", Record = VendorReader.Read(folder), Folder = folder, To = Instant.FromUtc(2026, 7, 1, 0, 0), StartedBy = "test" }, progress: null, CancellationToken.None);

    private static byte[] Register(Instant at, string account = "ana@acme.example")
    {
        using var file = new MemoryStream();
        var revocation = new Revocation(EntitlementDigest.Of("crm", account, "lead"), "crm", Instant.FromUtc(2026, 6, 20, 0, 0), Instant.FromUtc(2026, 6, 1, 0, 0));
        RevocationRegister.Write(file, new RevocationRegister(at, [revocation]));
        return file.ToArray();
    }
}
