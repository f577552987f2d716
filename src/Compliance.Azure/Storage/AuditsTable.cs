using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure.Data.Tables;
using Compliance.Findings;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Storage;

/// <summary>Table <c>audits</c>, partition = vendor: runs newest first (<c>a…</c>), pointers to them by id (<c>i…</c>), idempotency
/// keys (<c>k…</c>), the lease (<c>l</c>), whom the vendor is kept for (<c>h</c>), slices (<c>s.…</c>: <see cref="SlicesTable"/>), and what was frozen for a run (<c>z-…</c>).</summary>
public sealed class AuditsTable
{
    private static readonly Duration ResendAfter = Duration.FromMinutes(1);

    // A message whose run was never written belongs to a request that died between the two; it was never answered.
    private static readonly Duration Abandoned = Duration.FromMinutes(15);

    private const string LeaseRow = "l";

    private readonly StoreTable _table;
    private readonly Outbox _outbox;
    private readonly FrozenDocuments _frozen;
    private readonly VendorHold _hold;

    internal AuditsTable(StoreTable table, Outbox outbox, VendorHold hold) => (_table, _outbox, _hold, _frozen) = (table, outbox, hold, new FrozenDocuments(table));

    /// <summary>Puts the message down, then writes the run, with the pointer and the idempotency key in one transaction.</summary>
    /// <remarks>Asked again with the same id or the same key, it gives the run of the first time.</remarks>
    public async Task<OrderResult> PlaceAsync(AuditOrder order, CancellationToken cancellationToken = default)
    {
        if (!AuditRun.IsId(order.Id)) throw new ArgumentException($"`{order.Id}` is not the id of a run", nameof(order));
        if (await EarlierAsync(order, cancellationToken) is { } earlier) return earlier;
        await _outbox.PutAsync(new(order.Vendor, order.Id, order.Created, order.Created + ResendAfter), cancellationToken);
        var run = new AuditRun
        {
            Vendor = order.Vendor,
            Id = order.Id,
            Created = order.Created,
            StartedBy = order.StartedBy,
            From = order.From,
            To = order.To,
        };
        try
        {
            var responses = await _table.SubmitAsync(Rows(run, order.Idempotency), cancellationToken);
            return new(OrderOutcome.Placed, run with { ETag = responses[0].Headers.ETag ?? default });
        }
        catch (TableTransactionFailedException e) when (e is { Status: 409 })
        {
            // Another request, or this one before a failure, was first.
            var first = await EarlierAsync(order, cancellationToken) ?? throw new InvalidOperationException($"the audit `{order.Id}` exists and cannot be found", e);
            if (first.Run is not { State: RunState.NotStarted } || first.Run.Id != order.Id) await _outbox.DeleteAsync(order.Vendor, order.Id, cancellationToken);
            return first;
        }
    }

    /// <summary>The run, or null.</summary>
    public async Task<AuditRun?> FindAsync(VendorId vendor, string id, CancellationToken cancellationToken = default)
    {
        if (!AuditRun.IsId(id)) return null;
        var pointer = await _table.FindAsync(vendor.Value, RunRows.PointerKey(id), cancellationToken);
        if (pointer?.GetString("Run") is not { } key) return null;
        return await _table.FindAsync(vendor.Value, key, cancellationToken) is { } row ? RunRows.Read(row) : null;
    }

    /// <summary>A vendor's runs, newest first.</summary>
    public async Task<Listing<AuditRun>> ListAsync(VendorId vendor, int pageSize, string? continuation = null, CancellationToken cancellationToken = default)
    {
        var page = await _table.PageAsync(
            $"PartitionKey eq {vendor.Value} and RowKey ge {RunRows.Begin} and RowKey lt {RunRows.End}", pageSize, continuation, cancellationToken);
        return page is null ? new([], null) : new([.. page.Values.Select(RunRows.Read)], page.ContinuationToken);
    }

