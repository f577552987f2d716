using Compliance.Storage;
using Compliance.Vendors;

namespace Compliance.Publishing;

/// <summary>Holds the tables to what the archive has seen. Tables that are put back together, as from a backup, agree with
/// themselves: only what lies elsewhere tells.</summary>
internal static class ArchiveContradiction
{
    /// <returns>What the archive knows better; null: nothing.</returns>
    /// <exception cref="Trail.TrailInconsistentException">The archive's newest checkpoint cannot be read.</exception>
    public static async Task<string?> OfAsync(Store store, ICheckpointArchive archive, VendorId vendor, CancellationToken cancellationToken)
    {
        // The archive first: what comes into it was in the tables before.
        if (await archive.NewestAsync(vendor, cancellationToken) is not { } seen) return null;
        var size = seen.Checkpoint.Size;
        var known = (await store.Checkpoints.StateAsync(vendor, cancellationToken))?.Size ?? 0;
        if (size > known) return $"the archive has a checkpoint of {size} entries, and the table knows of {known} that were signed: it was rolled back, or restored from a backup";
        return (await store.Checkpoints.FindAsync(vendor, size, cancellationToken))?.Signed.Checkpoint == seen.Checkpoint
            ? null
            : $"the archive has another checkpoint of {size} entries than the table";
    }
}
