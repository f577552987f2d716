using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Compliance.Trail;
using Compliance.Trail.Checkpoints;
using Compliance.Trail.Notes;
using Compliance.Vendors;

namespace Compliance.Storage;

#pragma warning disable CA1720 // A signature's word, not the name of a type.
/// <summary>A checkpoint as it is kept. That it is there does not say that its signatures hold.</summary>
public sealed record StoredCheckpoint(SignedCheckpoint Signed)
#pragma warning restore CA1720
{
    /// <summary>Entries that it covers.</summary>
    public long Size => Signed.Checkpoint.Size;
}

/// <summary>Every checkpoint that was signed of the logs in table <c>trail</c>, and every key that signed one. Both are
/// only ever added to.</summary>
public sealed class CheckpointsTable
{
    private readonly StoreTable _table;

    internal CheckpointsTable(StoreTable table) => _table = table;

    /// <summary>The largest checkpoint; null: nothing was signed yet.</summary>
    /// <exception cref="TrailInconsistentException">It is not what the state of signing says.</exception>
    public async Task<StoredCheckpoint?> LatestAsync(VendorId vendor, CancellationToken cancellationToken = default)
    {
        if (await StateAsync(vendor, cancellationToken) is not { } state) return null;
        return await FindAsync(vendor, state.Size, cancellationToken)
            ?? throw new TrailInconsistentException(vendor.Value, $"the checkpoint of its first {state.Size} entries, which were signed, has disappeared");
    }

    /// <summary>The checkpoint of a size; null: none was signed.</summary>
    /// <exception cref="TrailInconsistentException">It cannot be read.</exception>
    public async Task<StoredCheckpoint?> FindAsync(VendorId vendor, long size, CancellationToken cancellationToken = default) =>
        size > 0 && await _table.FindAsync(vendor.Value, CheckpointRows.CheckpointKey(size), cancellationToken) is { } row ? CheckpointRows.ReadCheckpoint(row) : null;

    /// <summary>Checkpoints of more than so many entries, the smallest first.</summary>
    /// <exception cref="TrailInconsistentException">One of them cannot be read.</exception>
    public async IAsyncEnumerable<StoredCheckpoint> AllAsync(
        VendorId vendor, long afterSize = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var rows = _table.RowsAsync(
            $"PartitionKey eq {vendor.Value} and RowKey gt {CheckpointRows.CheckpointKey(afterSize)} and RowKey lt {CheckpointRows.CheckpointsEnd}",
            cancellationToken: cancellationToken);
        await foreach (var row in rows) yield return CheckpointRows.ReadCheckpoint(row);
    }

    /// <summary>Every key that ever signed a checkpoint of the log, the one that came last first.</summary>
    /// <exception cref="TrailInconsistentException">One of them cannot be read.</exception>
    public async Task<IReadOnlyList<NoteKey>> KeysAsync(VendorId vendor, CancellationToken cancellationToken = default) =>
        [.. (await StoredKeysAsync(vendor, cancellationToken)).Select(stored => stored.Key)];

    /// <summary>The origin of the log's checkpoints, fixed when the first was signed; null: none was.</summary>
    public async Task<string?> OriginAsync(VendorId vendor, CancellationToken cancellationToken = default) =>
        (await StateAsync(vendor, cancellationToken))?.Origin;

    /// <summary>Size of the largest checkpoint that was handed to archive and witnesses; 0: none was.</summary>
    public async Task<long> PublishedAsync(VendorId vendor, CancellationToken cancellationToken = default) =>
        (await StateAsync(vendor, cancellationToken))?.Published ?? 0;

    /// <summary>Remembers that the checkpoints up to a size were handed over; it never goes back.</summary>
    /// <exception cref="TrailInconsistentException">No such size was signed.</exception>
    public async Task AdvancePublishedAsync(VendorId vendor, long size, CancellationToken cancellationToken = default)
    {
        ETag? done = null;
        while (done is null)
        {
            var state = await StateAsync(vendor, cancellationToken);
            if (state is null || state.Size < size) throw new TrailInconsistentException(vendor.Value, $"{size} entries were published, but no more than {state?.Size ?? 0} are said to be signed");
            if (state.Published >= size) return;
            var row = new TableEntity(vendor.Value, CheckpointRows.StateKey) { ["Published"] = size };
            done = await _table.MergeAsync(row, state.ETag!.Value, cancellationToken);
        }
    }

    /// <summary>The sizes that were signed, the smallest first.</summary>
    internal async IAsyncEnumerable<long> SizesAsync(VendorId vendor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows = _table.RowsAsync(
            $"PartitionKey eq {vendor.Value} and RowKey ge {CheckpointRows.CheckpointsBegin} and RowKey lt {CheckpointRows.CheckpointsEnd}", ["RowKey"], cancellationToken: cancellationToken);
        await foreach (var row in rows)
            if (long.TryParse(row.RowKey.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var size)) yield return size;
    }

    internal async Task<SignedFrontier?> StateAsync(VendorId vendor, CancellationToken cancellationToken) =>
        await _table.FindAsync(vendor.Value, CheckpointRows.StateKey, cancellationToken) is { } row ? CheckpointRows.ReadState(row) : null;

    /// <summary>The key that signed first last, ties by id.</summary>
    internal async Task<IReadOnlyList<StoredKey>> StoredKeysAsync(VendorId vendor, CancellationToken cancellationToken)
    {
        var keys = new List<StoredKey>();
        var rows = _table.RowsAsync(
            $"PartitionKey eq {vendor.Value} and RowKey ge {CheckpointRows.KeysBegin} and RowKey lt {CheckpointRows.KeysEnd}", cancellationToken: cancellationToken);
        await foreach (var row in rows) keys.Add(CheckpointRows.ReadKey(row));
        return [.. keys.OrderByDescending(stored => stored.First).ThenBy(stored => stored.Key.KeyId)];
    }

    /// <summary>Keeps a checkpoint, the keys that sign for the first time, and where signing goes on, all or nothing.</summary>
    /// <param name="before">The state that the checkpoint was made from; its version decides between signers.</param>
    /// <returns>False: somebody else has signed since that state.</returns>
    internal async Task<bool> TryAddAsync(
        VendorId vendor, SignedCheckpoint signed, SignedFrontier? before, SignedFrontier after, IEnumerable<NoteKey> newKeys, CancellationToken cancellationToken)
    {
        var state = CheckpointRows.State(vendor.Value, after);
        var actions = new List<TableTransactionAction>
        {
            new(TableTransactionActionType.Add, CheckpointRows.Checkpoint(vendor.Value, signed)),
            before?.ETag is { } etag ? new(TableTransactionActionType.UpdateReplace, state, etag) : new(TableTransactionActionType.Add, state),
        };
        actions.AddRange(newKeys.Select(key => new TableTransactionAction(TableTransactionActionType.Add, CheckpointRows.Key(vendor.Value, key, signed.Checkpoint.Size))));
        try
        {
            await _table.SubmitAsync(actions, cancellationToken);
            return true;
        }
        // Each of the rows says by itself that somebody was first.
        catch (TableTransactionFailedException e) when (e.Status is 409 or 412)
        {
            return false;
        }
    }
}
