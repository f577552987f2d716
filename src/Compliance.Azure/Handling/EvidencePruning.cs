using System.Globalization;
using Compliance.Secrets;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Handling;

/// <summary>Deletes evidence that has outlived the time it is kept for: an act of a person, under that person's own sign-in.</summary>
/// <remarks>The order: the vendor's lease, so that no audit begins or goes on meanwhile; what there is; then, a portion at a time, the entry that
/// names each file with its digest, and the files. An act that was cut off is taken up by doing it again: a portion of which nothing was deleted
/// yet has the same entry, and what is left of one that was begun is a portion with an entry of its own.</remarks>
public sealed class EvidencePruning(Store store, IEvidenceStore evidence, TimeProvider clock)
{
    private static readonly Duration LeaseTime = Duration.FromMinutes(5);
    private static readonly Duration RenewAfter = Duration.FromMinutes(1);

    private Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    /// <summary>Says what would be deleted now. Nothing is written.</summary>
    /// <exception cref="InputException">The vendor has no audit on record, or of one it cannot be told what it had before it.</exception>
    public async Task<EvidenceAges> LookAsync(VendorId vendor, Retention retain, CancellationToken cancellationToken = default)
    {
        var now = Now;
        // Before the audits: of a copy that is listed the audit that it was made for is on record by then.
        var files = await evidence.ListAsync(vendor, cancellationToken);
        return EvidenceRetention.Of(files, await new EvidenceOnRecord(store).OfAsync(vendor, retain, now, cancellationToken), retain, now);
    }

    /// <summary>Deletes what has outlived its time.</summary>
    /// <param name="by">Who does it, by name; the trail has the pseudonym, and nobody where the key was destroyed: evidence of a vendor that has gone must go, too.</param>
    /// <exception cref="InputException">As <see cref="LookAsync"/>; or an audit of the vendor is under way, or has begun meanwhile.</exception>
    /// <exception cref="TrailHaltedException">The trail takes no entry: nothing more was deleted.</exception>
    public async Task<PrunedEvidence> PruneAsync(VendorId vendor, Retention retain, string by, VendorKeys keys, CancellationToken cancellationToken = default)
    {
        var lease = await store.Audits.LeaseAsync(vendor, $"prune-{Guid.NewGuid():N}", Now, LeaseTime, cancellationToken)
            ?? throw new InputException($"an audit of `{vendor}` is under way in {store.Location}, or another prunes: nothing was deleted; try again when it has ended");
        try
        {
            var ages = await LookAsync(vendor, retain, cancellationToken);
            return ages.Outlived.Count == 0 ? new(ages, []) : new(ages, await DeleteAsync(vendor, ages, retain, await store.Names.ActorAsync(vendor, keys, by, cancellationToken), lease, cancellationToken));
        }
        finally
        {
            await lease.ReleaseAsync(CancellationToken.None);
        }
    }

    private async Task<List<PrunedFile>> DeleteAsync(VendorId vendor, EvidenceAges ages, Retention retain, string actor, VendorLease lease, CancellationToken cancellationToken)
    {
        var done = new List<PrunedFile>();
        Instant? renewed = null;
        foreach (var portion in PrunedPortion.Of(ages.Outlived))
        {
            await RenewAsync();
            await RecordAsync(vendor, portion, retain, actor, cancellationToken);
            foreach (var file in portion.Files.Select(outlived => outlived.File))
            {
                await RenewAsync();
                done.Add(new(file, await evidence.DeleteAsync(vendor, EvidencePath.Parse(file.Path), file.ETag, cancellationToken)));
                // Who has no right to one file has none to the next.
                if (done[^1].Deletion.Outcome is DeletionOutcome.Refused) return done;
            }
        }
        return done;

        async Task RenewAsync()
        {
            if (renewed is { } before && Now - before < RenewAfter) return;
            renewed = Now;
            if (!await lease.RenewAsync(Now, LeaseTime, cancellationToken))
                throw new InputException($"an audit of `{vendor}` has begun meanwhile: {done.Count} of {ages.Outlived.Count} files were gone through, and the others left; repeat this when it has ended");
        }
    }

    private async Task RecordAsync(VendorId vendor, PrunedPortion portion, Retention retain, string actor, CancellationToken cancellationToken)
    {
        var act = portion.KeyOf(actor, retain);
        // The time of the first attempt is that of the entry, so that a repetition says the same.
        var ticks = await store.Vendors.DecideAsync(vendor, $"prune-{act}", Now.ToUnixTimeTicks().ToString(CultureInfo.InvariantCulture), cancellationToken);
        var at = Instant.FromUnixTimeTicks(long.Parse(ticks, NumberStyles.None, CultureInfo.InvariantCulture));
        await store.Trail.AppendAsync(vendor.Value, $"evidence pruned/{act}", [TrailEntry.Create(vendor.Value, at, "evidence pruned", actor, null, portion.Said(retain))], cancellationToken);
    }
}

/// <summary>What was found, and what became of it.</summary>
/// <param name="Files">Those that were to be deleted, as far as it came.</param>
public sealed record PrunedEvidence(EvidenceAges Ages, IReadOnlyList<PrunedFile> Files)
{
    public IEnumerable<PrunedFile> With(DeletionOutcome outcome) => Files.Where(file => file.Deletion.Outcome == outcome);
}

public sealed record PrunedFile(StoredEvidence File, EvidenceDeletion Deletion);
