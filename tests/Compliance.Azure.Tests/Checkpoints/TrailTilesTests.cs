using Compliance.Azure.Tests.Storage;
using Compliance.Handling;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Trail.Checkpoints;
using Compliance.Trail.Merkle;
using Compliance.Vendors;

namespace Compliance.Azure.Tests.Checkpoints;

public sealed class TrailTilesTests : IDisposable
{
    private readonly TestStore _test = new();
    private readonly VendorId _vendor = TestStore.NewVendor();

    public void Dispose() => _test.Dispose();

    private Task<SignedCheckpoint?> SignAsync(Store store) => new CheckpointSigning(store, Logs.Keys(_test.Folder), TimeProvider.System).RunAsync(_vendor);

    private async Task<Store> SignedAsync(params int[] growths)
    {
        var store = _test.Open();
        foreach (var count in growths)
        {
            await Logs.GrowAsync(store, _vendor, count);
            await SignAsync(store);
        }
        return store;
    }

    private async Task<List<string>> KeptAsync(Store store)
    {
        var keys = new List<string>();
        await foreach (var row in store.Table("trail").RowsAsync($"PartitionKey eq {_vendor.Value} and RowKey ge {"t"} and RowKey lt {"u"}", ["RowKey"])) keys.Add(row.RowKey);
        return keys;
    }

    // Every tile of a log of this size, computed here from the leaf hashes.
    private async Task<Dictionary<Tile, byte[]>> TilesAsync(Store store, long size)
    {
        var hashes = new List<EntryHash>();
        await foreach (var leaf in store.Trail.LeavesAsync(_vendor.Value, 0, size)) hashes.Add(leaf.Hash);
        var tiles = new Dictionary<Tile, byte[]>();
        for (var level = 0; hashes.Count > 0; level++)
        {
            foreach (var tile in Tile.OfLevel(level, size)) tiles[tile] = [.. hashes.Skip((int)tile.Number * 256).Take(tile.Width).SelectMany(hash => hash.ToArray())];
            hashes = [.. hashes.Chunk(256).Where(full => full.Length == 256).Select(full => MerkleFrontier.Empty.Append(full).Root)];
        }
        return tiles;
    }

    private async Task SameAsync(Store store, long size)
    {
        var tiles = store.Tiles(_vendor);
        foreach (var (tile, hashes) in await TilesAsync(store, size)) Assert.True((await tiles.ReadAsync(tile, default)).Span.SequenceEqual(hashes), $"{tile.Path} of {size}");
    }

    [Fact]
    public async Task Full_tiles_are_kept_when_a_checkpoint_is_signed_and_tiles_of_every_size_are_those_of_the_log()
    {
        // One entry more each time the key is new: 256, 257, 511, 512, 513, 900, 1024.
        var store = await SignedAsync(255, 1, 254, 1, 1, 387, 124);
        Assert.Equal(["t00-0000000000000000", "t00-0000000000000001", "t00-0000000000000002", "t00-0000000000000003"], await KeptAsync(store));
        foreach (var size in new[] { 1L, 255, 256, 257, 300, 512, 700, 1023, 1024 }) await SameAsync(store, size);
        await Logs.GrowAsync(store, _vendor, 300);
        await SameAsync(store, 1324);
    }

    [Fact]
    public async Task Tiles_that_are_gone_are_computed()
    {
        var store = await SignedAsync(600, 700);
        foreach (var key in (await KeptAsync(store)).Where((_, i) => i % 2 == 0)) await store.Table("trail").DeleteAsync(_vendor.Value, key, default);
        await SameAsync(store, 1301);
        foreach (var key in await KeptAsync(store)) await store.Table("trail").DeleteAsync(_vendor.Value, key, default);
        await SameAsync(store, 1301);
    }

    [Fact]
    public async Task Tiles_of_a_log_that_was_never_signed_are_computed()
    {
        var store = _test.Open();
        await Logs.GrowAsync(store, _vendor, 700);
        await SameAsync(store, 700);
    }

    [Fact]
    public async Task A_row_that_is_no_tile_is_as_if_it_were_not_there()
    {
        var store = await SignedAsync(600);
        foreach (var key in await KeptAsync(store)) await store.Table("trail").PutAsync(new(_vendor.Value, key) { ["D"] = new byte[32] }, default);
        await SameAsync(store, 601);
        foreach (var key in await KeptAsync(store)) await store.Table("trail").PutAsync(new(_vendor.Value, key) { ["D"] = "text" }, default);
        await SameAsync(store, 601);
    }

