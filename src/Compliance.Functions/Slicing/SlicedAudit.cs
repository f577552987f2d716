using Compliance.Evidence;
using Compliance.Findings;
using Compliance.Slices;
using Compliance.Storage;
using Compliance.Vendors;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Compliance.Functions.Slicing;

/// <summary>An audit with more logs than one process is to read: shared out, waited for, and judged from what was read of its slices.</summary>
/// <remarks>From the moment it is shared out until it has ended, the vendor is kept for it: audits of one vendor follow one another, so none that began later can record before it.</remarks>
public sealed class SlicedAudit(Store store, ISliceStore files, ServiceOptions options, TimeProvider clock, ILogger<SlicedAudit> logger)
{
    /// <summary>More slices than this no audit has: the rows of all of them are fetched whenever it is looked at.</summary>
    public const int MostSlices = 1000;

    private Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    /// <summary>Shares an audit out if it has more logs than <see cref="SliceOptions.Bytes"/>; one that was keeps its plan, whatever the setting is now. Only for whoever holds the vendor's lease.</summary>
    /// <returns>The run; how it is shared out and how its slices stand, or null when it is performed in one piece.</returns>
    /// <exception cref="SliceEndedAuditException">What one of its slices met with ends the whole audit, or the logs cannot be shared out any more as they were.</exception>
    /// <exception cref="VendorKeptException">The vendor's lease was lost without notice, and another audit has taken the vendor or ended this one.</exception>
    public async Task<(AuditRun Run, SharedAudit? Shared)> ShareOutAsync(AuditRun run, AuditRequest request, CancellationToken cancellationToken)
    {
        var logs = new LogReader(request.Folder, request.Record.Vendor.Logs).Files;
        // A single file cannot be divided.
        if (!run.IsSliced && (logs.Sum(log => log.Length) <= options.Slices.Bytes || SlicePlan.Of(logs, options.Slices.Bytes).Slices.Count < 2)) return (run, null);
        (run, var frozen) = await store.SlicedRuns.FreezeAsync(run, () => Share(logs, options.Slices.Bytes), cancellationToken);
        var plan = PlanOf(logs, frozen);
        var slices = await store.SlicedRuns.ShareOutAsync(run, plan.Slices.Count, Now, cancellationToken) ?? throw new VendorKeptException(run.Vendor);
        if (slices.FirstOrDefault(slice => SliceEndedAuditException.Codes.Contains(slice.ErrorCode)) is { } ended) throw new SliceEndedAuditException(ended.ErrorCode!, ended.ErrorMessage!);
        return (run, new SharedAudit(plan, frozen.Key, slices));
    }

    /// <summary>How a run is shared out that was not yet, and its key.</summary>
    /// <param name="bytes">About the stored bytes of a slice; more where that gave more slices than <see cref="MostSlices"/>.</param>
    public static FrozenSlices Share(IReadOnlyList<VendorFile> logs, long bytes)
    {
        var plan = SlicePlan.Of(logs, bytes);
        while (plan.Slices.Count > MostSlices) plan = SlicePlan.Of(logs, bytes *= 2);
        return new FrozenSlices(bytes, plan.Digest, SliceKey.Draw());
    }

    /// <summary>The plan that a run was shared out by.</summary>
    /// <exception cref="SliceEndedAuditException">The program shares out in another way than it did then.</exception>
    public static SlicePlan PlanOf(IReadOnlyList<VendorFile> logs, FrozenSlices frozen)
    {
        var plan = SlicePlan.Of(logs, frozen.SliceBytes);
        return plan.Digest == frozen.PlanDigest
            ? plan
            : throw new SliceEndedAuditException(SliceEndedAuditException.PlanChanged, "this version of the program shares the logs out in another way than the one that began the audit: start another");
    }

    /// <summary>Judges an audit whose slices are all settled.</summary>
    /// <exception cref="SliceLostException">The file of a slice that was read is gone, damaged, or of another version of the program.</exception>
    public AuditResult Judge(AuditRequest request, SharedAudit shared, CancellationToken cancellationToken)
    {
        (AuditSlice Slice, Stream File)? last = null;
        var read = shared.Slices.Select(slice => slice.State is SliceState.Failed ? SliceFile.Unread(slice.Number, slice.ErrorMessage!) : SliceFile.Read(slice.Number, () => Open(slice)));
        try
        {
            return Auditor.Audit(request, shared.Plan, [.. read], shared.Key, cancellationToken);
        }
        // A filter is asked before anything is closed: what is refused while a slice file is open is that file, and nothing that the vendor could mend.
        catch (InputException) when (last is { File.CanRead: true })
        {
            throw new SliceLostException(last.Value.Slice);
        }

        Stream Open(AuditSlice slice)
        {
            var file = files.Open(slice.Vendor, slice.Audit, slice.File!, slice.Bytes) ?? throw new SliceLostException(slice);
            last = (slice, file);
            return file;
        }
    }

