using Compliance.Handling;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Trail.Notes;
using Compliance.Vendors;

namespace Compliance.Publishing;

/// <summary>What came of a look at a vendor's checkpoints.</summary>
/// <param name="Archived">Checkpoints that came into the archive.</param>
/// <param name="Stamped">Whether a timestamp was taken.</param>
/// <param name="Told">Witnesses that took the newest checkpoint.</param>
/// <param name="Problems">What did not work and is tried again in the next round; fit for a log.</param>
public sealed record PublishingRound(int Archived, bool Stamped, int Told, IReadOnlyList<string> Problems);

/// <summary>Takes what was signed out of reach of whoever may write the tables: into the archive, to a timestamp authority, to witnesses.</summary>
/// <remarks>A checkpoint that never left the building proves nothing against whoever holds its key: this is what makes it proof. Each of the
/// three is done for itself and may fail for itself; it may be run twice, by two at once, and killed anywhere.</remarks>
public sealed class CheckpointPublishing(Store store, ICheckpointArchive archive, CheckpointStamping stamping, CheckpointWitnesses witnesses)
{
    /// <param name="contract">The vendor's, with the company's channels; null: not known, and no witness is told.</param>
    /// <exception cref="TrailInconsistentException">What is stored, or what is in the archive, contradicts what was signed. Nothing more is published.</exception>
    public async Task<PublishingRound> RunAsync(VendorId vendor, Contract? contract, CancellationToken cancellationToken = default)
    {
        if (await store.Checkpoints.LatestAsync(vendor, cancellationToken) is not { } newest) return new(0, false, 0, []);
        var keys = await store.Checkpoints.KeysAsync(vendor, cancellationToken);
        MustVerify(vendor, newest, keys);
        var problems = new List<string>();
        var archived = await UnlessTroubleAsync("the archive of checkpoints", problems, () => ArchiveAsync(vendor, newest, keys, cancellationToken), cancellationToken);
        var (stamped, unstamped) = await UnlessTroubleAsync("keeping a timestamp", problems, () => stamping.RunAsync(vendor, newest, cancellationToken), cancellationToken);
        if (unstamped is not null) problems.Add(unstamped);
        var (told, untold) = contract is null ? (0, []) : await witnesses.RunAsync(contract, newest, keys, cancellationToken);
        return new(archived, stamped, told, [.. problems, .. untold]);
    }

    private async Task<int> ArchiveAsync(VendorId vendor, StoredCheckpoint newest, IReadOnlyList<NoteKey> keys, CancellationToken cancellationToken)
    {
        var added = 0;
        var published = await store.Checkpoints.PublishedAsync(vendor, cancellationToken);
        if (published >= newest.Size) return added;
        // What is once in the archive stays there: another log must not get beside the one that it has.
        if (await ArchiveContradiction.OfAsync(store, archive, vendor, cancellationToken) is { } seen) throw new TrailInconsistentException(vendor.Value, seen);
        await foreach (var checkpoint in store.Checkpoints.AllAsync(vendor, published, cancellationToken))
        {
            // Signed since, by another instance: its own round publishes it.
            if (checkpoint.Size > newest.Size) break;
            MustVerify(vendor, checkpoint, keys);
            if (await archive.PutAsync(vendor, checkpoint.Size, ArchiveName.Checkpoint, checkpoint.Signed.Bytes, cancellationToken)) added++;
            await store.Checkpoints.AdvancePublishedAsync(vendor, checkpoint.Size, cancellationToken);
        }
        return added;
    }

    // What is once in the archive stays there: a row that somebody planted must not get that far.
    private static void MustVerify(VendorId vendor, StoredCheckpoint checkpoint, IReadOnlyList<NoteKey> keys)
    {
        if (!checkpoint.Signed.Check(keys).IsVerified)
            throw new TrailInconsistentException(vendor.Value, $"the checkpoint of its first {checkpoint.Size} entries is not signed by a key of the log");
    }

    private static async Task<T?> UnlessTroubleAsync<T>(string what, List<string> problems, Func<Task<T>> act, CancellationToken cancellationToken)
    {
        try
        {
            return await act();
        }
        catch (Exception trouble) when (Trouble.Of(trouble, cancellationToken) is not null)
        {
            problems.Add($"{what} failed: {Trouble.Of(trouble, cancellationToken)}");
            return default;
        }
    }
}
