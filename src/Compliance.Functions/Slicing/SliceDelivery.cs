using Compliance.Evidence;
using Compliance.Functions.Auditing;
using Compliance.Slices;
using Compliance.Storage;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Compliance.Functions.Slicing;

/// <summary>What is done with a message that asks for a slice to be read. It may be delivered twice, at once, and killed anywhere: each attempt writes a file of its own, and the row of the slice says
/// which one counts.</summary>
public sealed class SliceDelivery(Store store, IEvidenceStore evidence, ISliceStore files, ServiceOptions options, TimeProvider clock, ILogger<SliceDelivery> logger)
{
    /// <summary>Deliveries that may begin to read; the next one settles the slice as failed.</summary>
    private const int MaxClaims = 5;

    /// <summary>How often a slice that could have been begun is left waiting when its message was delivered five times in vain: between two of them lies a look at the audit, and
    /// looks come ever less often. So what lasts is waited out for hours: a store that does not answer is no evidence about a log.</summary>
    private const int MaxAbandoned = 10;

    private const string GaveUp = "gave-up";

    private Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    private Duration LeaseTime => Duration.FromTimeSpan(options.VendorLease);

    /// <summary>Reads the slice, unless that was done, or another does it.</summary>
    /// <returns>The message that asks for the audit, when nothing is left that it waits for; else null.</returns>
    public async Task<string?> RunAsync(SliceTicket ticket, CancellationToken cancellationToken)
    {
        if (await FindAsync(ticket, cancellationToken) is not { } slice) return null;
        if (slice.IsSettled) return NotWanted(ticket);
        await using var turn = await TakeTurnAsync(slice, cancellationToken);
        if (turn is null) return NotWanted(ticket);
        using var held = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, turn.Lost);
        var settled = await ReadAsync(ticket, held.Token);
        return await NextAsync(ticket, settled, cancellationToken);
    }

    /// <summary>Settles a slice as failed whose message was delivered in vain, unless it was read, or another reads it just now, or it may yet be begun: then it is left waiting.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public async Task<string?> AbandonAsync(SliceTicket ticket, CancellationToken cancellationToken)
    {
        if (await FindAsync(ticket, cancellationToken) is not { } slice) return null;
        // Should that one end without a word, the message is sent again: the audit waits and is looked at.
        if (slice.IsSettled || slice.HeldUntil > Now) return NotWanted(ticket);
        if (slice.Claims < MaxClaims && slice.Abandoned < MaxAbandoned)
        {
            await store.Slices.AbandonAsync(slice, cancellationToken);
            SliceLog.LeftWaiting(logger, ticket.ToString());
            return null;
        }
        var settled = await FailAsync(slice, GaveUp, $"its message was delivered in vain, at last after {slice.Abandoned} pauses", cancellationToken);
        return await NextAsync(ticket, settled, cancellationToken);
    }

    // Under the slice's lease. What it settled; null: nothing.
    private async Task<AuditSlice?> ReadAsync(SliceTicket ticket, CancellationToken cancellationToken)
    {
        if (await store.Slices.FindAsync(ticket.Vendor, ticket.Audit, ticket.Number, cancellationToken) is not { IsSettled: false } slice) return null;
        if (slice.Claims >= MaxClaims) return await FailAsync(slice, GaveUp, $"reading it was begun {slice.Claims} times and never came to its end", cancellationToken);
        if (await store.Slices.ClaimAsync(slice, cancellationToken) is not { } claimed) return null;
        try
        {
            return await ReadAsync(claimed, cancellationToken);
        }
        catch (SliceEndedAuditException ended)
        {
            return await FailAsync(claimed, ended.Code, ended.Message, cancellationToken);
        }
        catch (EvidenceChangedException changed)
        {
            return await FailAsync(claimed, SliceEndedAuditException.EvidenceChanged, changed.Message, cancellationToken);
        }
        catch (InputException refused)
        {
            return await FailAsync(claimed, SliceEndedAuditException.InputRefused, refused.Message, cancellationToken);
        }
    }

    private async Task<AuditSlice?> ReadAsync(AuditSlice slice, CancellationToken cancellationToken)
    {
        var run = await store.Audits.FindAsync(slice.Vendor, slice.Audit, cancellationToken);
        if (run is not { IsFinal: false } || await store.SlicedRuns.FindAsync(run, cancellationToken) is not { } frozen) return null;
        var frozenFiles = await store.Audits.EvidenceAsync(run, cancellationToken) ?? throw new InvalidDataException($"the audit `{run.Id}` was shared out without its list of evidence");
        var request = AuditCase.Of(run, evidence, frozenFiles);
        var part = SlicedAudit.PlanOf(new LogReader(request.Folder, request.Record.Vendor.Logs).Files, frozen).Slices[slice.Number - 1];
        var file = SliceFileName.New(slice.Number);
        var bytes = await files.PutAsync(
            slice.Vendor, slice.Audit, file, output => Auditor.ReadSlice(request, part, frozen.Key, output, cancellationToken), cancellationToken);
        var settled = await store.Slices.ReadAsync(slice, file, bytes, cancellationToken);
        if (settled is not null) SliceLog.Read(logger, SliceTicket.Of(slice).ToString(), bytes);
        // Another was first, or the audit has ended.
        else await files.DeleteAsync(slice.Vendor, slice.Audit, file, cancellationToken);
        return settled;
    }

    private async Task<AuditSlice?> FailAsync(AuditSlice slice, string code, string message, CancellationToken cancellationToken)
    {
        var settled = await store.Slices.FailAsync(slice, code, message, cancellationToken);
        if (settled is not null) SliceLog.Failed(logger, SliceTicket.Of(slice).ToString(), code);
        return settled;
    }

    private async Task<AuditSlice?> FindAsync(SliceTicket ticket, CancellationToken cancellationToken)
    {
        var slice = await store.Audits.FindAsync(ticket.Vendor, ticket.Audit, cancellationToken) is { IsFinal: false, IsSliced: true }
            ? await store.Slices.FindAsync(ticket.Vendor, ticket.Audit, ticket.Number, cancellationToken)
            : null;
        if (slice is null) NotWanted(ticket);
        return slice;
    }

    // Only whoever settles the last slice asks for the audit: did everyone who finds it settled, one audit would be asked for as often as it has slices. Who is cut off
    // between the two is made good by the outbox.
    private async Task<string?> NextAsync(SliceTicket ticket, AuditSlice? settled, CancellationToken cancellationToken)
    {
        if (await store.Audits.FindAsync(ticket.Vendor, ticket.Audit, cancellationToken) is not { } run) return null;
        if (run.IsFinal)
        {
            // It ended while this was read.
            await files.DeleteAllAsync(run.Vendor, run.Id, cancellationToken);
            return null;
        }
        if (settled is null) return null;
        var endsAudit = SliceEndedAuditException.Codes.Contains(settled.ErrorCode);
        return endsAudit || !await store.Slices.IsAnyLeftAsync(run.Vendor, run.Id, cancellationToken) ? AuditTicket.Of(run).ToString() : null;
    }

    /// <returns>Null: another reads the slice and lives, or it was settled. Whoever was killed is waited for until its lease has run out.</returns>
    private Task<VendorTurn?> TakeTurnAsync(AuditSlice slice, CancellationToken cancellationToken)
    {
        var heldUntil = slice.HeldUntil;
        return VendorTurn.TakeAsync(
            slice.Audit, owner => store.Slices.LeaseAsync(slice, owner, Now, LeaseTime, cancellationToken), MayBecomeFreeAsync, LeaseTime, clock, cancellationToken);

        async Task<bool> MayBecomeFreeAsync()
        {
            if (await store.Slices.FindAsync(slice.Vendor, slice.Audit, slice.Number, cancellationToken) is not { IsSettled: false } now) return false;
            // It was prolonged: its holder lives.
            if (heldUntil is not null && now.HeldUntil > heldUntil) return false;
            heldUntil ??= now.HeldUntil;
            return true;
        }
    }

    private string? NotWanted(SliceTicket ticket)
    {
        SliceLog.NotWanted(logger, ticket.ToString());
        return null;
    }
}
