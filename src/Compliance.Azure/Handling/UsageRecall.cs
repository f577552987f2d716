using Compliance.Findings;
using Compliance.Secrets;
using Compliance.Storage;
using Compliance.Vendors;

namespace Compliance.Handling;

/// <summary>Gives an audit what earlier ones remember of use, and freezes it with the run: an audit that is taken up again, or repeated
/// later, is given the same.</summary>
public sealed class UsageRecall(Store store, VendorKeys keys)
{
    /// <summary>Runs, of which some may have failed or wait, among which the last one that succeeded is looked for.</summary>
    private const int LastRuns = 50;

    /// <summary>What is known now, not yet frozen.</summary>
    /// <exception cref="InputException">Something is known, and the vendor's key to it was destroyed or cannot be read.</exception>
    public async Task<RecalledUsage> NowAsync(VendorRecord record, CancellationToken cancellationToken = default) =>
        await RecalledAsync(record, await DocumentAsync(record.Vendor.Id, cancellationToken), cancellationToken);

    /// <summary>Freezes it for a run, unless it was frozen before: then that counts.</summary>
    /// <param name="recalled">What was known when the audit began; null: what is known now.</param>
    /// <returns>The run, and what it is to be given.</returns>
    /// <inheritdoc cref="NowAsync"/>
    public async Task<(AuditRun Run, PriorUsage? Prior)> FreezeAsync(AuditRun run, VendorRecord record, RecalledUsage? recalled = null, CancellationToken cancellationToken = default)
    {
        (run, var document) = await store.Audits.FreezeUsageAsync(
            run, async ct => recalled?.Document ?? await DocumentAsync(run.Vendor, ct), cancellationToken);
        return (run, (await RecalledAsync(record, document, cancellationToken)).Prior);
    }

    /// <summary>What a recorded run was given; null also for a run that was recorded when nothing was remembered yet.</summary>
    /// <inheritdoc cref="NowAsync"/>
    public async Task<PriorUsage?> OfAsync(AuditRun run, VendorRecord record, CancellationToken cancellationToken = default) =>
        await store.Audits.UsageAsync(run, cancellationToken) is { } document ? (await RecalledAsync(record, document, cancellationToken)).Prior : null;

    // What the last audit saw may not be remembered yet, where it was cut off after it had succeeded. Each audit begins so: no older one can be.
    private async Task<byte[]> DocumentAsync(VendorId vendor, CancellationToken cancellationToken)
    {
        var runs = await store.Audits.ListAsync(vendor, LastRuns, cancellationToken: cancellationToken);
        foreach (var run in runs.Items) await store.Usage.RememberAsync(store.Audits, run, cancellationToken);
        return await store.Usage.DocumentAsync(vendor, cancellationToken);
    }

    // A vendor of whom nothing is known needs no key yet.
    private async Task<RecalledUsage> RecalledAsync(VendorRecord record, byte[] document, CancellationToken cancellationToken) =>
        new(document, StoredUsage.IsNothing(document) ? null : StoredUsage.Prior(document, record, await keys.OfAsync(record.Vendor.Id, cancellationToken)));
}

/// <summary>What is known of use.</summary>
/// <param name="Document">As it is frozen; principals are pseudonyms.</param>
/// <param name="Prior">As an audit is given it; null: nothing is known.</param>
public sealed record RecalledUsage(byte[] Document, PriorUsage? Prior);
