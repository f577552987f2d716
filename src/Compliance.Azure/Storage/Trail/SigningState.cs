using Compliance.Trail;

namespace Compliance.Storage;

/// <summary>What of a log was signed last: a log that goes on must not contradict it.</summary>
internal sealed record SigningState(long Size, EntryHash Root)
{
    /// <summary>What row <c>s</c> says, or a larger checkpoint, as that row may have been rolled back with the head. Null: nothing was signed yet.</summary>
    /// <exception cref="InputException">Row <c>s</c> cannot be read.</exception>
    /// <exception cref="TrailInconsistentException">A checkpoint cannot be read.</exception>
    public static async Task<SigningState?> FindAsync(StoreTable table, string vendor, CancellationToken cancellationToken)
    {
        var last = await table.FindAsync(vendor, CheckpointRows.StateKey, cancellationToken) is { } row ? Read(vendor, row) : null;
        var (begin, end) = (CheckpointRows.CheckpointKey((last?.Size ?? 0) + 1), CheckpointRows.CheckpointsEnd);
        await foreach (var larger in table.RowsAsync($"PartitionKey eq {vendor} and RowKey ge {begin} and RowKey lt {end}", cancellationToken: cancellationToken))
        {
            var checkpoint = CheckpointRows.ReadCheckpoint(larger).Signed.Checkpoint;
            last = new(checkpoint.Size, checkpoint.Root);
        }
        return last;
    }

    private static SigningState Read(string vendor, Azure.Data.Tables.TableEntity row)
    {
        if (row.GetInt64("Size") is { } size && EntryHash.TryRead(row.GetBinary("Root"), out var root)) return new(size, root);
        throw new InputException($"what was signed of the trail of `{vendor}` cannot be read: its row `{row.RowKey}` lacks a column; put it back from a copy of the table first");
    }
}