    [Fact]
    public async Task What_the_log_does_not_have_is_no_tile()
    {
        var store = await SignedAsync(300);
        var tiles = store.Tiles(_vendor);
        await Assert.ThrowsAsync<TrailInconsistentException>(async () => await tiles.ReadAsync(new(0, 1, 200), default));
        await Assert.ThrowsAsync<TrailInconsistentException>(async () => await tiles.ReadAsync(new(1, 0, 2), default));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await tiles.ReadAsync(default, default));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await tiles.ReadAsync(new(8, 0, 1), default));
    }

    [Fact]
    public async Task An_entry_below_that_was_touched_leaves_its_tile_out_and_no_other()
    {
        var store = await SignedAsync(100);
        var rows = store.Table("trail");
        var row = (await rows.FindAsync(_vendor.Value, TrailRows.EntryKey(50), default))!;
        row["L"] = new byte[32];
        await rows.PutAsync(row, default);
        await Logs.GrowAsync(store, _vendor, 500);
        await SignAsync(store);
        Assert.Equal(["t00-0000000000000001"], await KeptAsync(store));
    }

    [Fact]
    public async Task A_large_log_is_proved_with_few_requests()
    {
        // 70,001 entries: 273 full tiles and 113 hashes, one full tile above them and 17 hashes, one above that.
        var store = await SignedAsync(300, 65_000, 4_700);
        Assert.Equal(274, (await KeptAsync(store)).Count);
        Assert.Contains("t01-0000000000000000", await KeptAsync(store));
        WatchedTransport? transport = null;
        var watched = _test.Open(TestStore.Plain with { Transport = inner => transport = new WatchedTransport(inner) });
        var size = (await store.Checkpoints.LatestAsync(_vendor))!.Size;
        Assert.Equal(70_001, size);
        var root = (await store.Trail.HeadAsync(_vendor.Value)).Root;
        foreach (var index in new long[] { 0, 255, 256, 40_000, 65_535, 65_536, 69_887, 69_888, 70_000 })
        {
            transport!.Requests.Clear();
            var proof = await MerkleProofs.InclusionAsync(watched.Tiles(_vendor), index, size);
            Assert.InRange(transport.Requests.Count(request => request.IsPoint), 1, 10);
            Assert.InRange(transport.Requests.Count(request => request.IsRange), 0, 2);
            await foreach (var leaf in store.Trail.LeavesAsync(_vendor.Value, index, index + 1)) Assert.True(InclusionProof.Verifies(index, size, leaf.Hash, proof, root));
        }
        transport!.Requests.Clear();
        await MerkleProofs.ConsistencyAsync(watched.Tiles(_vendor), 65_301, size);
        Assert.InRange(transport.Requests.Count, 1, 10);
        await SameAsync(store, size);
        await SameAsync(store, 65_301);
    }

    [Fact]
    public async Task An_edge_that_was_lost_or_touched_is_made_anew()
    {
        var store = await SignedAsync(600);
        var rows = store.Table("trail");
        foreach (var edge in new byte[]?[] { null, new byte[64], new byte[7] })
        {
            var state = (await rows.FindAsync(_vendor.Value, "s", default))!;
            if (edge is null) state.Remove("Edge");
            else state["Edge"] = edge;
            await rows.PutAsync(state, default);
            await Logs.GrowAsync(store, _vendor, 300);
            await SignAsync(store);
            var (size, made) = ((await store.Checkpoints.StateAsync(_vendor, default))!.Size, (await store.Checkpoints.StateAsync(_vendor, default))!.Edge);
            Assert.Equal(size / 256 * 32, made.Length);
            Assert.Equal((await TilesAsync(store, size)).Single(tile => tile.Key.Level == 1).Value, made);
        }
    }

    [Fact]
    public async Task Tiles_that_cannot_be_kept_do_not_stop_a_signature()
    {
        await SignedAsync(200);
        WatchedTransport? transport = null;
        var store = _test.Open(TestStore.Plain with { Transport = inner => transport = new WatchedTransport(inner) });
        await Logs.GrowAsync(store, _vendor, 700);
        var before = transport!.Transactions;
        transport.Lost = (request, number) => request.IsTransaction && number == before + 1 ? Loss.Request : Loss.None;
        await SignAsync(store);
        Assert.Empty(await KeptAsync(store));
        Assert.Equal(901, (await store.Checkpoints.LatestAsync(_vendor))!.Size);
        await SameAsync(store, 901);
    }
}
