using Compliance.Azure.Tests.Storage;
using Compliance.Handling;
using Compliance.Secrets;
using Compliance.Storage;
using Compliance.Trail;
using NodaTime;

namespace Compliance.Azure.Tests.Handling;

public abstract partial class ForgettingContract
{
    [SkippableFact]
    public async Task A_key_is_destroyed_for_good_and_the_trail_is_read_as_before()
    {
        var store = Open();
        await AuditAsync(store, "a1", Day1, "zelda.finch");
        var root = (await store.Trail.HeadAsync(Vendor.Value)).Root;
        var keys = Keys(store);
        Assert.StartsWith("p:", await keys.ActorAsync(Vendor, "ann"), StringComparison.Ordinal);

        var done = await new KeyDestroying(store, keys, new StoppedClock(Day3)).DestroyAsync(Vendor, "d.osei", "the contract has ended");

        // ann, d.osei of the policy, zelda.finch and the resource; not d.osei as the decider, whom nobody is to find any more.
        Assert.Equal((Day3, 4, DeletedKeyState.Gone), (done.At, done.Names, done.Key.State));
        Assert.Equal(new VendorLeft(Findings: 1, Runs: 1, Incidents: 0), done.Left);
        await foreach (var name in store.Names.AllAsync(Vendor)) Assert.Fail(name.ToString());
        var entries = await EntriesAsync(store);
        Assert.Equal("key destroyed", entries[^1].Type);
        Assert.Equal(root, MerkleFrontier.Empty.Append(entries.SkipLast(1).Select(entry => entry.Hash)).Root);
        foreach (var held in new[] { keys, Keys(store) })
        {
            var refused = await Assert.ThrowsAsync<InputException>(() => held.OfAsync(Vendor));
            Assert.Contains("destroyed on 2026-03-05 by decision", refused.Message, StringComparison.Ordinal);
            Assert.Equal(VendorKeys.Unnamed, await held.ActorAsync(Vendor, "ann"));
        }
        await Assert.ThrowsAsync<InputException>(() => AuditAsync(store, "a2", Day2));
        // Again, by another and for another reason: the first decision counts, and there is one entry.
        Assert.Equal((Day3, 0), await AgainAsync(store));
        Assert.Equal(entries.Count, (await EntriesAsync(store)).Count);
    }

    [SkippableFact]
    public async Task Whoever_adds_a_name_after_the_key_was_destroyed_leaves_none()
    {
        var store = Open();
        await AuditAsync(store, "a1", Day1, "zelda.finch");
        // What an act still has in hand that began before.
        var late = (await Keys(store).OfAsync(Vendor)).OfPerson("zelda.finch");
        await new KeyDestroying(store, Keys(store), new StoppedClock(Day3)).DestroyAsync(Vendor, "d.osei", "the contract has ended");

        await store.Names.AddAsync(Vendor, new Dictionary<string, string> { [late] = "zelda.finch" });

        Assert.Null(await store.Names.FindAsync(Vendor, late));
    }

    [SkippableFact]
    public async Task A_vendor_that_has_no_trail_gets_no_key_to_destroy()
    {
        var store = Open();
        var refused = await Assert.ThrowsAsync<InputException>(() => new KeyDestroying(store, Keys(store), new StoppedClock(Day3)).DestroyAsync(Vendor, "d.osei", "why not"));
        Assert.Contains("nothing to destroy", refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(SecretsFile));
    }

    private async Task<(Instant, int)> AgainAsync(Store store)
    {
        var again = await new KeyDestroying(store, Keys(store), new StoppedClock(Day3 + Duration.FromDays(1))).DestroyAsync(Vendor, "somebody", "else");
        return (again.At, again.Names);
    }
}
