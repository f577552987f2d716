using System.Security.Cryptography;
using Azure.Data.Tables;
using Compliance.Signing;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Trail.Checkpoints;
using Compliance.Trail.Notes;

namespace Compliance.Azure.Tests.Checkpoints;

public abstract partial class CheckpointContract
{
    /// <summary>Signed at 4 and at 8, and two entries since.</summary>
    private async Task<(Store Store, StoreTable Rows)> SignedTwiceAsync()
    {
        var store = await GrownAsync(3);
        await SignAsync(store);
        await Logs.GrowAsync(store, Vendor, 4);
        await SignAsync(store);
        await Logs.GrowAsync(store, Vendor, 2);
        return (store, store.Table("trail"));
    }

    private async Task<TableEntity> RowAsync(StoreTable rows, string key) => (await rows.FindAsync(Vendor.Value, key, default))!;

    private async Task RefusedAsync(string problem)
    {
        var before = await SignedRowsAsync();
        var refused = await Assert.ThrowsAsync<TrailInconsistentException>(() => SignAsync());
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await SignedRowsAsync());
    }

    [SkippableFact]
    public async Task A_state_of_signing_that_was_rolled_back_is_noticed_by_the_checkpoints_beyond_it()
    {
        var store = await GrownAsync(3);
        await SignAsync(store);
        var rows = store.Table("trail");
        var old = await RowAsync(rows, "s");
        await Logs.GrowAsync(store, Vendor, 4);
        await SignAsync(store);
        await rows.PutAsync(old, default);
        await RefusedAsync("8 entries were signed, but the state of signing knows of 4");
        await rows.DeleteAsync(Vendor.Value, "s", default);
        await RefusedAsync("4 entries were signed, but the state of signing knows of 0");
    }

    [SkippableFact]
    public async Task A_checkpoint_that_has_disappeared_is_noticed()
    {
        var (store, rows) = await SignedTwiceAsync();
        await rows.DeleteAsync(Vendor.Value, CheckpointRows.CheckpointKey(8), default);
        await RefusedAsync("the checkpoint of its first 8 entries, which were signed, has disappeared");
        await Assert.ThrowsAsync<TrailInconsistentException>(() => store.Checkpoints.LatestAsync(Vendor));
    }

    [SkippableFact]
    public async Task Rows_of_a_key_outlive_a_rollback_of_what_it_signed()
    {
        var (_, rows) = await SignedTwiceAsync();
        foreach (var key in new[] { "s", CheckpointRows.CheckpointKey(4), CheckpointRows.CheckpointKey(8) }) await rows.DeleteAsync(Vendor.Value, key, default);
        await RefusedAsync("signed 4 entries, but the state of signing knows of 0");
    }

    [SkippableFact]
    public async Task A_rollback_below_what_was_published_is_noticed()
    {
        var store = await GrownAsync(3);
        await SignAsync(store);
        var rows = store.Table("trail");
        var old = await RowAsync(rows, "s");
        await Logs.GrowAsync(store, Vendor, 4);
        await SignAsync(store);
        old["Published"] = 8L;
        await rows.PutAsync(old, default);
        await rows.DeleteAsync(Vendor.Value, CheckpointRows.CheckpointKey(8), default);
        await RefusedAsync("8 entries were published, but the state of signing knows of 4");
    }

    [SkippableTheory]
    [InlineData("Frontier")]
    [InlineData("Root")]
    [InlineData("Size")]
    public async Task A_state_of_signing_that_does_not_add_up_is_refused(string column)
    {
        var (_, rows) = await SignedTwiceAsync();
        var state = await RowAsync(rows, "s");
        if (state[column] is byte[] bytes) bytes[0] ^= 1;
        else state[column] = 9L;
        await rows.PutAsync(state, default);
        await RefusedAsync("the state of signing in row `s` cannot be read");
    }

    [SkippableFact]
    public async Task A_frontier_of_another_log_is_not_gone_on_from()
    {
        var (_, rows) = await SignedTwiceAsync();
        var state = await RowAsync(rows, "s");
        var other = MerkleFrontier.Empty.Append(Enumerable.Range(0, 8).Select(i => EntryHash.OfLeaf([(byte)i])));
        (state["Frontier"], state["Root"]) = (other.ToBytes(), other.Root.ToArray());
        await rows.PutAsync(state, default);
        await RefusedAsync("the state of signing is not that of the checkpoint of 8 entries");
    }

    [SkippableFact]
    public async Task A_checkpoint_that_no_key_of_the_log_signed_is_not_gone_on_from()
    {
        var (_, rows) = await SignedTwiceAsync();
        var row = await RowAsync(rows, CheckpointRows.CheckpointKey(8));
        var checkpoint = SignedCheckpoint.Parse(row.GetBinary("Note")).Checkpoint;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var forged = await SignedCheckpoint.SignAsync(checkpoint, [new FileSigner(checkpoint.Origin, key)], default);
        row["Note"] = forged.Bytes.ToArray();
        await rows.PutAsync(row, default);
        await RefusedAsync("the checkpoint of 8 entries is not signed by a key of this log");
    }

    [SkippableFact]
    public async Task A_checkpoint_of_which_a_byte_was_changed_is_not_gone_on_from()
    {
        var (_, rows) = await SignedTwiceAsync();
        var whole = (await RowAsync(rows, CheckpointRows.CheckpointKey(8))).GetBinary("Note")!;
        foreach (var at in Enumerable.Range(0, whole.Length).Where(at => at % 9 == 0))
        {
            var row = await RowAsync(rows, CheckpointRows.CheckpointKey(8));
            var changed = whole.ToArray();
            changed[at] ^= 1;
            row["Note"] = changed;
            await rows.PutAsync(row, default);
            await Assert.ThrowsAsync<TrailInconsistentException>(() => SignAsync());
        }
        Assert.Equal(10, (await EntriesAsync()).Count);
    }

    [SkippableFact]
    public async Task A_key_that_is_kept_as_another_is_noticed()
    {
        var (_, rows) = await SignedTwiceAsync();
        var key = Assert.Single(await Open().Checkpoints.KeysAsync(Vendor));
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var row = await RowAsync(rows, "k" + key.KeyIdHex);
        row["Vkey"] = NoteKey.OfEcdsa(key.Name, other.ExportSubjectPublicKeyInfo()).ToString();
        await rows.PutAsync(row, default);
        await RefusedAsync($"the key in row `k{key.KeyIdHex}` cannot be read");
    }

    [SkippableTheory]
    [InlineData("leaf", "not those of its hash")]
    [InlineData("leaf and hash", "do not fold to its root")]
    [InlineData("missing", "entry 8 is missing")]
    [InlineData("swapped", "do not fold to its root")]
    public async Task An_entry_since_the_last_checkpoint_that_is_not_what_was_appended_is_not_signed(string change, string problem)
    {
        var (_, rows) = await SignedTwiceAsync();
        await ChangeAsync(rows, 8, change);
        await RefusedAsync(problem);
    }

    [SkippableTheory]
    [InlineData("leaf")]
    [InlineData("leaf and hash")]
    [InlineData("missing")]
    [InlineData("swapped")]
    public async Task An_entry_below_the_last_checkpoint_is_for_the_full_verification_to_judge(string change)
    {
        var (_, rows) = await SignedTwiceAsync();
        var head = await Open().Trail.HeadAsync(Vendor.Value);
        await ChangeAsync(rows, 2, change);
        Assert.Equal(new Checkpoint($"compliance.localhost/{Vendor}", 10, head.Root), (await SignAsync())!.Checkpoint);
    }

    [SkippableFact]
    public async Task A_log_that_is_smaller_than_what_was_signed_is_not_signed()
    {
        var store = await GrownAsync(3);
        var rows = store.Table("trail");
        await SignAsync(store);
        var old = await RowAsync(rows, "h");
        await Logs.GrowAsync(store, Vendor, 1);
        await SignAsync(store);
        await rows.PutAsync(old, default);
        await rows.DeleteAsync(Vendor.Value, TrailRows.EntryKey(4), default);
        await RefusedAsync("5 entries were signed and now it has 4");
    }

    [SkippableFact]
    public async Task Another_log_of_the_same_size_is_not_signed()
    {
        var store = await GrownAsync(3);
        await SignAsync(store);
        var rows = store.Table("trail");
        var forged = MerkleFrontier.Empty.Append(Enumerable.Range(0, 4).Select(i => EntryHash.OfLeaf([(byte)i])));
        var head = await RowAsync(rows, "h");
        (head["Frontier"], head["Root"]) = (forged.ToBytes(), forged.Root.ToArray());
        await rows.PutAsync(head, default);
        await RefusedAsync("do not fold to its root");
    }

    private async Task ChangeAsync(StoreTable rows, long index, string change)
    {
        var row = await RowAsync(rows, TrailRows.EntryKey(index));
        var other = await RowAsync(rows, TrailRows.EntryKey(index - 1));
        if (change == "missing") await rows.DeleteAsync(Vendor.Value, row.RowKey, default);
        if (change is "leaf" or "leaf and hash" or "swapped") row["D"] = other["D"];
        if (change is "leaf and hash" or "swapped") row["L"] = other["L"];
        if (change != "missing") await rows.PutAsync(row, default);
    }
}
