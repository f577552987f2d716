using System.Text;
using Compliance.Azure.Tests.Storage;
using Compliance.Findings;
using Compliance.Handling;
using Compliance.Reports;
using Compliance.Storage;
using NodaTime;

namespace Compliance.Azure.Tests.Handling;

public abstract partial class FindingWorkContract
{
    [SkippableFact]
    public async Task Replies_stand_with_their_findings_and_decide_nothing_but_what_the_vendor_claims()
    {
        var store = Open();
        await AuditAsync(store, "a1", Day1, "ann", "bob", "cid", "dan");
        await AuditAsync(store, "a2", Day2, "ann", "bob", "cid");
        await Deciding(store).DecideAsync(Vendor, "d.osei", await FindAsync(store, "bob"), Risk);
        var replies = Read($"id,answer,reply,evidence\n{Id("ann")},fixed,zelda did it,T-1\n{Id("bob")},disputed,not us,\n{Id("cid")},,which account?,\n{Id("dan")},fixed,,\nF-000000000000,fixed,,\nx,fixed,,\n{Id("ann")},nonsense,,\n");

        var imported = await Importing(store).ImportAsync(Vendor, "vm", replies, new string('a', 64));

        Assert.Equal((7, 3, 0), (imported.Rows, imported.Taken, imported.Unchanged));
        Assert.Equal([5, 6, 7, 8], imported.Refused.Select(row => row.Line));
        var (ann, bob, cid) = ((await FindAsync(store, "ann")).Finding, (await FindAsync(store, "bob")).Finding, (await FindAsync(store, "cid")).Finding);
        Assert.Equal((FindingStatus.Fixed, "zelda did it", "T-1"), (ann.Work!.Status, ann.Work.Reply, ann.Work.ReplyEvidence));
        Assert.Equal((FindingStatus.RiskAccepted, "not us"), (bob.Work!.Status, bob.Work.Reply));
        Assert.NotNull(bob.Exemption);
        Assert.Equal((FindingStatus.Open, "which account?", false), (cid.Work!.Status, cid.Work.Reply, cid.Work.Decides));
        var entries = await EntriesAsync(store);
        Assert.Equal(["replies received", "finding replied", "finding replied", "finding replied"], entries.TakeLast(4).Select(one => one.Type));
        Assert.DoesNotContain(entries, one => Encoding.UTF8.GetString(one.Leaf.Span).Contains("zelda", StringComparison.Ordinal));

        var again = await Importing(store, Day3 + Duration.FromDays(1)).ImportAsync(Vendor, "vm", replies, new string('a', 64));
        Assert.Equal((0, 3), (again.Taken, again.Unchanged));
        Assert.Equal(entries.Count, (await EntriesAsync(store)).Count);
        Assert.Equal(Verdict.Fail, (await AuditAsync(store, "a3", Day3, "cid")).Verdict);
    }

    [SkippableFact]
    public async Task What_a_person_decided_goes_with_what_the_vendor_replied_before()
    {
        var store = Open();
        await AuditAsync(store, "a1", Day1, "ann");
        await Importing(store).ImportAsync(Vendor, "vm", Read($"id,answer,reply\n{Id("ann")},disputed,not us\n"), new string('a', 64));

        await Deciding(store).DecideAsync(Vendor, "d.osei", await FindAsync(store, "ann"), new() { Status = FindingStatus.FalsePositive, Reason = "they are right" });

        var work = (await FindAsync(store, "ann")).Finding.Work!;
        Assert.Equal((FindingStatus.FalsePositive, "they are right", "not us", Severity.High), (work.Status, work.Reason, work.Reply, work.Upto!.Value));
        Assert.Equal(Verdict.Exempt, Assert.Single((await AuditAsync(store, "a2", Day2, "ann")).Findings).Verdict);
        await Deciding(store).DecideAsync(Vendor, "d.osei", await FindAsync(store, "ann"), null);
        work = (await FindAsync(store, "ann")).Finding.Work!;
        Assert.Equal((FindingStatus.VendorDisputed, "not us"), (work.Status, work.Reply));
        Assert.Equal("finding decision withdrawn", (await EntriesAsync(store))[^1].Type);
        // With nothing decided there is nothing to withdraw, and no entry of it.
        var entries = (await EntriesAsync(store)).Count;
        Assert.Equal(ChangeOutcome.Changed, await Deciding(store).DecideAsync(Vendor, "d.osei", await FindAsync(store, "ann"), null));
        Assert.Equal(entries, (await EntriesAsync(store)).Count);
    }

