using Compliance.Azure.Tests.Azurite;
using Compliance.Slices;
using Compliance.Storage;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Azure.Tests.Storage.Slices;

/// <summary>Rows of slices, and what a run that is shared out keeps, on every table service.</summary>
public abstract class SlicesTableContract : StoreContract
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 1, 6, 0);
    private static readonly Duration Minute = Duration.FromMinutes(1);
    private readonly VendorId _vendor = TestStore.NewVendor();

    [SkippableFact]
    public async Task Slices_are_put_down_once_however_many()
    {
        var store = Open();
        var run = await BegunAsync(store, "a1");
        Assert.Equal(Enumerable.Range(1, 205), (await store.Slices.AddAsync(run, 205)).Select(slice => slice.Number));
        var first = (await store.Slices.FindAsync(_vendor, "a1", 7))!;
        await store.Slices.FailAsync(first, "gave-up", "why");
        var again = await store.Slices.AddAsync(run, 205);
        Assert.Equal((205, SliceState.Failed, "gave-up", "why"), (again.Count, again[6].State, again[6].ErrorCode, again[6].ErrorMessage));
        Assert.Empty(await store.Slices.ListAsync(_vendor, "a"));
        Assert.Null(await store.Slices.FindAsync(_vendor, "a1", 206));
        await store.Slices.DeleteAsync(_vendor, "a1");
        Assert.Empty(await store.Slices.ListAsync(_vendor, "a1"));
        Assert.Equal(RunState.Running, (await store.Audits.FindAsync(_vendor, "a1"))!.State);
    }

    [SkippableFact]
    public async Task Of_two_that_settle_a_slice_one_does()
    {
        var store = Open();
        var slice = (await store.Slices.AddAsync(await BegunAsync(store, "a1"), 1))[0];
        var claimed = (await store.Slices.ClaimAsync(slice))!;
        Assert.Null(await store.Slices.ClaimAsync(slice));
        var read = (await store.Slices.ReadAsync(claimed, "00001-x", 5_000_000_000))!;
        Assert.Null(await store.Slices.ReadAsync(claimed, "00001-y", 7));
        Assert.Null(await store.Slices.FailAsync(claimed, "gave-up", "why"));
        Assert.Equal(read, await store.Slices.FindAsync(_vendor, "a1", 1));
        Assert.Equal((SliceState.Read, 1, "00001-x", 5_000_000_000), (read.State, read.Claims, read.File, read.Bytes));
        var reopened = (await store.Slices.ReopenAsync(read))!;
        Assert.Equal((SliceState.Waiting, 1, null, 0), (reopened.State, reopened.Claims, reopened.File, reopened.Bytes));
    }

    [SkippableFact]
    public async Task A_slice_is_held_by_one_until_that_expires_and_says_until_when()
    {
        var store = Open();
        var slices = await store.Slices.AddAsync(await BegunAsync(store, "a1"), 2);
        Assert.Null(slices[0].HeldUntil);
        var lease = (await store.Slices.LeaseAsync(slices[0], "one", Now, Minute))!;
        Assert.Null(await store.Slices.LeaseAsync(slices[0], "two", Now, Minute));
        Assert.NotNull(await store.Slices.LeaseAsync(slices[1], "two", Now, Minute));
        Assert.Equal(Now + Minute, (await store.Slices.FindAsync(_vendor, "a1", 1))!.HeldUntil);
        Assert.True(await lease.RenewAsync(Now + Minute, Minute));
        Assert.Equal([Now + Minute * 2, Now + Minute], (await store.Slices.ListAsync(_vendor, "a1")).Select(slice => slice.HeldUntil!.Value));
        await lease.ReleaseAsync();
        Assert.Null((await store.Slices.FindAsync(_vendor, "a1", 1))!.HeldUntil);
        // Who reads on when all is over notices it.
        await store.Slices.DeleteAsync(_vendor, "a1");
        Assert.False(await lease.RenewAsync(Now, Minute));
    }

    [SkippableFact]
    public async Task How_a_run_is_shared_out_is_decided_once()
    {
        var store = Open();
        var run = await BegunAsync(store, "a1");
        Assert.Null(await store.SlicedRuns.FindAsync(run));
        var (first, slices) = await store.SlicedRuns.FreezeAsync(run, () => new FrozenSlices(1 << 20, "digest", SliceKey.Draw()));
        var (_, again) = await store.SlicedRuns.FreezeAsync(run, () => new FrozenSlices(2 << 20, "other", SliceKey.Draw()));
        Assert.Equal((1 << 20, "digest", slices.Key.Reveal()), (again.SliceBytes, again.PlanDigest, again.Key.Reveal()));
        Assert.Equal(slices.Key.Reveal(), (await store.SlicedRuns.FindAsync(first))!.Key.Reveal());
        Assert.True(first.IsSliced);
        Assert.DoesNotContain(slices.Key.Reveal(), $"{first} {slices}", StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_vendor_is_kept_for_the_audit_that_is_shared_out_until_that_has_ended()
    {
        var store = Open();
        var run = await BegunAsync(store, "a1");
        await store.SlicedRuns.ShareOutAsync(run, 2, Now);
        Assert.Equal("a1", await store.Audits.KeptForAsync(_vendor));
        Assert.Null(await store.Audits.LeaseAsync(_vendor, "a2.x", Now, Minute));
        var lease = await store.Audits.LeaseAsync(_vendor, "a1.x", Now, Minute);
        Assert.NotNull(lease);
        await lease.ReleaseAsync();
        await store.Audits.FailAsync(run, Now, "gave-up", "why", default);
        // Killed before it dropped what was kept: that keeps nobody waiting.
        Assert.Null(await store.Audits.KeptForAsync(_vendor));
        var next = await store.Audits.LeaseAsync(_vendor, "a2.x", Now, Minute);
        Assert.NotNull(next);
        await next.ReleaseAsync();
    }

    [SkippableFact]
    public async Task A_vendor_that_is_kept_for_an_audit_is_not_taken_from_it_before_that_has_ended()
    {
        var store = Open();
        var first = await BegunAsync(store, "a1");
        var late = await BegunAsync(store, "a2");
        Assert.Equal(2, (await store.SlicedRuns.ShareOutAsync(first, 2, Now))!.Count);
        Assert.Null(await store.SlicedRuns.ShareOutAsync(late, 3, Now));
        Assert.Empty(await store.Slices.ListAsync(_vendor, "a2"));
        Assert.Equal("a1", await store.Audits.KeptForAsync(_vendor));
        await store.Audits.FailAsync(first, Now, "gave-up", "why", default);
        Assert.Equal(3, (await store.SlicedRuns.ShareOutAsync(late, 3, Now))!.Count);
        Assert.Equal("a2", await store.Audits.KeptForAsync(_vendor));
    }

    [SkippableFact]
    public async Task An_audit_that_has_ended_meanwhile_is_not_shared_out()
    {
        var store = Open();
        var run = await BegunAsync(store, "a1");
        await store.Audits.FailAsync(run, Now, "gave-up", "why", default);
        Assert.Null(await store.SlicedRuns.ShareOutAsync(run, 2, Now));
        Assert.Empty(await store.Slices.ListAsync(_vendor, "a1"));
        Assert.Equal(2, (await store.SlicedRuns.ShareOutAsync(await BegunAsync(store, "a2"), 2, Now))!.Count);
    }

    [SkippableFact]
    public async Task From_the_moment_a_vendor_is_kept_for_it_an_audit_is_sent_again()
    {
        var store = Open();
        await store.SlicedRuns.ShareOutAsync(await BegunAsync(store, "a1"), 2, Now);
        var resent = new List<AuditMessage>();
        await foreach (var message in store.Audits.ResendAsync(Now + Minute)) resent.Add(message);
        Assert.Contains(resent, message => message.Vendor == _vendor && message.Audit == "a1");
    }

    [SkippableFact]
    public async Task Whether_any_is_left_and_how_many_of_each_is_told_without_the_slices()
    {
        var store = Open();
        var slices = await store.Slices.AddAsync(await BegunAsync(store, "a1"), 3);
        Assert.Equal(new SliceCounts(3, 0, 0), await store.Slices.CountAsync(_vendor, "a1"));
        await store.Slices.LeaseAsync(slices[0], "one", Now, Minute);
        await store.Slices.ReadAsync(slices[0], "00001-x", 5);
        var abandoned = (await store.Slices.AbandonAsync(slices[2]))!;
        Assert.Equal(1, (await store.Slices.FindAsync(_vendor, "a1", 3))!.Abandoned);
        await store.Slices.FailAsync(abandoned, "gave-up", "why");
        Assert.True(await store.Slices.IsAnyLeftAsync(_vendor, "a1"));
        await store.Slices.ReadAsync(slices[1], "00002-x", 5);
        Assert.False(await store.Slices.IsAnyLeftAsync(_vendor, "a1"));
        Assert.Equal(new SliceCounts(3, 2, 1), await store.Slices.CountAsync(_vendor, "a1"));
        Assert.Equal(new SliceCounts(0, 0, 0), await store.Slices.CountAsync(_vendor, "a"));
    }

    private async Task<AuditRun> BegunAsync(Store store, string id)
    {
        await store.Audits.PlaceAsync(new AuditOrder { Vendor = _vendor, Id = id, StartedBy = "ann", Created = Now });
        return (await store.Audits.ClaimAsync(_vendor, id, Now))!;
    }
}

public sealed class EmbeddedSlicesTableTests : SlicesTableContract
{
    private readonly TestStore _store = new();

    protected override string Connection => _store.Connection;

    public override void Dispose()
    {
        base.Dispose();
        _store.Dispose();
    }
}

[Collection(AzuriteFixture.Collection)]
public sealed class AzuriteSlicesTableTests(AzuriteFixture azurite) : SlicesTableContract
{
    protected override string? Unavailable => azurite.Unavailable;

    protected override string Connection => azurite.ConnectionString;
}
