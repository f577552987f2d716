using System.Text.Json;
using Compliance.Slices;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Storage;

/// <summary>How the logs of a run are shared out: written down once, so that whoever takes the run up again shares them out the same.</summary>
/// <param name="SliceBytes">About the stored bytes of a slice.</param>
/// <param name="PlanDigest">Of the plan that follows from the frozen evidence and this size.</param>
public sealed record FrozenSlices(long SliceBytes, string PlanDigest, SliceKey Key);

/// <summary>Runs whose logs are read in slices. Such a run is begun, shared out, laid aside while its slices are read, and taken up again when none is left; all that time the vendor is kept for
/// it, and its message lies in the outbox.</summary>
public sealed class SlicedRuns
{
    private const string Frozen = "slices";

    private static readonly Duration LookAgain = Duration.FromMinutes(1);

    // Between two looks at a run of which nothing was read: messages that only wait their turn are not sent again each minute.
    private const int MaxMinutes = 16;

    private readonly AuditsTable _audits;
    private readonly SlicesTable _slices;
    private readonly VendorHold _hold;
    private readonly Outbox _outbox;

    internal SlicedRuns(AuditsTable audits, SlicesTable slices, VendorHold hold, Outbox outbox) => (_audits, _slices, _hold, _outbox) = (audits, slices, hold, outbox);

    /// <summary>Writes down how a run is shared out. One that has it keeps it, whatever is given.</summary>
    public async Task<(AuditRun Run, FrozenSlices Slices)> FreezeAsync(AuditRun run, Func<FrozenSlices> make, CancellationToken cancellationToken = default)
    {
        (run, var document) = await _audits.FreezeAsync(
            run, Frozen, r => r.SlicesReference, (r, reference) => r with { SlicesReference = reference },
            _ => Task.FromResult(JsonSerializer.SerializeToUtf8Bytes(StoredSlices.Of(make()), StorageJson.Default.StoredSlices)), cancellationToken);
        return (run, Read(document));
    }

    /// <summary>How a run is shared out; null: it is not.</summary>
    public async Task<FrozenSlices?> FindAsync(AuditRun run, CancellationToken cancellationToken = default) =>
        run.SlicesReference is { } reference ? Read(await _audits.ReadFrozenAsync(run, Frozen, reference, cancellationToken)) : null;

    /// <summary>Keeps the vendor for a run and puts its slices down. Only for whoever holds the vendor's lease. Repeatable.</summary>
    /// <returns>The slices; null: the vendor is kept for another audit, or this one has ended, and nothing was put down.</returns>
    public async Task<IReadOnlyList<AuditSlice>?> ShareOutAsync(AuditRun run, int slices, Instant now, CancellationToken cancellationToken = default)
    {
        // Before the vendor is kept: from then on somebody must always come back to it.
        await _outbox.PutAsync(new(run.Vendor, run.Id, now, now + LookAgain) { Begun = true }, cancellationToken);
        if (!await _hold.TryPutAsync(run.Vendor, run.Id, async other => await EndedAsync(run.Vendor, other, cancellationToken), cancellationToken)) return null;
        var shared = await _slices.AddAsync(run, slices, cancellationToken);
        if (!await EndedAsync(run.Vendor, run.Id, cancellationToken)) return shared;
        // Another ended it meanwhile, and may have dropped what was kept before this was put down.
        await _hold.DropAsync(run.Vendor, run.Id, cancellationToken);
        await _slices.DeleteAsync(run.Vendor, run.Id, cancellationToken);
        return null;
    }

    /// <summary>Lays a run aside until its slices are read. None of its deliveries so far counts as one that failed.</summary>
    /// <returns>The slices whose messages are to be sent.</returns>
    public async Task<IReadOnlyList<AuditSlice>> LayAsideAsync(AuditRun run, Instant now, CancellationToken cancellationToken = default)
    {
        var slices = await _slices.ListAsync(run.Vendor, run.Id, cancellationToken);
        // Before the run says that its slices are out: whatever is lost from then on is sent again.
        await _outbox.PutAsync(new(run.Vendor, run.Id, now, now + LookAgain) { Begun = true, Progress = Progress(slices) }, cancellationToken);
        await _audits.ForgiveAsync(run, cancellationToken);
        return [.. slices.Where(slice => !slice.IsSettled)];
    }

    /// <summary>Looks at a run that was laid aside and that somebody asks for all the same.</summary>
    /// <returns>The slices whose messages were lost, as it seems: all that are left, when nothing has come forward since the last look and nobody reads.</returns>
    public async Task<IReadOnlyList<AuditSlice>> LookAsync(AuditRun run, IReadOnlyList<AuditSlice> slices, Instant now, CancellationToken cancellationToken = default)
    {
        var message = await _outbox.FindAsync(run.Vendor, run.Id, cancellationToken) ?? new AuditMessage(run.Vendor, run.Id, now, now) { Begun = true };
        var progress = Progress(slices);
        var stands = message.Progress == progress && !slices.Any(slice => slice.HeldUntil > now);
        var looks = stands ? message.Looks + 1 : 0;
        var pause = Duration.FromMinutes(Math.Min(1 << Math.Min(looks, 8), MaxMinutes));
        await _outbox.PutAsync(message with { Progress = progress, Looks = looks, Due = now + pause }, cancellationToken);
        return stands ? [.. slices.Where(slice => !slice.IsSettled)] : [];
    }

    /// <summary>Puts the message of a run down that has begun and waits for its vendor, which is kept for another or under another's lease: it is sent again until the run has ended.</summary>
    public Task PostponeAsync(AuditRun run, Instant now, CancellationToken cancellationToken = default) =>
        _outbox.PutAsync(new(run.Vendor, run.Id, now, now + LookAgain) { Begun = true }, cancellationToken);

    /// <summary>Deletes what was kept for a run that has ended, its files in the slice store included. Repeatable.</summary>
    public async Task DropAsync(AuditRun run, ISliceStore files, CancellationToken cancellationToken = default)
    {
        if (!run.IsFinal) throw new InvalidOperationException($"the audit `{run.Id}` is {run.State}: its slices are needed");
        if (run.IsSliced)
        {
            await _hold.DropAsync(run.Vendor, run.Id, cancellationToken);
            await files.DeleteAllAsync(run.Vendor, run.Id, cancellationToken);
            await _slices.DeleteAsync(run.Vendor, run.Id, cancellationToken);
            // The key with it: no file that it seals is believed any more.
            await _audits.DeleteFrozenAsync(run, Frozen, cancellationToken);
        }
        // Last: while it lies there, all this is done again.
        await _outbox.DeleteAsync(run.Vendor, run.Id, cancellationToken);
    }

    private async Task<bool> EndedAsync(VendorId vendor, string audit, CancellationToken cancellationToken) =>
        await _audits.FindAsync(vendor, audit, cancellationToken) is not { IsFinal: false };

    private static int Progress(IReadOnlyCollection<AuditSlice> slices) => slices.Sum(slice => slice.Claims + (slice.IsSettled ? 1 : 0));

    private static FrozenSlices Read(byte[] document) => JsonSerializer.Deserialize(document, StorageJson.Default.StoredSlices)!.ToFrozen();
}

internal sealed record StoredSlices(long Bytes, string Plan, string Key)
{
    public static StoredSlices Of(FrozenSlices slices) => new(slices.SliceBytes, slices.PlanDigest, slices.Key.Reveal());

    public FrozenSlices ToFrozen() => new(Bytes, Plan, SliceKey.Parse(Key));
}