    [SkippableFact]
    public async Task A_claim_stands_beside_what_a_person_decided_and_when_it_ends_that_counts()
    {
        var store = Open();
        await AuditAsync(store, "a1", Day1, "ann");
        await Deciding(store, Day1 + Hours(1)).DecideAsync(Vendor, "d.osei", new FindingSelector(Audits.Rule, null, null), new() { Status = FindingStatus.FalsePositive, Reason = "test accounts", Due = Day3 });
        await Deciding(store, Day1 + Hours(2)).DecideAsync(Vendor, "d.osei", await FindAsync(store, "ann"), new() { Status = FindingStatus.Assigned, Owner = "bob" });
        await Importing(store, Day1 + Hours(3)).ImportAsync(Vendor, "vm", Read($"id,answer,reply\n{Id("ann")},fixed,gone\n"), new string('a', 64));

        Assert.Equal((FindingStatus.Fixed, "bob", null), ((await FindAsync(store, "ann")).Finding.Work!.Status, (await FindAsync(store, "ann")).Finding.Work!.Owner, (await FindAsync(store, "ann")).Finding.Work!.Due));
        Assert.Equal(Verdict.Fail, (await AuditAsync(store, "a2", Day2, "ann")).Verdict);
        Assert.Equal((FindingStatus.Assigned, "bob"), ((await FindAsync(store, "ann")).Finding.Work!.Status, (await FindAsync(store, "ann")).Finding.Work!.Owner));
    }

    [SkippableFact]
    public async Task A_list_sent_again_changes_nothing_and_an_old_one_overrules_no_decision()
    {
        var store = Open();
        await AuditAsync(store, "a1", Day1, "ann");
        var first = Read($"id,made,status,answer,reply\n{Id("ann")},{Day1},open,fixed,gone\n");
        await Importing(store, Day1 + Hours(1)).ImportAsync(Vendor, "vm", first, new string('a', 64));
        await Deciding(store, Day1 + Hours(3)).DecideAsync(Vendor, "d.osei", await FindAsync(store, "ann"), new() { Status = FindingStatus.Open, Reason = "it is not" });
        var entries = (await EntriesAsync(store)).Count;

        var again = await Importing(store, Day1 + Hours(4)).ImportAsync(Vendor, "vm", first, new string('a', 64));
        Assert.Equal((0, 1, 0, entries), (again.Taken, again.Unchanged, again.Refused.Count, (await EntriesAsync(store)).Count));
        var stale = await Importing(store, Day1 + Hours(5)).ImportAsync(Vendor, "vm", Read($"id,made,status,answer,reply\n{Id("ann")},{Day1 + Hours(2)},vendor-disputed,fixed,more\n"), new string('b', 64));
        Assert.Contains("a person decided about it on 2026-03-01T09:00:00Z", Assert.Single(stale.Refused).Why, StringComparison.Ordinal);
        var prefilled = await Importing(store, Day1 + Hours(6)).ImportAsync(Vendor, "vm", Read($"id,made,status,answer,reply\n{Id("ann")},{Day1 + Hours(2)},fixed,fixed,gone\n"), new string('c', 64));
        Assert.Equal((0, 1), (prefilled.Taken, prefilled.Unchanged));
        Assert.Equal((FindingStatus.Open, "it is not"), ((await FindAsync(store, "ann")).Finding.Work!.Status, (await FindAsync(store, "ann")).Finding.Work!.Reason));

        // On a list that is later, it is said anew: with an entry, and at its own time.
        var anew = await Importing(store, Day2).ImportAsync(Vendor, "vm", Read($"id,made,status,answer,reply\n{Id("ann")},{Day1 + Hours(7)},open,fixed,gone\n"), new string('d', 64));
        Assert.Equal((1, FindingStatus.Fixed, Day2), (anew.Taken, (await FindAsync(store, "ann")).Finding.Work!.Status, (await FindAsync(store, "ann")).Finding.Work!.At));
        Assert.Equal(2, (await EntriesAsync(store)).Count(one => one.Type == "finding replied"));
    }