    /// <summary>Takes a run up: the first time it begins, a redelivery counts. A final run is given as it is.</summary>
    /// <remarks>The message of a run with slices stays in the outbox until what is kept for it is dropped: a vendor is kept for it, which a message lost in a queue must not do for ever.</remarks>
    /// <returns>Null when there is no such run.</returns>
    public async Task<AuditRun?> ClaimAsync(VendorId vendor, string id, Instant now, CancellationToken cancellationToken = default)
    {
        while (await FindAsync(vendor, id, cancellationToken) is { } run)
        {
            if (run.IsFinal) return run;
            var claimed = run with { State = RunState.Running, Started = run.Started ?? now, Deliveries = run.Deliveries + 1 };
            if (await TryWriteAsync(claimed, cancellationToken) is not { } written) continue;
            if (written.IsSliced) await _outbox.PutAsync(new(vendor, id, now, now + ResendAfter) { Begun = true }, cancellationToken);
            else await _outbox.DeleteAsync(vendor, id, cancellationToken);
            return written;
        }
        return null;
    }

    /// <summary>The lease on a vendor; null while another holds it, or the vendor is kept for another audit, whose slices are read.</summary>
    /// <param name="owner">Unlike that of any other attempt, also of the same run: the id of the audit, with more behind a full stop where an audit is attempted more than once.</param>
    public async Task<VendorLease?> LeaseAsync(VendorId vendor, string owner, Instant now, Duration duration, CancellationToken cancellationToken = default)
    {
        var lease = await VendorLease.TryTakeAsync(_table, vendor, LeaseRow, owner, now, duration, cancellationToken);
        if (lease is null || await KeptForAsync(vendor, cancellationToken) is not { } other || other == owner.Split('.')[0]) return lease;
        await lease.ReleaseAsync(cancellationToken);
        return null;
    }

    /// <summary>The audit that a vendor is kept for until its slices are read; null: none, or it has ended.</summary>
    public async Task<string?> KeptForAsync(VendorId vendor, CancellationToken cancellationToken = default) =>
        await _hold.FindAsync(vendor, cancellationToken) is { } audit && await FindAsync(vendor, audit, cancellationToken) is { IsFinal: false } ? audit : null;

    /// <summary>Writes the list of evidence down once: a run that has one keeps it, whatever is given.</summary>
    /// <returns>The run, and the list that it judges.</returns>
    public async Task<(AuditRun Run, IReadOnlyList<FrozenFile> Files)> FreezeEvidenceAsync(AuditRun run, Func<CancellationToken, Task<IReadOnlyList<FrozenFile>>> list, CancellationToken cancellationToken = default)
    {
        var frozen = await FreezeAsync(run, "evidence", r => r.EvidenceReference, (r, reference) => r with { EvidenceReference = reference },
            async ct => JsonSerializer.SerializeToUtf8Bytes((await list(ct)).Select(StoredFile.Of).ToList(), StorageJson.Default.ListStoredFile), cancellationToken);
        var files = JsonSerializer.Deserialize(frozen.Document, StorageJson.Default.ListStoredFile)!;
        return (frozen.Run, files.ConvertAll(file => file.ToFrozen()));
    }

    /// <summary>Writes down once what is known of use when a run begins: a run that has it keeps it, whatever audits see since.</summary>
    /// <param name="read">Gives what is known: <see cref="UsageTable"/>.</param>
    internal Task<(AuditRun Run, byte[] Document)> FreezeUsageAsync(AuditRun run, Func<CancellationToken, Task<byte[]>> read, CancellationToken cancellationToken = default) =>
        FreezeAsync(run, "usage", r => r.UsageReference, (r, reference) => r with { UsageReference = reference }, read, cancellationToken);

    /// <summary>What was known of use when a run began; null: nothing was written down for it.</summary>
    internal async Task<byte[]?> UsageAsync(AuditRun run, CancellationToken cancellationToken = default) =>
        run.UsageReference is { } reference ? await _frozen.ReadAsync(run.Vendor, run.Id, "usage", reference, cancellationToken) : null;

    /// <summary>The list of evidence that a run judges; null when none was written down for it.</summary>
    public async Task<IReadOnlyList<FrozenFile>?> EvidenceAsync(AuditRun run, CancellationToken cancellationToken = default)
    {
        if (run.EvidenceReference is not { } reference) return null;
        var document = await _frozen.ReadAsync(run.Vendor, run.Id, "evidence", reference, cancellationToken);
        return JsonSerializer.Deserialize(document, StorageJson.Default.ListStoredFile)!.ConvertAll(file => file.ToFrozen());
    }