    /// <summary>Lays the audit aside until its slices are read.</summary>
    /// <returns>The messages that ask for them.</returns>
    public async Task<IReadOnlyList<string>> LayAsideAsync(AuditRun run, CancellationToken cancellationToken)
    {
        var left = await store.SlicedRuns.LayAsideAsync(run, Now, cancellationToken);
        SliceLog.LaidAside(logger, $"{run.Vendor}/{run.Id}", left.Count);
        return Messages(left);
    }

    /// <summary>Has a slice read again whose file cannot be used, and lays the audit aside until then.</summary>
    /// <inheritdoc cref="LayAsideAsync"/>
    public async Task<IReadOnlyList<string>> ReadAgainAsync(AuditRun run, AuditSlice lost, CancellationToken cancellationToken)
    {
        SliceLog.Lost(logger, SliceTicket.Of(lost).ToString());
        await store.Slices.ReopenAsync(lost, cancellationToken);
        return await LayAsideAsync(run, cancellationToken);
    }

    /// <summary>Whether an audit still waits for slices. Only looks.</summary>
    public async Task<bool> IsWaitingAsync(AuditRun run, CancellationToken cancellationToken) =>
        run.IsLaidAside && !IsReady(await store.Slices.ListAsync(run.Vendor, run.Id, cancellationToken));

    /// <summary>Whether an audit still waits for slices, and if so, the messages that seem to be lost: only for whoever sends them, for the next look is put off. It changes nothing of the audit.</summary>
    public async Task<(bool Waits, IReadOnlyList<string> Messages)> WaitsAsync(AuditRun run, CancellationToken cancellationToken)
    {
        if (!run.IsLaidAside) return (false, []);
        var slices = await store.Slices.ListAsync(run.Vendor, run.Id, cancellationToken);
        if (IsReady(slices)) return (false, []);
        var lost = await store.SlicedRuns.LookAsync(run, slices, Now, cancellationToken);
        if (lost.Count > 0) SliceLog.Resent(logger, $"{run.Vendor}/{run.Id}", lost.Count);
        return (true, Messages(lost));
    }

    /// <summary>Deletes what was kept for an audit that has ended. Repeatable.</summary>
    public Task DropAsync(AuditRun run, CancellationToken cancellationToken) => store.SlicedRuns.DropAsync(run, files, cancellationToken);

    /// <summary>Whether nothing is left to be waited for: every slice is settled, or one ends the audit.</summary>
    public static bool IsReady(IReadOnlyCollection<AuditSlice> slices) =>
        slices.All(slice => slice.IsSettled) || slices.Any(slice => SliceEndedAuditException.Codes.Contains(slice.ErrorCode));

    private static IReadOnlyList<string> Messages(IReadOnlyList<AuditSlice> slices) => [.. slices.Select(slice => SliceTicket.Of(slice).ToString())];
}

/// <summary>An audit that is shared out, and how its slices stand.</summary>
public sealed record SharedAudit(SlicePlan Plan, SliceKey Key, IReadOnlyList<AuditSlice> Slices)
{
    public bool IsSettled => Slices.All(slice => slice.IsSettled);
}

/// <summary>A slice met with what ends an audit in one piece too.</summary>
public sealed class SliceEndedAuditException(string code, string message) : Exception(message)
{
    public const string EvidenceChanged = "evidence-changed";

    public const string InputRefused = "input-refused";

    /// <summary>A version of the program that shares out otherwise has taken the audit up.</summary>
    public const string PlanChanged = "plan-changed";

    /// <summary>Codes of slices that end the audit: those of the audit itself.</summary>
    public static IReadOnlyCollection<string?> Codes { get; } = [EvidenceChanged, InputRefused, PlanChanged];

    public string Code { get; } = code;
}

/// <summary>An audit was to be shared out whose vendor is not its own any more.</summary>
public sealed class VendorKeptException(VendorId vendor) : Exception($"`{vendor}` is kept for another audit, or this one has ended meanwhile");

/// <summary>The file of a slice that was read is gone, or cannot be used.</summary>
public sealed class SliceLostException(AuditSlice slice) : Exception($"the file of slice {slice.Number} of the audit `{slice.Audit}` is gone or cannot be used: it must be read again")
{
    public AuditSlice Slice { get; } = slice;
}
