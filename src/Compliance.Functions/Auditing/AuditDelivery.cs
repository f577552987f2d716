using Compliance.Evidence;
using Compliance.Findings;
using Compliance.Functions.Incidents;
using Compliance.Functions.Slicing;
using Compliance.Functions.Telemetry;
using Compliance.Handling;
using Compliance.Incidents;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Vendors;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Compliance.Functions.Auditing;

/// <summary>What is done with a message that asks for an audit. It may be delivered twice and killed anywhere: the run row says what is
/// left to do, and the frozen list of evidence that it is done with the same bytes. A large audit is asked for twice: to be shared out, and to be judged when its slices are read.</summary>
public sealed class AuditDelivery(
    Store store, IEvidenceStore evidence, AuditEvidence gathered, UsageRecall recall, AuditJournal journal, SlicedAudit sliced, SuspicionOpening suspicions, CompanyPlaybooks playbooks, ServiceOptions options, TimeProvider clock, ILogger<AuditDelivery> logger)
{
    /// <summary>Deliveries that may begin to judge; the next one ends the run.</summary>
    private const int MaxDeliveries = 5;

    private static readonly Duration ShortPatience = Duration.FromSeconds(10);

    private Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    private Duration LeaseTime => Duration.FromTimeSpan(options.VendorLease);

    /// <summary>Runs the audit to its end, or until it waits for its slices.</summary>
    /// <exception cref="VendorBusyException">Another audit of the vendor is under way, and this one had begun: deliver it again.</exception>
    public async Task<AuditOutcome> RunAsync(AuditTicket ticket, CancellationToken cancellationToken)
    {
        var run = await store.Audits.FindAsync(ticket.Vendor, ticket.Audit, cancellationToken);
        if (run is null) return AuditOutcome.Waits;
        if (run.IsFinal) return new(await DroppedAsync(await journal.RememberAsync(run, cancellationToken), cancellationToken), []);
        if (await sliced.WaitsAsync(run, cancellationToken) is (true, var lost)) return new(null, lost);
        if (await IsPostponedAsync(run, cancellationToken)) return AuditOutcome.Waits;
        await using var turn = await TakeTurnAsync(run, cancellationToken);
        if (turn is null) return await BusyAsync(run, cancellationToken);
        // Under the lease it is known for good: another delivery may have laid it aside while this one waited.
        if (await store.Audits.FindAsync(ticket.Vendor, ticket.Audit, cancellationToken) is { } now && await sliced.WaitsAsync(now, cancellationToken) is (true, var left)) return new(null, left);
        run = await store.Audits.ClaimAsync(ticket.Vendor, ticket.Audit, Now, cancellationToken);
        if (run is null) return AuditOutcome.Waits;
        if (run.IsFinal) return new(await DroppedAsync(run, cancellationToken), []);
        using var held = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, turn.Lost);
        return await EndAsync(run, async () => run.Deliveries - run.Forgiven > MaxDeliveries ? new(await GiveUpAsync(run, held.Token), []) : await AttemptAsync(run, held.Token), held.Token);
    }

    /// <summary>Ends an audit whose deliveries are used up.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public async Task<AuditRun?> AbandonAsync(AuditTicket ticket, CancellationToken cancellationToken)
    {
        var run = await store.Audits.FindAsync(ticket.Vendor, ticket.Audit, cancellationToken);
        if (run is null) return null;
        if (run.IsFinal) return await DroppedAsync(run, cancellationToken);
        // Its slices come to their end, whatever became of one message, and bring it forward.
        if (await sliced.IsWaitingAsync(run, cancellationToken) || await IsPostponedAsync(run, cancellationToken)) return null;
        await using var turn = await TakeTurnAsync(run, cancellationToken);
        if (turn is null) return (await BusyAsync(run, cancellationToken)).Ended;
        run = await store.Audits.ClaimAsync(ticket.Vendor, ticket.Audit, Now, cancellationToken);
        if (run is null) return null;
        if (run.IsFinal) return await DroppedAsync(run, cancellationToken);
        return (await EndAsync(run, async () => new(await GiveUpAsync(run, cancellationToken), []), cancellationToken)).Ended;
    }

    // One that has not begun, or was shared out, lies in the outbox and is sent again: no need to hold on to its message for long.
    private Duration PatienceOf(AuditRun run) => run.State is RunState.NotStarted || run.IsLaidAside ? ShortPatience : LeaseTime + ShortPatience;

    private async Task<AuditOutcome> BusyAsync(AuditRun run, CancellationToken cancellationToken)
    {
        if (run.State is RunState.NotStarted) return AuditOutcome.Waits;
        if (!run.IsLaidAside) throw new VendorBusyException(run.Vendor);
        await store.SlicedRuns.PostponeAsync(run, Now, cancellationToken);
        return AuditOutcome.Waits;
    }

    // A run must come to its end also where no entry can say so: then its row alone does.
    private async Task<AuditOutcome> EndAsync(AuditRun run, Func<Task<AuditOutcome>> act, CancellationToken cancellationToken)
    {
        var outcome = await OutcomeAsync(run, act, cancellationToken);
        if (outcome.Ended is not { } ended) return outcome;
        if (ended.IsFinal) Measures.AuditEnded(ended.Vendor, ended.ErrorCode);
        await DroppedAsync(ended, cancellationToken);
        return outcome;
    }

    private async Task<AuditOutcome> OutcomeAsync(AuditRun run, Func<Task<AuditOutcome>> act, CancellationToken cancellationToken)
    {
        try
        {
            return await act();
        }
        catch (TrailHaltedException halted)
        {
            return new(await journal.FailUnrecordedAsync(run, "trail-halted", halted.Message, cancellationToken), []);
        }
        catch (TrailInconsistentException inconsistent)
        {
            // Not even a suspicion can be recorded then: the log is the only place left to say so.
            IncidentLog.TrailBrokenInAudit(logger, inconsistent, run.Vendor.Value);
            return new(await journal.FailUnrecordedAsync(run, "trail-inconsistent", inconsistent.Message, cancellationToken), []);
        }
    }

    // What was kept for it goes when it has ended, and not before.
    private async Task<AuditRun> DroppedAsync(AuditRun run, CancellationToken cancellationToken)
    {
        await sliced.DropAsync(run, cancellationToken);
        return run;
    }

    // The vendor may be kept for hours: longer than a message can be held on to, or delivered again.
    private async Task<bool> IsPostponedAsync(AuditRun run, CancellationToken cancellationToken)
    {
        if (await store.Audits.KeptForAsync(run.Vendor, cancellationToken) is not { } other || other == run.Id) return false;
        if (run.State is RunState.Running) await store.SlicedRuns.PostponeAsync(run, Now, cancellationToken);
        return true;
    }

    private async Task<AuditOutcome> AttemptAsync(AuditRun run, CancellationToken cancellationToken)
    {
        // Nothing is collected or judged for an audit that could not be recorded.
        if (await store.Halts.FindAsync(run.Vendor, cancellationToken) is { } halt) throw new TrailHaltedException(run.Vendor.Value, halt);
        try
        {
            (run, var files) = await Spans.OfAuditAsync("audit.collect", run, () => store.Audits.FreezeEvidenceAsync(run, ct => gathered.OfAsync(run, ct), cancellationToken));
            (run, var request, var shared) = await Spans.OfAuditAsync("audit.read", run, () => ReadAsync(run, files, cancellationToken));
            if (shared is { IsSettled: false }) return new(null, await sliced.LayAsideAsync(run, cancellationToken));
            // A thread of its own: reading and judging do not wait for anything.
            var result = await Spans.OfAuditAsync("audit.judge", run, () => Task.Run(() => shared is null ? Auditor.Audit(request, null, cancellationToken) : sliced.Judge(request, shared, cancellationToken), cancellationToken));
            return new((await Spans.OfAuditAsync("audit.record", run, () => journal.RecordAsync(run, result, (settled, before, ct) => SuspectAsync(run, settled, before, ct), cancellationToken))).Run, []);
        }
        catch (VendorKeptException)
        {
            // The outbox has the message: it is taken up again, or cleared away where it has ended.
            return AuditOutcome.Waits;
        }
        catch (SliceLostException lost)
        {
            return new(null, await sliced.ReadAgainAsync(run, lost.Slice, cancellationToken));
        }
        catch (SliceEndedAuditException ended)
        {
            return new(await journal.FailAsync(run, ended.Code, ended.Message, cancellationToken), []);
        }
        catch (InputException refused)
        {
            return new(await journal.FailAsync(run, SliceEndedAuditException.InputRefused, refused.Message, cancellationToken), []);
        }
        catch (EvidenceChangedException changed)
        {
            return new(await journal.FailAsync(run, SliceEndedAuditException.EvidenceChanged, changed.Message, cancellationToken), []);
        }
        catch (AuditSupersededException superseded)
        {
            return new(await journal.FailAsync(run, "superseded", superseded.Message, cancellationToken), []);
        }
    }

    private async Task<(AuditRun Run, AuditRequest Request, SharedAudit? Shared)> ReadAsync(AuditRun run, IReadOnlyList<FrozenFile> files, CancellationToken cancellationToken)
    {
        var request = AuditCase.Of(run, evidence, files);
        if (!request.Record.Vendor.Retain.IsNone) await KeepAsync(run, files, cancellationToken);
        (run, var prior) = await recall.FreezeAsync(run, request.Record, cancellationToken: cancellationToken);
        request = request with { Prior = prior };
        (run, var shared) = await sliced.ShareOutAsync(run, request, cancellationToken);
        return (run, request, shared);
    }

    // Before the run ends: whoever takes the audit up again opens what was not opened, and what was is there already.
    private async Task SuspectAsync(AuditRun run, AuditResult result, IReadOnlyCollection<Finding> before, CancellationToken cancellationToken)
    {
        foreach (var opened in await suspicions.OpenAsync(run.Vendor, Suspicions.Of(result, before, run.Started!.Value), playbooks.Read(), cancellationToken))
            IncidentLog.Opened(logger, run.Vendor.Value, opened);
    }

    // The files of the contract are written over when it changes; logs come under names of their own, and are kept by the store itself.
    private async Task KeepAsync(AuditRun run, IReadOnlyList<FrozenFile> files, CancellationToken cancellationToken) => await new KeptEvidence(evidence).KeepAsync(
        run.Vendor, files.Where(file => !LogReader.IsAmongLogs(file.Path) && !file.Path.StartsWith(AuditEvidence.Folder, StringComparison.Ordinal)),
        file => evidence.Open(run.Vendor, EvidencePath.Parse(file.Path), file.ETag), cancellationToken);

    private Task<AuditRun> GiveUpAsync(AuditRun run, CancellationToken cancellationToken) =>
        journal.FailAsync(run, "gave-up", $"the audit was begun {Math.Min(run.Deliveries - run.Forgiven, MaxDeliveries)} times and never came to its end: see the log of `RunAudit`, then start another", cancellationToken);

    private Task<VendorTurn?> TakeTurnAsync(AuditRun run, CancellationToken cancellationToken)
    {
        var until = Now + PatienceOf(run);
        return VendorTurn.TakeAsync(
            run.Id, owner => store.Audits.LeaseAsync(run.Vendor, owner, Now, LeaseTime, cancellationToken), () => Task.FromResult(Now < until), LeaseTime, clock, cancellationToken);
    }
}

/// <summary>What became of a message that asks for an audit.</summary>
/// <param name="Ended">The run, when it has ended. Null: there is no such run, or it waits for its slices or for another audit of the vendor and is sent again.</param>
/// <param name="Slices">Messages that ask for slices to be read.</param>
public sealed record AuditOutcome(AuditRun? Ended, IReadOnlyList<string> Slices)
{
    public static AuditOutcome Waits { get; } = new(null, []);
}

/// <summary>Another audit of the vendor is under way.</summary>
public sealed class VendorBusyException(VendorId vendor) : Exception($"another audit of `{vendor}` is under way; this one is delivered again");