    [SkippableFact]
    public async Task A_claim_repeated_after_a_withdrawal_has_an_entry_and_a_time_of_its_own()
    {
        var store = Open();
        await AuditAsync(store, "a1", Day1, "ann");
        await Importing(store, Day1 + Hours(1)).ImportAsync(Vendor, "vm", Read($"id,made,answer,reply\n{Id("ann")},{Day1},disputed,\n"), new string('a', 64));
        await Deciding(store, Day1 + Hours(2)).DecideAsync(Vendor, "d.osei", await FindAsync(store, "ann"), new() { Status = FindingStatus.Open, Reason = "it is so" });
        await Deciding(store, Day1 + Hours(3)).DecideAsync(Vendor, "d.osei", await FindAsync(store, "ann"), null);

        var again = await Importing(store, Day1 + Hours(5)).ImportAsync(Vendor, "vm", Read($"id,made,answer,reply\n{Id("ann")},{Day1 + Hours(4)},disputed,\n"), new string('b', 64));

        Assert.Equal((1, Day1 + Hours(5)), (again.Taken, (await FindAsync(store, "ann")).Finding.Work!.At));
        Assert.Equal(2, (await EntriesAsync(store)).Count(one => one.Type == "finding replied"));
    }

    [SkippableFact]
    public async Task A_reply_about_what_the_vendor_is_not_asked_or_answers_twice_is_refused()
    {
        var store = Open();
        await AuditAsync(store, "a1", Day1, "ann", "bob");
        await Deciding(store, Day1 + Hours(1)).DecideAsync(Vendor, "d.osei", await FindAsync(store, "bob"), Risk);
        await AuditAsync(store, "a2", Day2, "ann", "bob");

        var imported = await Importing(store).ImportAsync(Vendor, "vm", Read($"id,answer,reply\n{Id("bob")},disputed,not us\n{Id("ann")},fixed,\n{Id("ann")},disputed,\n"), new string('a', 64));

        Assert.Equal([2, 4], imported.Refused.Select(row => row.Line));
        Assert.Equal(FindingStatus.Fixed, (await FindAsync(store, "ann")).Finding.Work!.Status);
        Assert.Null((await FindAsync(store, "bob")).Finding.Work!.Reply);
    }

    [SkippableFact]
    public async Task The_longest_reasons_in_any_script_are_kept()
    {
        var store = Open();
        await AuditAsync(store, "a1", Day1, "ann");
        var (name, text) = (new string('名', 256), new string('理', 4000));
        var order = Risk with { Owner = name, RequestedBy = name[2..], ApprovedBy = name[1..], Reason = text, Control = text };
        var reply = Read($"id,answer,reply,evidence\n{Id("ann")},fixed,{text},{text[..1000]}\n");
        Assert.Null(order.Refusal(Day3));

        await Importing(store).ImportAsync(Vendor, "vm", reply, new string('a', 64));
        Assert.Equal(ChangeOutcome.Changed, await Deciding(store).DecideAsync(Vendor, name, await FindAsync(store, "ann"), order));
        Assert.Equal(ChangeOutcome.Changed, (await Deciding(store).DecideAsync(Vendor, name, new FindingSelector(Audits.Rule, null, null), order)).Outcome);

        Assert.Equal((text, text), ((await FindAsync(store, "ann")).Finding.Exemption!.Reason, (await FindAsync(store, "ann")).Finding.Work!.Reply));
    }

    [SkippableFact]
    public async Task Who_is_forgotten_is_forgotten_in_decisions_and_replies_too()
    {
        var store = Open();
        await AuditAsync(store, "a1", Day1, "zelda.finch");
        await Importing(store).ImportAsync(Vendor, "vm", Read($"id,answer,reply,evidence\n{Id("zelda.finch")},fixed,zelda.finch has left,mail of zelda.finch\n"), new string('a', 64));
        await AuditAsync(store, "a2", Day2);

        var forgotten = await new Forgetting(store, Keys(store), new StoppedClock(Day3)).ForgetAsync(Vendor, "zelda.finch", "d.osei", null);

        var work = (await store.Findings.FindAsync(Vendor, Audits.FingerprintOf(Vendor, "zelda.finch")))!.Finding.Work!;
        Assert.Equal(($"{forgotten.Pseudonym} has left", $"mail of {forgotten.Pseudonym}", FindingStatus.Fixed), (work.Reply, work.ReplyEvidence, work.Status));
    }

    private ReplyImporting Importing(Store store, Instant? at = null) => new(store, Journal(store, at));

    private string Id(string principal) => VendorFinding.ShortId(Audits.FingerprintOf(Vendor, principal));

    private static VendorReplies Read(string csv) => VendorReplies.Read("list.csv", new MemoryStream(Encoding.UTF8.GetBytes(csv)));

    private static Duration Hours(int hours) => Duration.FromHours(hours);
}
