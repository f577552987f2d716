using Compliance.Evidence;
using Compliance.Findings;
using Compliance.Onboarding;
using Compliance.Vendors;
using NodaTime;
using MemoryFolder = Compliance.Tests.Vendors.MemoryFolder;

namespace Compliance.Tests.Onboarding;

/// <summary>The sample of a folder as it arrives, against what its STORY.md says was planted.</summary>
public sealed class NorthwindVoiceDraftTests
{
    private static readonly Lazy<(MemoryFolder Folder, FirstDraft Draft)> Drafted = new(() =>
    {
        var folder = new MemoryFolder();
        var sample = new DiskFolder(Repository.At("src", "Compliance.Functions", "samples", "northwind-voice"));
        foreach (var file in sample.List())
        {
            using var bytes = sample.Open(file);
            using var whole = new MemoryStream();
            bytes.CopyTo(whole);
            folder.Add(file.Path, whole.ToArray());
        }
        var draft = FirstDraft.Of(folder, new DraftOptions { Now = Instant.FromUtc(2026, 7, 1, 0, 0) }, null, CancellationToken.None);
        foreach (var (name, text) in draft.Files) folder.Add(name, DraftMemory.Sealed(name, text));
        return (folder, draft);
    });

    private static FirstDraft Draft => Drafted.Value.Draft;

    [Fact]
    public void Every_export_is_known_for_what_it_is()
    {
        Assert.DoesNotContain(Draft.Survey.Files, file => file.Kind == FileKind.Unknown);
        Assert.Equal((5, 3, 1), (Draft.Survey.Of(FileKind.Log).Count(), Draft.Survey.Of(FileKind.UserList).Count(), Draft.Survey.Of(FileKind.Roster).Count()));
        Assert.Equal("Europe/Lisbon", Draft.Timezone.Zone.Id);
    }

    [Fact]
    public void Who_came_back_is_one_person_and_two_of_one_name_are_two()
    {
        Assert.Equal(2, Draft.Roster.People.Single(person => person.Key == "NV-1012").Periods.Count);
        Assert.Equal(["NV-1007", "NV-1031"], Draft.Roster.People.Where(person => person.Name == "Maria Santos").Select(person => person.Key).Order());
    }

    [Theory]
    [InlineData("19480008164489", "NV-1007, NV-1031")]
    [InlineData("19480008069461", "NV-1019, NV-1041")]
    [InlineData("19490000000017", "")]
    [InlineData("19490000000031", "")]
    [InlineData("19371000000003", "")]
    [InlineData("floor.support@northwind-voice.example", "")]
    [InlineData("qa.sandbox@northwind-voice.example", "")]
    public void What_is_not_one_persons_is_joined_to_nobody(string account, string couldBe)
    {
        var open = Assert.Single(Draft.Accounts, joined => joined.Account == account && joined.Person is null);

        Assert.Equal(couldBe, string.Join(", ", open.Candidates.Select(person => person.Key).Order()));
    }

    [Fact]
    public void Everything_else_is_joined()
    {
        Assert.Equal(7, Draft.Accounts.Count(account => account.Person is null));
        Assert.Equal("C-204", Draft.Accounts.Single(account => account.Account == "19480001615476").Person?.Key);
        Assert.All(Draft.Accounts.Where(account => account is { System: "salesforce", Use: not null }), account => Assert.NotNull(account.Person));
    }

    [Fact]
    public void What_one_agent_alone_did_or_has_is_left_out_of_the_role()
    {
        var agent = Draft.Roles.Single(role => role.Name == "customer-support-agent");

        Assert.Contains(agent.Grants, grant => grant is { System: "zendesk", Role: "admin", Holders: 1, IsCommon: false });
        Assert.Contains(agent.Actions, action => action is { Action: "tickets.show_many.read", Users: 1, IsCommon: false });
        Assert.Contains(agent.Actions, action => action is { Action: "tickets.read", IsCommon: true });
    }

    [Fact]
    public void An_audit_of_the_draft_finds_what_was_planted()
    {
        var (folder, _) = Drafted.Value;
        var result = Auditor.Audit(new AuditRequest { Id = "1", Record = VendorReader.Read(folder), Folder = folder, StartedBy = "test" }, progress: null, CancellationToken.None);
        var found = result.Findings.Select(finding => (finding.Rule, finding.Principal)).Distinct().ToList();

        Assert.Contains(("access-after-termination", "NV-1016"), found);
        Assert.Contains(("account-enabled-after-left", "NV-1016"), found);
        Assert.Contains(("excess-entitlement", "NV-1009"), found);
        Assert.Contains(("mfa-not-enrolled", "NV-1009"), found);
        Assert.Contains(("impossible-travel", "NV-1021"), found);
        Assert.Contains(("shared-account", "floor.support@northwind-voice.example"), found);
        Assert.Contains(("unknown-account", "19371000000003"), found);
        Assert.Contains(("unauthorized-action", "NV-1028"), found);
        Assert.Contains(result.Checks, check => check is { Rule: "evidence-gap", Verdict: Verdict.Fail });
        // The night shift that ended after the last day, and who came back.
        Assert.DoesNotContain(found, one => one.Rule == "access-after-termination" && one.Principal is "NV-1024" or "NV-1012");
    }
}