    /// <summary>The result of a run that succeeded, without its findings, as <see cref="ResultJson"/> writes it; null otherwise.</summary>
    public async Task<byte[]?> ResultAsync(AuditRun run, CancellationToken cancellationToken = default) =>
        run.ResultReference is { } reference ? await _frozen.ReadAsync(run.Vendor, run.Id, "result", reference, cancellationToken) : null;

    /// <summary>The whole result of a run that succeeded, as it was then; null also for a run that was recorded when it was not yet kept.</summary>
    public async Task<AuditResult?> WholeResultAsync(AuditRun run, CancellationToken cancellationToken = default) =>
        run.WholeReference is { } reference
            ? JsonSerializer.Deserialize(await _frozen.ReadAsync(run.Vendor, run.Id, "whole", reference, cancellationToken), StorageJson.Default.StoredResult)!.ToResult()
            : null;

    /// <summary>What must be sent again now: messages of runs that have not begun, or wait. Others are taken out.</summary>
    public async IAsyncEnumerable<AuditMessage> ResendAsync(Instant now, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var message in _outbox.DueAsync(now, cancellationToken))
        {
            var run = await FindAsync(message.Vendor, message.Audit, cancellationToken);
            // One that waits takes its message out itself, when it has ended and nothing of it is left.
            if (run is { State: RunState.NotStarted } || (run is not null && message.Begun))
            {
                yield return message;
                // After it was taken: what is lost on the way is sent again.
                await _outbox.PutAsync(message with { Due = now + ResendAfter }, cancellationToken);
            }
            else if (run is not null || message.Written + Abandoned < now)
            {
                await _outbox.DeleteAsync(message.Vendor, message.Audit, cancellationToken);
            }
        }
    }

    /// <summary>Freezes a document for a run, or reads the one frozen before: whoever is first decides for all.</summary>
    internal async Task<(AuditRun Run, byte[] Document)> FreezeAsync(
        AuditRun run, string kind, Func<AuditRun, string?> reference, Func<AuditRun, string, AuditRun> with, Func<CancellationToken, Task<byte[]>> make, CancellationToken cancellationToken)
    {
        while (reference(run) is null)
        {
            var document = await make(cancellationToken);
            var named = with(run, await _frozen.PutAsync(run.Vendor, run.Id, kind, document, cancellationToken));
            if (await TryWriteAsync(named, cancellationToken) is { } written) return (written, document);
            run = await CurrentAsync(run, cancellationToken);
        }
        return (run, await _frozen.ReadAsync(run.Vendor, run.Id, kind, reference(run)!, cancellationToken));
    }

    /// <summary>Ends a run as succeeded, with its result. Ended so before: nothing more happens.</summary>
    /// <param name="seen">What it saw of use, to be remembered from now on; null: nothing.</param>
    internal async Task<AuditRun> SucceedAsync(AuditRun run, Instant now, string summary, byte[] result, StoredResult whole, byte[]? seen, CancellationToken cancellationToken)
    {
        var reference = await _frozen.PutAsync(run.Vendor, run.Id, "result", result, cancellationToken);
        var all = await _frozen.PutAsync(run.Vendor, run.Id, "whole", JsonSerializer.SerializeToUtf8Bytes(whole, StorageJson.Default.StoredResult), cancellationToken);
        var unremembered = seen is null ? null : await _frozen.PutAsync(run.Vendor, run.Id, "seen", seen, cancellationToken);
        return await EndAsync(run, r => r with { State = RunState.Succeeded, Completed = now, Summary = summary, ResultReference = reference, WholeReference = all, SeenReference = unremembered }, cancellationToken);
    }

    /// <summary>What a run saw of use and nobody has remembered yet; null: nothing.</summary>
    internal async Task<byte[]?> SeenAsync(AuditRun run, CancellationToken cancellationToken) =>
        run.SeenReference is { } reference ? await _frozen.ReadAsync(run.Vendor, run.Id, "seen", reference, cancellationToken) : null;

    /// <summary>Says that what a run saw is remembered.</summary>
    internal async Task<AuditRun> RememberedAsync(AuditRun run, CancellationToken cancellationToken)
    {
        while (run.SeenReference is not null)
        {
            if (await TryWriteAsync(run with { SeenReference = null }, cancellationToken) is { } written) return written;
            run = await CurrentAsync(run, cancellationToken);
        }
        return run;
    }

    /// <summary>Ends a run as failed. One that has ended stays as it is.</summary>
    internal Task<AuditRun> FailAsync(AuditRun run, Instant now, string code, string message, CancellationToken cancellationToken) =>
        EndAsync(run, r => r with { State = RunState.Failed, Completed = now, ErrorCode = code, ErrorMessage = StoredText.Cut(message) }, cancellationToken);

    /// <summary>Deletes what was frozen for a run and nobody needs any more. Repeatable.</summary>
    internal Task DeleteFrozenAsync(AuditRun run, string kind, CancellationToken cancellationToken) => _frozen.DeleteAsync(run.Vendor, run.Id, kind, cancellationToken);

    /// <summary>A document that was frozen for a run.</summary>
    internal Task<byte[]> ReadFrozenAsync(AuditRun run, string kind, string reference, CancellationToken cancellationToken) =>
        _frozen.ReadAsync(run.Vendor, run.Id, kind, reference, cancellationToken);

    /// <summary>Says that no delivery of a run so far has failed.</summary>
    internal async Task<AuditRun> ForgiveAsync(AuditRun run, CancellationToken cancellationToken)
    {
        while (!run.IsFinal)
        {
            if (await TryWriteAsync(run with { Forgiven = run.Deliveries }, cancellationToken) is { } written) return written;
            run = await CurrentAsync(run, cancellationToken);
        }
        return run;
    }

    private async Task<AuditRun> EndAsync(AuditRun run, Func<AuditRun, AuditRun> end, CancellationToken cancellationToken)
    {
        while (!run.IsFinal)
        {
            if (await TryWriteAsync(end(run), cancellationToken) is { } written) return written;
            run = await CurrentAsync(run, cancellationToken);
        }
        return run;
    }

    private async Task<AuditRun> CurrentAsync(AuditRun run, CancellationToken cancellationToken) =>
        await FindAsync(run.Vendor, run.Id, cancellationToken) ?? throw new InvalidOperationException($"the audit `{run.Id}` has disappeared from the store");

    private async Task<AuditRun?> TryWriteAsync(AuditRun run, CancellationToken cancellationToken) =>
        await _table.ReplaceAsync(RunRows.Write(run), run.ETag, cancellationToken) is { } etag ? run with { ETag = etag } : null;

    /// <summary>What became of an order that was placed before, by its key or its id; null: it is new.</summary>
    public async Task<OrderResult?> EarlierAsync(AuditOrder order, CancellationToken cancellationToken = default)
    {
        if (order.Idempotency is { } key
            && await _table.FindAsync(order.Vendor.Value, RunRows.IdempotencyKey(key), cancellationToken) is { } used)
        {
            if (used.GetString("Body") != key.BodySha256) return new(OrderOutcome.KeyReused, null);
            return new(OrderOutcome.Repeated, await FindAsync(order.Vendor, used.GetString("Audit")!, cancellationToken));
        }
        return await FindAsync(order.Vendor, order.Id, cancellationToken) is { } run ? new(OrderOutcome.Repeated, run) : null;
    }

    private static List<TableTransactionAction> Rows(AuditRun run, IdempotencyKey? key)
    {
        var row = RunRows.Write(run);
        var rows = new List<TableTransactionAction>
        {
            new(TableTransactionActionType.Add, row),
            new(TableTransactionActionType.Add, new TableEntity(run.Vendor.Value, RunRows.PointerKey(run.Id)) { ["Run"] = row.RowKey }),
        };
        if (key is not null)
        {
            rows.Add(new(TableTransactionActionType.Add, new TableEntity(run.Vendor.Value, RunRows.IdempotencyKey(key))
            {
                ["Body"] = key.BodySha256,
                ["Audit"] = run.Id,
            }));
        }
        return rows;
    }
}
