using Compliance.Azure.Tests.Storage;
using Compliance.Handling;
using Compliance.Secrets;
using Compliance.Storage;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Azure.Tests.Handling;

/// <summary>Forgetting, remembering and destroying a key, killed anywhere and repeated.</summary>
public sealed class ForgettingKilledTests : IDisposable
{
    private static readonly VendorId Vendor = KilledAct.Vendor;
    private static readonly Instant Day2 = Audits.Start + Duration.FromDays(2);
    private static readonly Instant Day3 = Audits.Start + Duration.FromDays(4);

    private readonly KilledAct _act = new(Day3 + Duration.FromHours(1));

    public void Dispose() => _act.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Forgetting_killed_anywhere_and_repeated_has_the_same_end(bool carriedOut) =>
        KillAsync((store, keys, clock) => new Forgetting(store, keys, clock).ForgetAsync(Vendor, "agent05", "d.osei", "asked for"), carriedOut, 12);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Remembering_killed_anywhere_and_repeated_has_the_same_end(bool carriedOut) =>
        KillAsync((store, keys, clock) => new Forgetting(store, keys, clock).RememberAsync(Vendor, "agent07", "d.osei"), carriedOut, 6);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Destroying_the_key_killed_anywhere_and_repeated_has_the_same_end(bool carriedOut) =>
        KillAsync((store, keys, clock) => new KeyDestroying(store, keys, clock).DestroyAsync(Vendor, "d.osei", "ended"), carriedOut, 12);

    private async Task KillAsync(Func<Store, VendorKeys, TimeProvider, Task> act, bool carriedOut, int atLeast)
    {
        await _act.PrepareAsync(PrepareAsync);
        await _act.AssertSameEndAsync(act, carriedOut, atLeast);
    }

    // Agent 5 is in a finding that is resolved; agent 7 was forgotten.
    private static async Task PrepareAsync(Store store, VendorKeys keys)
    {
        foreach (var (id, at, principals) in new[] { ("a1", Audits.Start, new[] { "agent05", "agent06" }), ("a2", Day2, ["agent06"]) })
        {
            await store.Audits.PlaceAsync(new AuditOrder { Vendor = Vendor, Id = id, StartedBy = "ann", Created = at });
            var run = (await store.Audits.ClaimAsync(Vendor, id, at))!;
            await new AuditJournal(store, keys, new StoppedClock(Day3)).RecordAsync(run, Audits.Finding(Vendor, id, at, principals));
        }
        await store.Names.AddAsync(Vendor, new Dictionary<string, string> { [(await keys.OfAsync(Vendor)).OfPerson("agent07")] = "agent07" });
        await new Forgetting(store, keys, new StoppedClock(Day3)).ForgetAsync(Vendor, "agent07", "d.osei", null);
    }
}
