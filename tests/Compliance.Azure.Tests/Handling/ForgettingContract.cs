using System.Text;
using System.Text.Json.Nodes;
using Compliance.Azure.Tests.Incidents;
using Compliance.Azure.Tests.Storage;
using Compliance.Findings;
using Compliance.Handling;
using Compliance.Storage;
using NodaTime;

namespace Compliance.Azure.Tests.Handling;

/// <summary>What forgetting promises, asked of every service that it runs on.</summary>
public abstract partial class ForgettingContract : VendorActContract
{
    [SkippableFact]
    public async Task A_person_is_forgotten_in_names_and_in_resolved_findings_and_the_trail_says_that_it_was()
    {
        var store = Open();
        await AuditAsync(store, "a1", Day1, "zelda.finch", "bob");
        await AuditAsync(store, "a2", Day2, "bob");
        var pseudonym = (await Keys(store).OfAsync(Vendor)).OfPerson("zelda.finch");

        var forgotten = await Forgetting(store).ForgetAsync(Vendor, "Zelda.Finch", "d.osei", "left, and asked for it");

        Assert.Equal((pseudonym, ForgettingOutcome.Forgotten, 1), (forgotten.Pseudonym, forgotten.Outcome, forgotten.Findings));
        Assert.Null(await store.Names.FindAsync(Vendor, pseudonym));
        var finding = (await store.Findings.FindAsync(Vendor, Audits.FingerprintOf(Vendor, "zelda.finch")))!.Finding;
        Assert.Equal((pseudonym, $"helpdesk/{pseudonym}", $"{pseudonym} signed in without MFA"), (finding.Principal, finding.Resource, finding.Message));
        Assert.Equal(FindingState.Resolved, finding.State);
        Assert.Equal("bob", (await store.Findings.FindAsync(Vendor, Audits.FingerprintOf(Vendor, "bob")))!.Finding.Principal);
        var entry = (await EntriesAsync(store))[^1];
        Assert.Equal("name forgotten", entry.Type);
        var data = JsonNode.Parse(entry.Leaf.Span)!["data"]!;
        Assert.Equal((pseudonym, 1), ((string)data["pseudonym"]!, (int)data["findings"]!));
        Assert.StartsWith("sha256:", (string)data["reason"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("finch", Encoding.UTF8.GetString(entry.Leaf.Span), StringComparison.OrdinalIgnoreCase);
        // The name of a resource that holds the person's goes too; the person who ordered it is known.
        await foreach (var (_, name) in store.Names.AllAsync(Vendor)) Assert.DoesNotContain("finch", name, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("d.osei", await store.Names.FindAsync(Vendor, entry.Actor));
    }

    [SkippableFact]
    public async Task Where_the_name_still_stands_is_counted()
    {
        var store = Open();
        await AuditAsync(store, "a1", Day1, "zelda.finch");
        await AuditAsync(store, "a2", Day2, "zelda.finch", "bob");
        await new IncidentJournal(store, Keys(store), new StoppedClock(Day3)).OpenAsync(Vendor, "case-1", [Ledgers.Opening("access by zelda.finch"), Ledgers.Fact("awareness", note: "Zelda.Finch called")]);

        var forgotten = await Forgetting(store).ForgetAsync(Vendor, "zelda.finch", "d.osei", null);

        Assert.Equal(new NamesLeft(Findings: 1, Runs: 2, Incidents: 1), forgotten.Left);
        Assert.Equal(0, forgotten.Findings);
        Assert.Equal("zelda.finch", (await store.Findings.FindAsync(Vendor, Audits.FingerprintOf(Vendor, "zelda.finch")))!.Finding.Principal);
    }

    [SkippableFact]
    public async Task Who_was_forgotten_stays_so_when_an_audit_sees_the_person_again_until_remembered()
    {
        var store = Open();
        await AuditAsync(store, "a1", Day1, "zelda.finch");
        var pseudonym = (await Forgetting(store).ForgetAsync(Vendor, "zelda.finch", "d.osei", null)).Pseudonym;
        await AuditAsync(store, "a2", Day2, [.. Enumerable.Range(0, 30).Select(i => $"agent{i:D2}"), "zelda.finch"]);
        Assert.Null(await store.Names.FindAsync(Vendor, pseudonym));

        Assert.True(await Forgetting(store).RememberAsync(Vendor, "zelda.finch", "d.osei"));
        Assert.False(await Forgetting(store).RememberAsync(Vendor, "zelda.finch", "d.osei"));

        Assert.Null(await store.Names.FindAsync(Vendor, pseudonym));
        await AuditAsync(store, "a3", Day3, "zelda.finch");
        Assert.Equal("zelda.finch", await store.Names.FindAsync(Vendor, pseudonym));
        Assert.Single(await EntriesAsync(store), entry => entry.Type == "name remembered");
    }

    [SkippableFact]
    public async Task What_was_resolved_since_is_a_new_act_and_nothing_new_is_none()
    {
        var store = Open();
        await AuditAsync(store, "a1", Day1, "zelda.finch");
        Assert.Equal((ForgettingOutcome.Forgotten, 0), Said(await Forgetting(store).ForgetAsync(Vendor, "zelda.finch", "d.osei", null)));
        Assert.Equal((ForgettingOutcome.ForgottenBefore, 0), Said(await Forgetting(store).ForgetAsync(Vendor, "zelda.finch", "d.osei", null)));
        await AuditAsync(store, "a2", Day2);

        Assert.Equal((ForgettingOutcome.Forgotten, 1), Said(await Forgetting(store, Day3 + Duration.FromHours(1)).ForgetAsync(Vendor, "zelda.finch", "d.osei", null)));

        Assert.Equal(2, (await EntriesAsync(store)).Count(entry => entry.Type == "name forgotten"));
        Assert.Equal((ForgettingOutcome.Unknown, 0), Said(await Forgetting(store).ForgetAsync(Vendor, "nobody.known", "d.osei", null)));
        Assert.Equal(2, (await EntriesAsync(store)).Count(entry => entry.Type == "name forgotten"));
    }

    [SkippableFact]
    public async Task A_pseudonym_is_forgotten_without_saying_the_name()
    {
        var store = Open();
        await AuditAsync(store, "a1", Day1, "zelda.finch");
        await AuditAsync(store, "a2", Day2);
        var pseudonym = (await Keys(store).OfAsync(Vendor)).OfPerson("zelda.finch");

        Assert.Equal(1, (await Forgetting(store).ForgetPseudonymAsync(Vendor, pseudonym, "d.osei", null))!.Findings);
        Assert.Equal(ForgettingOutcome.ForgottenBefore, (await Forgetting(store).ForgetPseudonymAsync(Vendor, pseudonym, "d.osei", null))!.Outcome);
        Assert.Null(await Forgetting(store).ForgetPseudonymAsync(Vendor, "p:" + new string('a', 26), "d.osei", null));
        Assert.Null(await Forgetting(store).ForgetPseudonymAsync(Vendor, "../x", "d.osei", null));
    }

    [SkippableFact]
    public async Task Another_person_whose_name_holds_the_name_is_left_alone()
    {
        var store = Open();
        await AuditAsync(store, "a1", Day1, "Ann", "Ann Lee");
        await AuditAsync(store, "a2", Day2);
        var pseudonyms = await Keys(store).OfAsync(Vendor);

        var forgotten = await Forgetting(store).ForgetAsync(Vendor, "Ann", "d.osei", null);

        Assert.Equal((ForgettingOutcome.Forgotten, 1), Said(forgotten));
        Assert.Null(await store.Names.FindAsync(Vendor, pseudonyms.OfPerson("Ann")));
        Assert.Null(await store.Names.FindAsync(Vendor, pseudonyms.OfResource("helpdesk/Ann")));
        Assert.Equal("Ann Lee", await store.Names.FindAsync(Vendor, pseudonyms.OfPerson("Ann Lee")));
        Assert.Equal("helpdesk/Ann Lee", await store.Names.FindAsync(Vendor, pseudonyms.OfResource("helpdesk/Ann Lee")));
        var other = (await store.Findings.FindAsync(Vendor, Audits.FingerprintOf(Vendor, "Ann Lee")))!.Finding;
        Assert.Equal(("Ann Lee", "helpdesk/Ann Lee", "Ann Lee signed in without MFA"), (other.Principal, other.Resource, other.Message));
        var own = (await store.Findings.FindAsync(Vendor, Audits.FingerprintOf(Vendor, "Ann")))!.Finding;
        Assert.Equal((forgotten.Pseudonym, $"{forgotten.Pseudonym} signed in without MFA"), (own.Principal, own.Message));
    }

    [SkippableFact]
    public async Task Who_was_forgotten_while_findings_are_open_is_left_alone_when_a_part_of_the_name_is_forgotten()
    {
        var store = Open();
        await AuditAsync(store, "a1", Day1, "Ann", "Ann Lee");
        await Forgetting(store).ForgetAsync(Vendor, "Ann Lee", "d.osei", null);
        await AuditAsync(store, "a2", Day2);

        Assert.Equal((ForgettingOutcome.Forgotten, 1), Said(await Forgetting(store).ForgetAsync(Vendor, "Ann", "d.osei", null)));
        Assert.Equal("Ann Lee", (await store.Findings.FindAsync(Vendor, Audits.FingerprintOf(Vendor, "Ann Lee")))!.Finding.Principal);
    }

    [SkippableTheory]
    [InlineData(1)]
    [InlineData(513)]
    public async Task A_name_too_short_or_too_long_to_look_for_is_forgotten_itself(int length)
    {
        var store = Open();
        var name = new string('x', length);
        await AuditAsync(store, "a1", Day1, name);
        await AuditAsync(store, "a2", Day2);
        var pseudonym = (await Keys(store).OfAsync(Vendor)).OfPerson(name);

        var forgotten = (await Forgetting(store).ForgetPseudonymAsync(Vendor, pseudonym, "d.osei", null))!;

        Assert.Equal((pseudonym, ForgettingOutcome.Forgotten, 0), (forgotten.Pseudonym, forgotten.Outcome, forgotten.Findings));
        Assert.Null(await store.Names.FindAsync(Vendor, pseudonym));
        Assert.Single(await EntriesAsync(store), entry => entry.Type == "name forgotten");
    }

    [SkippableFact]
    public async Task Who_adds_a_name_and_who_forgets_it_at_the_same_time_leave_it_forgotten()
    {
        var store = Open();
        await AuditAsync(store, "a1", Day1, "zelda.finch");
        var pseudonym = (await Keys(store).OfAsync(Vendor)).OfPerson("zelda.finch");
        var adding = Enumerable.Range(0, 6).Select(i => Task.Run(async () =>
        {
            for (var n = 0; n < 10; n++)
                await store.Names.AddAsync(Vendor, Enumerable.Range(0, i % 2 == 0 ? 3 : 30).ToDictionary(k => $"p:x{n}{k}", k => $"x{k}").Append(new(pseudonym, "zelda.finch")).ToDictionary());
        }));

        await Task.WhenAll([.. adding, Task.Run(() => Forgetting(store).ForgetAsync(Vendor, "zelda.finch", "d.osei", null))]);

        Assert.Null(await store.Names.FindAsync(Vendor, pseudonym));
    }

    [SkippableFact]
    public async Task Findings_of_the_stored_trail_are_written_for_others_with_names_only_when_asked()
    {
        var store = Open();
        await AuditAsync(store, "a1", Day1, "zelda.finch");
        using var plain = new MemoryStream();
        await new TrailFindings(store).WriteOcsfAsync(new(Vendor), plain);
        using var named = new MemoryStream();
        await new TrailFindings(store).WriteOcsfAsync(new(Vendor, Names: true), named);
        using var oscal = new MemoryStream();
        await new TrailFindings(store).WriteOscalAsync(new(Vendor), oscal);

        var row = JsonNode.Parse(Encoding.UTF8.GetString(plain.ToArray()).TrimEnd())!;
        Assert.Equal((await EntriesAsync(store))[(int)row["unmapped"]!["log_index"]!].Hash.ToString(), (string)row["unmapped"]!["leaf_sha256"]!);
        Assert.DoesNotContain("zelda", Encoding.UTF8.GetString(plain.ToArray()), StringComparison.Ordinal);
        Assert.Contains("\"name\":\"zelda.finch\"", Encoding.UTF8.GetString(named.ToArray()), StringComparison.Ordinal);
        Assert.Single(JsonNode.Parse(oscal.ToArray())!["assessment-results"]!["results"]!.AsArray());
        await Assert.ThrowsAsync<InputException>(() => new TrailFindings(store).WriteOcsfAsync(new(Vendor, To: 99), plain));
    }

    private static (ForgettingOutcome, int) Said(ForgottenName forgotten) => (forgotten.Outcome, forgotten.Findings);

    private Forgetting Forgetting(Store store, Instant? at = null) => new(store, Keys(store), new StoppedClock(at ?? Day3));
}
