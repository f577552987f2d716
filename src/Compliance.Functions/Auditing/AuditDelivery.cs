using Compliance.Findings;
using Compliance.Functions.Incidents;
using Compliance.Handling;
using Compliance.Incidents;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Vendors;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Compliance.Functions.Auditing;

/// <summary>What is done with a message that asks for an audit. It may be delivered twice and killed anywhere: the run row says what is
/// left to do, and the frozen list of evidence that it is done with the same bytes.</summary>
public sealed class AuditDelivery(
    Store store, IEvidenceStore evidence, AuditEvidence gathered, AuditJournal journal, SuspicionOpening suspicions, CompanyPlaybooks playbooks, ServiceOptions options, TimeProvider clock, ILogger<AuditDelivery> logger)
{
    /// <summary>Deliveries that may begin to judge; the next one ends the run.</summary>
    private const int MaxDeliveries = 5;

    private static readonly TimeSpan TurnPause = TimeSpan.FromMilliseconds(250);

    // An audit that has not begun still lies in the outbox and is sent again: no need to hold on to the message for long.
    private static readonly Duration ShortPatience = Duration.FromSeconds(10);

    private Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    private Duration LeaseTime => Duration.FromTimeSpan(options.VendorLease);

    /// <summary>Runs the audit to its end.</summary>
    /// <returns>The run as it is now. Null: there is no such run, or it waits for another audit of the vendor and is sent again.</returns>
    /// <exception cref="VendorBusyException">Another audit of the vendor is under way, and this one had begun: deliver it again.</exception>
    public async Task<AuditRun?> RunAsync(AuditTicket ticket, CancellationToken cancellationToken)
    {
        var run = await store.Audits.FindAsync(ticket.Vendor, ticket.Audit, cancellationToken);
        if (run is null || run.IsFinal) return run;
        await using var turn = await TakeTurnAsync(run, run.State is RunState.NotStarted ? ShortPatience : LeaseTime + ShortPatience, cancellationToken);
        if (turn is null) return run.State is RunState.NotStarted ? null : throw new VendorBusyException(ticket.Vendor);
        run = await store.Audits.ClaimAsync(ticket.Vendor, ticket.Audit, Now, cancellationToken);
        if (run is null || run.IsFinal) return run;
        if (run.Deliveries > MaxDeliveries) return await GiveUpAsync(run, cancellationToken);
        using var held = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, turn.Lost);
        return await AttemptAsync(run, held.Token);
    }

    /// <summary>Ends an audit whose deliveries are used up.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public async Task<AuditRun?> AbandonAsync(AuditTicket ticket, CancellationToken cancellationToken)
    {
        var run = await store.Audits.FindAsync(ticket.Vendor, ticket.Audit, cancellationToken);
        if (run is null || run.IsFinal) return run;
        await using var turn = await TakeTurnAsync(run, LeaseTime + ShortPatience, cancellationToken) ?? throw new VendorBusyException(ticket.Vendor);
        run = await store.Audits.ClaimAsync(ticket.Vendor, ticket.Audit, Now, cancellationToken);
        return run is null || run.IsFinal ? run : await GiveUpAsync(run, cancellationToken);
    }

    private async Task<AuditRun> AttemptAsync(AuditRun run, CancellationToken cancellationToken)
    {
        try
        {
            (run, var files) = await store.Audits.FreezeEvidenceAsync(run, ct => gathered.OfAsync(run, ct), cancellationToken);
            var folder = new StoredFolder(evidence, run.Vendor, files);
            // A thread of its own: reading and judging do not wait for anything.
            var result = await Task.Run(() => Judge(run, folder, cancellationToken), cancellationToken);
            return (await journal.RecordAsync(run, result, (settled, before, ct) => SuspectAsync(run, settled, before, ct), cancellationToken)).Run;
        }
        catch (InputException refused)
        {
            return await journal.FailAsync(run, "input-refused", refused.Message, cancellationToken);
        }
        catch (EvidenceChangedException changed)
        {
            return await journal.FailAsync(run, "evidence-changed", changed.Message, cancellationToken);
        }
        catch (AuditSupersededException superseded)
        {
            return await journal.FailAsync(run, "superseded", superseded.Message, cancellationToken);
        }
        catch (TrailInconsistentException inconsistent)
        {
            // Not even a suspicion can be recorded then: the log is the only place left to say so.
            IncidentLog.TrailBrokenInAudit(logger, inconsistent, run.Vendor.Value);
            throw;
        }
    }

    // Before the run ends: whoever takes the audit up again opens what was not opened, and what was is there already.
    private async Task SuspectAsync(AuditRun run, AuditResult result, IReadOnlyCollection<Finding> before, CancellationToken cancellationToken)
    {
        foreach (var incident in await suspicions.OpenAsync(run.Vendor, Suspicions.Of(result, before, run.Started!.Value), playbooks.Read(), cancellationToken))
            IncidentLog.Suspected(logger, run.Vendor.Value, incident);
    }

    private static AuditResult Judge(AuditRun run, StoredFolder folder, CancellationToken cancellationToken)
    {
        var record = VendorReader.Read(folder);
        if (record.Vendor.Id != run.Vendor)
            throw new InputException($"vendor.yaml: `id` is `{record.Vendor.Id}`, but these are the files of `{run.Vendor}`: correct the id, or put them where they belong");
        var request = new AuditRequest { Id = run.Id, Record = record, Folder = folder, From = run.From, To = run.To, Started = run.Started, StartedBy = run.StartedBy };
        return Auditor.Audit(request, null, cancellationToken);
    }

    private Task<AuditRun> GiveUpAsync(AuditRun run, CancellationToken cancellationToken) =>
        journal.FailAsync(run, "gave-up", $"the audit was begun {Math.Min(run.Deliveries, MaxDeliveries)} times and never came to its end: see the log of `RunAudit`, then start another", cancellationToken);

    private async Task<VendorTurn?> TakeTurnAsync(AuditRun run, Duration patience, CancellationToken cancellationToken)
    {
        // Unlike that of any other attempt: an attempt that was cut off must not look like this one.
        var owner = $"{run.Id}.{Guid.NewGuid():N}";
        var until = Now + patience;
        while (true)
        {
            if (await store.Audits.LeaseAsync(run.Vendor, owner, Now, LeaseTime, cancellationToken) is { } lease) return new VendorTurn(lease, LeaseTime, clock);
            if (Now >= until) return null;
            await Task.Delay(TurnPause, clock, cancellationToken);
        }
    }
}

/// <summary>Another audit of the vendor is under way.</summary>
public sealed class VendorBusyException(VendorId vendor) : Exception($"another audit of `{vendor}` is under way; this one is delivered again");
