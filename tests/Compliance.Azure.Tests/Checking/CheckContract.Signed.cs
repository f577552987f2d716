using Azure.Data.Tables;
using Compliance.Checking;
using Compliance.Handling;
using Compliance.Publishing;
using Compliance.Signing;
using Compliance.Storage;
using Compliance.Trail.Checkpoints;
using Compliance.Trail.Verification;
using Compliance.Vendors;

namespace Compliance.Azure.Tests.Checking;

public abstract partial class CheckContract
{
    private string KeyFile => Path.Combine(Folder, "checkpoint-key.pem");

    private DirectoryCheckpointArchive Archive => new(Path.Combine(Folder, "archive"));

    private static string C(long size) => $"c{size:D19}";

    private async Task<SignedCheckpoint> SignAsync(Store store) =>
        (await new CheckpointSigning(store, CheckpointKeys.Open(null, KeyFile), TimeProvider.System).RunAsync(Vendor))!;

    private async Task PublishAsync(Store store, SignedCheckpoint signed)
    {
        await Archive.PutAsync(Vendor, signed.Checkpoint.Size, ArchiveName.Checkpoint, signed.Bytes);
        await store.Checkpoints.AdvancePublishedAsync(Vendor, signed.Checkpoint.Size);
    }

    private Task<TrailCheckResult> CheckArchiveAsync() => new TrailCheck(Open(), Archive, TimeProvider.System).RunAsync(Vendor);

    // Nine entries signed, the key's own among them, then two more, signed again and published; then one more.
    private async Task<(Store Store, StoreTable Rows)> SignedAsync()
    {
        var store = Open();
        var rows = await ThreeActsAsync(store);
        await SignAsync(store);
        await store.Trail.AppendAsync(Vendor.Value, "d", Entries("d", 2));
        await PublishAsync(store, await SignAsync(store));
        await store.Trail.AppendAsync(Vendor.Value, "e", Entries("e", 1));
        return (store, rows);
    }

    [SkippableFact]
    public async Task A_log_that_was_signed_and_published_holds()
    {
        await SignedAsync();
        var result = await CheckArchiveAsync();
        Assert.Empty(result.Problems);
        Assert.Equal((12, 2), (result.Size, result.Checkpoints));
    }

    [SkippableFact]
    public async Task Every_column_of_what_was_signed_that_is_changed_or_taken_away_is_found()
    {
        var (_, rows) = await SignedAsync();
        await FlipAllAsync(rows, row => row.RowKey[0] is 'c' or 'k' or 's' or 'h');
    }

    [SkippableFact]
    public async Task Every_row_that_is_taken_away_is_found()
    {
        var (_, rows) = await SignedAsync();
        foreach (var row in await AllRowsAsync(rows))
        {
            await rows.DeleteAsync(Vendor.Value, row.RowKey, default);
            Assert.True((await CheckAsync()).ProblemsInAll > 0, row.RowKey);
            await rows.PutAsync(row, default);
        }
        Assert.Empty((await CheckAsync()).Problems);
    }

    [SkippableFact]
    public async Task A_log_cut_below_what_was_signed_is_a_rollback()
    {
        var store = Open();
        var rows = await ThreeActsAsync(store);
        await SignAsync(store);
        var old = await AllRowsAsync(rows);
        await store.Trail.AppendAsync(Vendor.Value, "d", Entries("d", 2));
        var signed = await SignAsync(store);
        // All that was written since is gone, but for the checkpoint.
        foreach (var row in await AllRowsAsync(rows))
            if (row.RowKey != C(signed.Checkpoint.Size) && old.All(kept => kept.RowKey != row.RowKey)) await rows.DeleteAsync(Vendor.Value, row.RowKey, default);
        foreach (var row in old) await rows.PutAsync(row, default);
        var result = await CheckAsync();
        Assert.All(result.Problems, problem => Assert.Equal(TrailProblemKind.Rollback, problem.Kind));
        Assert.NotEmpty(result.Problems);
    }

    [SkippableFact]
    public async Task A_log_cut_together_with_what_was_signed_is_a_rollback_for_the_archive()
    {
        var store = Open();
        var rows = await ThreeActsAsync(store);
        await PublishAsync(store, await SignAsync(store));
        var old = await AllRowsAsync(rows);
        await store.Trail.AppendAsync(Vendor.Value, "d", Entries("d", 2));
        await PublishAsync(store, await SignAsync(store));
        foreach (var row in await AllRowsAsync(rows)) await rows.DeleteAsync(Vendor.Value, row.RowKey, default);
        foreach (var row in old) await rows.PutAsync(row, default);
        Assert.Empty((await CheckAsync()).Problems);
        var problem = Assert.Single((await CheckArchiveAsync()).Problems);
        Assert.Equal((TrailProblemKind.Rollback, C(11)), (problem.Kind, problem.Place));
    }

    [SkippableFact]
    public async Task A_log_written_anew_is_betrayed_by_what_was_signed_of_it()
    {
        var (_, rows) = await SignedAsync();
        var signed = (await AllRowsAsync(rows)).Where(row => row.RowKey[0] is 'c' or 'k' or 's').ToList();
        foreach (var row in await AllRowsAsync(rows)) await rows.DeleteAsync(Vendor.Value, row.RowKey, default);
        var anew = Open().Trail;
        await anew.AppendAsync(Vendor.Value, "other", Entries("other", 12));
        foreach (var row in signed) await rows.PutAsync(row, default);
        var result = await CheckAsync();
        Assert.Contains(result.Problems, problem => (problem.Kind, problem.Place) == (TrailProblemKind.Rollback, C(9)));
        Assert.Contains(result.Problems, problem => problem.Kind == TrailProblemKind.UnknownKey);
    }

