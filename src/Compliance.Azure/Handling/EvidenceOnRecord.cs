using System.Text.Json;
using Azure;
using Compliance.Storage;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Handling;

/// <summary>What the audits of a vendor had before them, as far as that keeps evidence from being deleted.</summary>
internal sealed class EvidenceOnRecord(Store store)
{
    private const int PageSize = 100;

    /// <summary>Every audit; with files those that count.</summary>
    /// <exception cref="InputException">There is none, or it cannot be told what one of those that count had before it.</exception>
    public async Task<IReadOnlyList<AuditedEvidence>> OfAsync(VendorId vendor, Retention retain, Instant now, CancellationToken cancellationToken)
    {
        var audits = new List<AuditedEvidence>();
        // Audits of the same files share what is known of them: a year of daily ones has each file hundreds of times.
        var known = new HashSet<FrozenFile>();
        await foreach (var run in RunsAsync(vendor, cancellationToken))
        {
            var audit = new AuditedEvidence(run.Id, run.Started ?? run.Created, run.IsFinal, []);
            audits.Add(EvidenceRetention.Counts(audit, retain, now) ? audit with { Files = Shared(await FilesAsync(run, cancellationToken), known) } : audit);
        }
        // A store of another place knows nothing of this evidence, and would let all of it go.
        return audits.Count > 0 ? audits
            : throw new InputException($"there is no audit of `{vendor}` in {store.Location}: nothing says what evidence is still needed, and nothing was deleted; say with --store where its audits are recorded");
    }

    private async IAsyncEnumerable<AuditRun> RunsAsync(VendorId vendor, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? continuation = null;
        do
        {
            var page = await store.Audits.ListAsync(vendor, PageSize, continuation, cancellationToken);
            foreach (var run in page.Items) yield return run;
            continuation = page.Continuation;
        }
        while (continuation is not null);
    }

    private async Task<IReadOnlyList<FrozenFile>> FilesAsync(AuditRun run, CancellationToken cancellationToken)
    {
        try
        {
            // One that failed or waits without a list has read nothing.
            return await store.Audits.EvidenceAsync(run, cancellationToken)
                ?? (run.State is RunState.Succeeded ? throw Unknown(run, "it was recorded without the list of its evidence") : []);
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or JsonException or RequestFailedException)
        {
            throw Unknown(run, unreadable.Message);
        }
    }

    private static InputException Unknown(AuditRun run, string why) =>
        new($"what the audit `{run.Id}` of `{run.Vendor}` had before it cannot be told, so nothing was deleted: {why}");

    private static List<FrozenFile> Shared(IReadOnlyList<FrozenFile> files, HashSet<FrozenFile> known)
    {
        var shared = new List<FrozenFile>(files.Count);
        foreach (var file in files)
        {
            if (!known.TryGetValue(file, out var same)) known.Add(same = file);
            shared.Add(same);
        }
        return shared;
    }
}
