using Compliance.Azure.Tests.Storage;
using Compliance.Handling;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Trail.Proofs;
using Compliance.Vendors;

namespace Compliance.Azure.Tests.Checkpoints;

public sealed class TrailProvingTests : IDisposable
{
    private readonly TestStore _test = new();
    private readonly VendorId _vendor = TestStore.NewVendor();

    public void Dispose() => _test.Dispose();

    // Signed at 2, 302, 900; 10 entries since.
    private async Task<(Store Store, TrailProving Proving)> SignedAsync()
    {
        var store = _test.Open();
        foreach (var count in new[] { 1, 300, 598 })
        {
            await Logs.GrowAsync(store, _vendor, count);
            await new CheckpointSigning(store, Logs.Keys(_test.Folder), TimeProvider.System).RunAsync(_vendor);
        }
        await Logs.GrowAsync(store, _vendor, 10);
        return (store, new TrailProving(store));
    }

    private static async Task<string> RefusedAsync(Func<Task> prove) => (await Assert.ThrowsAsync<InputException>(prove)).Message;

    [Fact]
    public async Task The_file_of_a_proof_needs_nothing_but_the_key_of_the_log()
    {
        var (store, proving) = await SignedAsync();
        var keys = await store.Checkpoints.KeysAsync(_vendor);
        foreach (var (index, size) in new[] { (0L, (long?)null), (1, 2), (301, 302), (255, 302), (256, 900), (899, null) })
        {
            var proof = TlogProof.Parse((await proving.InclusionAsync(_vendor, index, size)).ToBytes());
            Assert.Equal((index, size ?? 900), (proof.Index, proof.Checkpoint.Checkpoint.Size));
            Assert.True(proof.Checkpoint.Check(keys).IsVerified);
            Assert.True(proof.Includes(EntryHash.OfLeaf(proof.Extra)));
            await foreach (var stored in store.Trail.ReadAsync(_vendor.Value, index))
            {
                Assert.Equal(stored.Entry.Leaf.ToArray(), proof.Extra);
                break;
            }
        }
    }

    [Fact]
    public async Task That_a_log_only_grew_is_proved_between_any_two_checkpoints()
    {
        var (store, proving) = await SignedAsync();
        foreach (var (from, to) in new[] { (2L, (long?)302), (2, 900), (302, null), (900, 900) })
        {
            var file = ConsistencyFile.Parse((await proving.ConsistencyAsync(_vendor, from, to)).ToBytes());
            Assert.Equal((from, to ?? 900), (file.OldSize, file.Checkpoint.Checkpoint.Size));
            Assert.True(file.Extends((await store.Checkpoints.FindAsync(_vendor, from))!.Signed.Checkpoint.Root));
        }
        Assert.True((await proving.ConsistencyAsync(_vendor, 0)).Extends(EntryHash.EmptyRoot));
    }

    [Fact]
    public async Task What_cannot_be_proved_is_refused_with_what_can()
    {
        var (_, proving) = await SignedAsync();
        Assert.Contains("is not covered by the checkpoint of 900 entries", await RefusedAsync(() => proving.InclusionAsync(_vendor, 905)), StringComparison.Ordinal);
        Assert.Contains("is not covered by the checkpoint of 302 entries", await RefusedAsync(() => proving.InclusionAsync(_vendor, 302, 302)), StringComparison.Ordinal);
        Assert.Contains("has 910 entries, indexes 0 to 909", await RefusedAsync(() => proving.InclusionAsync(_vendor, 910)), StringComparison.Ordinal);
        Assert.Contains("they begin at 0", await RefusedAsync(() => proving.InclusionAsync(_vendor, -1)), StringComparison.Ordinal);
        Assert.Contains("the nearest signed sizes are 2, 302, 900", await RefusedAsync(() => proving.InclusionAsync(_vendor, 0, 301)), StringComparison.Ordinal);
        Assert.Contains("the nearest signed sizes are 2, 302, 900", await RefusedAsync(() => proving.ConsistencyAsync(_vendor, 303)), StringComparison.Ordinal);
        Assert.Contains("the nearest signed sizes are 2, 302, 900", await RefusedAsync(() => proving.InclusionAsync(_vendor, 0, -5)), StringComparison.Ordinal);
        Assert.Contains("the other way round", await RefusedAsync(() => proving.ConsistencyAsync(_vendor, 900, 302)), StringComparison.Ordinal);
        Assert.Contains("the other way round", await RefusedAsync(() => proving.ConsistencyAsync(_vendor, -1, 302)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_proved_of_a_log_that_was_never_signed()
    {
        var store = _test.Open();
        await Logs.GrowAsync(store, _vendor, 1);
        Assert.Contains("is signed yet", await RefusedAsync(() => new TrailProving(store).InclusionAsync(_vendor, 0)), StringComparison.Ordinal);
        Assert.Contains("is signed yet", await RefusedAsync(() => new TrailProving(store).ConsistencyAsync(_vendor, 0)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tile_that_lies_does_not_stop_a_proof()
    {
        var (store, proving) = await SignedAsync();
        var rows = store.Table("trail");
        var tile = (await rows.FindAsync(_vendor.Value, "t00-0000000000000000", default))!;
        tile["D"] = new byte[8192];
        await rows.PutAsync(tile, default);
        Assert.True((await proving.InclusionAsync(_vendor, 300)).Includes(EntryHash.OfLeaf((await proving.InclusionAsync(_vendor, 300)).Extra)));
        Assert.Equal(302, (await proving.ConsistencyAsync(_vendor, 302)).OldSize);
    }

    [Fact]
    public async Task A_log_that_is_not_what_was_signed_is_not_proved()
    {
        var (store, proving) = await SignedAsync();
        var rows = store.Table("trail");
        var other = (await rows.FindAsync(_vendor.Value, TrailRows.EntryKey(7), default))!;
        other.RowKey = TrailRows.EntryKey(8);
        await rows.PutAsync(other, default);
        await Assert.ThrowsAsync<TrailInconsistentException>(() => proving.InclusionAsync(_vendor, 8));
        var checkpoint = (await rows.FindAsync(_vendor.Value, CheckpointRows.CheckpointKey(302), default))!;
        var note = checkpoint.GetBinary("Note")!;
        note[^10] = note[^10] == (byte)'A' ? (byte)'B' : (byte)'A';
        checkpoint["Note"] = note;
        await rows.PutAsync(checkpoint, default);
        await Assert.ThrowsAsync<TrailInconsistentException>(() => proving.InclusionAsync(_vendor, 1, 302));
    }
}