    [SkippableFact]
    public async Task A_checkpoint_signed_by_a_key_of_somebody_else_is_not_believed()
    {
        var (_, rows) = await SignedAsync();
        var origin = $"{CheckpointKeys.LocalOrigin}/{Vendor}";
        var stranger = await CheckpointKeys.Open(null, Path.Combine(Folder, "other.pem")).SignersAsync(origin);
        var real = CheckpointWalk.Read(await RowAsync(rows, C(11)))!;
        var forged = await SignedCheckpoint.SignAsync(real.Checkpoint, stranger, default);
        await rows.PutAsync(new TableEntity(Vendor.Value, C(11)) { ["Note"] = forged.Bytes.ToArray() }, default);
        Assert.Contains((await CheckAsync()).Problems, problem => (problem.Kind, problem.Place) == (TrailProblemKind.UnknownKey, C(11)));
        // With a row that makes it a key of the log there is still no entry that says so.
        await rows.PutAsync(new TableEntity(Vendor.Value, "k" + stranger[0].Key.KeyIdHex) { ["Vkey"] = stranger[0].Key.ToString(), ["First"] = 11L }, default);
        Assert.Contains((await CheckAsync()).Problems, problem => (problem.Kind, problem.Place) == (TrailProblemKind.UnknownKey, "k" + stranger[0].Key.KeyIdHex));
    }

    [SkippableFact]
    public async Task A_key_that_is_said_to_have_signed_what_another_signed_is_found()
    {
        var (_, rows) = await SignedAsync();
        var row = (await AllRowsAsync(rows)).Single(row => row.RowKey[0] == 'k');
        var stranger = (await CheckpointKeys.Open(null, Path.Combine(Folder, "other.pem")).SignersAsync($"{CheckpointKeys.LocalOrigin}/{Vendor}"))[0].Key;
        await rows.PutAsync(new TableEntity(Vendor.Value, "k" + stranger.KeyIdHex) { ["Vkey"] = stranger.ToString(), ["First"] = 9L }, default);
        Assert.Equal((TrailProblemKind.Modified, "k" + stranger.KeyIdHex), Of(Assert.Single((await CheckAsync()).Problems)));
        await rows.DeleteAsync(Vendor.Value, "k" + stranger.KeyIdHex, default);
        row["First"] = 11L;
        await rows.PutAsync(row, default);
        Assert.Equal((TrailProblemKind.Modified, row.RowKey), Of(Assert.Single((await CheckAsync()).Problems)));

        static (TrailProblemKind, string?) Of(TrailProblem problem) => (problem.Kind, problem.Place);
    }

    [SkippableFact]
    public async Task A_tile_that_does_not_follow_from_the_entries_is_found_and_one_that_is_missing_is_none()
    {
        var store = Open();
        for (var i = 0; i < 6; i++) await store.Trail.AppendAsync(Vendor.Value, $"act-{i}", Entries($"act-{i}", 98));
        await SignAsync(store);
        var rows = store.Table("trail");
        await FlipAllAsync(rows, row => row.RowKey[0] is 't' or 's');
        var tile = await RowAsync(rows, "t00-0000000000000001");
        tile.GetBinary("D")![33] ^= 1;
        await rows.PutAsync(tile, default);
        var problem = Assert.Single((await CheckAsync()).Problems);
        Assert.Equal((TrailProblemKind.Modified, 257, tile.RowKey), (problem.Kind, problem.Index, problem.Place));
        await rows.DeleteAsync(Vendor.Value, tile.RowKey, default);
        Assert.Empty((await CheckAsync()).Problems);
    }

    [SkippableFact]
    public async Task Timestamps_and_what_witnesses_took_are_of_checkpoints()
    {
        var (_, rows) = await SignedAsync();
        var (stamp, witness) = ("r" + E(9)[1..], "w" + Operation("a.nyman@example.com")[..32]);
        await rows.PutAsync(new TableEntity(Vendor.Value, witness) { ["Size"] = 9L }, default);
        Assert.Empty((await CheckAsync()).Problems);
        await rows.PutAsync(new TableEntity(Vendor.Value, witness) { ["Size"] = 10L }, default);
        await rows.PutAsync(new TableEntity(Vendor.Value, stamp) { ["Token"] = new byte[] { 1, 2, 3 } }, default);
        Assert.Equal([(TrailProblemKind.Modified, stamp), (TrailProblemKind.Modified, witness)], (await CheckAsync()).Problems.Select(problem => (problem.Kind, problem.Place!)));
    }

    [SkippableFact]
    public async Task An_archive_that_does_not_answer_hides_nothing_that_the_rows_tell()
    {
        var (store, rows) = await SignedAsync();
        var check = new TrailCheck(store, new SilentArchive(), TimeProvider.System);
        var result = await check.RunAsync(Vendor);
        Assert.Equal((0, "the share is gone"), (result.ProblemsInAll, result.ArchiveTrouble));
        await RetypeAsync(rows, 2, "audit completed");
        result = await check.RunAsync(Vendor);
        Assert.Equal((1, "the share is gone"), (result.ProblemsInAll, result.ArchiveTrouble));
        Assert.Null((await CheckArchiveAsync()).ArchiveTrouble);
    }

    private sealed class SilentArchive : ICheckpointArchive
    {
        public string Location => "nowhere";

        public Task<bool> PutAsync(VendorId vendor, long size, string name, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default) => throw new IOException("the share is gone");

        public Task<SignedCheckpoint?> NewestAsync(VendorId vendor, CancellationToken cancellationToken = default) => throw new IOException("the share is gone");
    }
}
