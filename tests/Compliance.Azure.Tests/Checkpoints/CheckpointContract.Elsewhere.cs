using System.Security.Cryptography;
using Azure.Data.Tables;
using Compliance.Publishing;
using Compliance.Signing;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Trail.Checkpoints;
using Compliance.Trail.Verification;

namespace Compliance.Azure.Tests.Checkpoints;

/// <summary>What signing learns from outside of the table: from the archive, from the keys that it holds, and from what happened while it signed.</summary>
public abstract partial class CheckpointContract
{
    private DirectoryCheckpointArchive Archive => new(Path.Combine(Folder, "archive"));

    private async Task ArchiveAsync(SignedCheckpoint signed) =>
        await Archive.PutAsync(Vendor, signed.Checkpoint.Size, ArchiveName.Checkpoint, signed.Bytes);

    [SkippableFact]
    public async Task A_log_that_goes_on_from_what_the_archive_has_is_signed()
    {
        var store = await GrownAsync(3);
        await ArchiveAsync((await SignAsync(store, archive: Archive))!);
        await Logs.GrowAsync(store, Vendor, 2);
        await SignAsync(store, archive: Archive);
        await Logs.GrowAsync(store, Vendor, 1);
        Assert.Equal(7, (await SignAsync(store, archive: Archive))!.Checkpoint.Size);
    }

    [SkippableFact]
    public async Task A_table_that_was_restored_as_a_whole_is_not_signed_again_where_the_archive_has_seen_more()
    {
        var store = await GrownAsync(3);
        var rows = store.Table("trail");
        await SignAsync(store);
        var backup = await AllRowsAsync(rows);
        await Logs.GrowAsync(store, Vendor, 4);
        await ArchiveAsync((await SignAsync(store))!);
        await RestoreAsync(rows, backup);
        // Others come where the lost ones were.
        await Logs.GrowAsync(Open(), Vendor, 4);

        var refused = await Assert.ThrowsAsync<TrailInconsistentException>(() => SignAsync(archive: Archive));

        Assert.Contains("the archive has a checkpoint of 8 entries, and the table knows of 4 that were signed", refused.Message, StringComparison.Ordinal);
        Assert.Single(await AllHoldAsync());
    }

    [SkippableFact]
    public async Task A_table_that_lost_all_that_was_signed_is_not_begun_again_and_no_key_is_announced()
    {
        var store = await GrownAsync(3);
        var rows = store.Table("trail");
        await ArchiveAsync((await SignAsync(store))!);
        await RestoreAsync(rows, []);
        await Logs.GrowAsync(Open(), Vendor, 2);
        await Assert.ThrowsAsync<TrailInconsistentException>(() => SignAsync(archive: Archive));
        Assert.Equal(2, (await EntriesAsync()).Count);
        Assert.Empty(await SignedRowsAsync());
    }

    [SkippableFact]
    public async Task Another_checkpoint_of_the_same_size_in_the_archive_stops_signing()
    {
        var store = await GrownAsync(3);
        var signed = (await SignAsync(store))!.Checkpoint;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await ArchiveAsync(await SignedCheckpoint.SignAsync(signed with { Root = EntryHash.OfLeaf([1]) }, [new FileSigner(signed.Origin, key)], default));
        await Logs.GrowAsync(store, Vendor, 1);
        var refused = await Assert.ThrowsAsync<TrailInconsistentException>(() => SignAsync(store, archive: Archive));
        Assert.Contains("the archive has another checkpoint of 4 entries than the table", refused.Message, StringComparison.Ordinal);
        Assert.Single(await AllHoldAsync());
    }

    [SkippableFact]
    public async Task What_somebody_else_signed_with_a_key_of_his_own_is_not_gone_on_from()
    {
        var store = await GrownAsync(3);
        await SignAsync(store, Logs.Keys(Folder, file: "other.pem"));
        await Logs.GrowAsync(store, Vendor, 2);
        await RefusedAsync("is signed by no key that signs now");
        Assert.Equal(6, (await EntriesAsync()).Count);
    }

    [SkippableFact]
    public async Task A_key_that_replaces_another_without_overlap_is_refused_with_what_to_do()
    {
        var store = await GrownAsync(1);
        await SignAsync(store);
        var former = await File.ReadAllTextAsync(KeyPath);
        using var next = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await WriteKeysAsync(next.ExportPkcs8PrivateKeyPem() + "\n");
        await RefusedAsync("configure the former key beside the new one");
        Assert.Equal(2, (await EntriesAsync()).Count);
        await WriteKeysAsync(next.ExportPkcs8PrivateKeyPem() + "\n" + former);
        Assert.Equal(2, (await SignAsync())!.Note.Signatures.Count);
    }

    [SkippableFact]
    public async Task A_halt_that_comes_while_it_is_signed_keeps_the_checkpoint_back()
    {
        var store = await GrownAsync(1);
        await SignAsync(store);
        await Logs.GrowAsync(store, Vendor, 1);
        var (watched, transport) = OpenWatched();
        var halted = false;
        // The entries are read last of all before the signature.
        transport.Lost = (request, _) =>
        {
            if (halted || !request.IsRange || !request.Query.Contains(Uri.EscapeDataString(TrailRows.EntryKey(2)), StringComparison.Ordinal)) return Loss.None;
            halted = true;
            store.Halts.HaltAsync(Vendor, new TrailHalt(Logs.Now, new TrailProblem(TrailProblemKind.Modified, 1, null, "another entry"))).GetAwaiter().GetResult();
            return Loss.None;
        };

        await Assert.ThrowsAsync<TrailHaltedException>(() => SignAsync(watched));

        Assert.True(halted);
        Assert.Single(await AllHoldAsync());
    }

    [SkippableFact]
    public async Task A_head_that_goes_back_while_it_is_signed_keeps_the_checkpoint_back()
    {
        var store = await GrownAsync(1);
        await SignAsync(store);
        var rows = store.Table("trail");
        var old = await RowAsync(rows, "h");
        await Logs.GrowAsync(store, Vendor, 1);
        var (watched, transport) = OpenWatched();
        var back = false;
        transport.Lost = (request, _) =>
        {
            if (back || !request.IsRange || !request.Query.Contains(Uri.EscapeDataString(TrailRows.EntryKey(2)), StringComparison.Ordinal)) return Loss.None;
            back = true;
            rows.PutAsync(old, default).GetAwaiter().GetResult();
            return Loss.None;
        };

        await Assert.ThrowsAsync<TrailInconsistentException>(() => SignAsync(watched));

        Assert.True(back);
        Assert.Single(await SignedSizesAsync());
    }

    private Task<List<long>> SignedSizesAsync() => Open().Checkpoints.AllAsync(Vendor).Select(stored => stored.Size).ToListAsync().AsTask();

    private async Task<List<TableEntity>> AllRowsAsync(StoreTable rows)
    {
        var all = new List<TableEntity>();
        await foreach (var row in rows.RowsAsync($"PartitionKey eq {Vendor.Value}")) all.Add(row);
        return all;
    }

    private async Task RestoreAsync(StoreTable rows, List<TableEntity> backup)
    {
        foreach (var row in await AllRowsAsync(rows)) await rows.DeleteAsync(Vendor.Value, row.RowKey, default);
        foreach (var row in backup) await rows.PutAsync(row, default);
    }
}
