using Compliance.Secrets;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Handling;

/// <summary>Destroys a vendor's key of pseudonyms: from then on nobody can tell whom its trail speaks of, or make a pseudonym
/// that fits it. For good: no other key is ever made for the vendor.</summary>
/// <remarks>The order: the decision, from which on nobody gets the key; the entry; the names; the secret. Each may be done again.</remarks>
public sealed class KeyDestroying(Store store, VendorKeys keys, TimeProvider clock)
{
    /// <param name="by">Who decides, by name.</param>
    /// <param name="reason">Why; the trail has its digest.</param>
    /// <exception cref="InputException">No reason, nothing to destroy, or the vault does not let the secret be deleted.</exception>
    /// <exception cref="TrailHaltedException">The trail takes no entry.</exception>
    public async Task<KeyDestruction> DestroyAsync(VendorId vendor, string by, string reason, CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrWhiteSpace(reason)) throw new InputException("say why the key is destroyed: the trail keeps a digest of the reason, so keep the reason too");
        var destroyed = await keys.DestroyedAsync(vendor, cancellationToken) ?? await DecideAsync(vendor, by, reason, cancellationToken);
        var entry = TrailEntry.Create(vendor.Value, destroyed.At, "key destroyed", destroyed.By, null, new() { ["reason"] = destroyed.Reason });
        await store.Trail.AppendAsync(vendor.Value, "key destroyed", [entry], cancellationToken);
        var names = await store.Names.ClearAsync(vendor, cancellationToken);
        return new(destroyed.At, names, await keys.DeleteAsync(vendor, cancellationToken), await LeftAsync(vendor, cancellationToken));
    }

    // The pseudonym of who decides is the last that the key makes. A vendor without a trail has no key, and must not get one here.
    private async Task<DestroyedKey> DecideAsync(VendorId vendor, string by, string reason, CancellationToken cancellationToken)
    {
        if ((await store.Trail.HeadAsync(vendor.Value, cancellationToken)).Size == 0)
            throw new InputException($"the trail of `{vendor}` has no entries, so no key has made a pseudonym in it: there is nothing to destroy");
        // Decided and not entered, it would stop the very decision that lets entries in again.
        if (await store.Halts.FindAsync(vendor, cancellationToken) is { } halt) throw new TrailHaltedException(vendor.Value, halt);
        var actor = (await keys.OfAsync(vendor, cancellationToken)).OfPerson(by);
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        return await keys.DecideDestroyedAsync(vendor, new(now.ToUnixTimeTicks(), actor, StoredText.Digest(reason)), cancellationToken);
    }

    private async Task<VendorLeft> LeftAsync(VendorId vendor, CancellationToken cancellationToken)
    {
        var findings = await CountAsync("findings", $"PartitionKey eq {vendor.Value}");
        var runs = await CountAsync("audits", $"PartitionKey eq {vendor.Value} and RowKey ge {RunRows.Begin} and RowKey lt {RunRows.End}");
        return new(findings, runs, await CountAsync("incidents", $"PartitionKey eq {vendor.Value} and RowKey ge {IncidentRows.HeadsBegin} and RowKey lt {IncidentRows.HeadsEnd}"));

        async Task<int> CountAsync(string table, FormattableString filter)
        {
            var rows = 0;
            await foreach (var _ in store.Table(table).RowsAsync(filter, ["PartitionKey", "RowKey"], cancellationToken: cancellationToken)) rows++;
            return rows;
        }
    }
}

/// <summary>What was done, and what there is still of the vendor.</summary>
/// <param name="At">When it was decided.</param>
/// <param name="Names">Rows of the names table that were deleted now.</param>
public sealed record KeyDestruction(Instant At, int Names, DeletedKey Key, VendorLeft Left);

/// <summary>How many findings, runs and incidents the vendor has in the store; each may hold names.</summary>
public sealed record VendorLeft(int Findings, int Runs, int Incidents);
