using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Compliance.Findings;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Storage;

/// <summary>Which findings a list shows; null: any.</summary>
public sealed record FindingFilter
{
    public FindingState? State { get; init; }
    public string? Rule { get; init; }
    public Verdict? Verdict { get; init; }
    public Severity? AtLeast { get; init; }

    internal bool Admits(Finding finding) =>
        (State is null || finding.State == State) && (Rule is null || finding.Rule == Rule)
        && (Verdict is null || finding.Verdict == Verdict) && (AtLeast is null || finding.Severity >= AtLeast);
}

/// <summary>What became of a change under If-Match.</summary>
public enum ChangeOutcome
{
    Changed,
    NotFound,

    /// <summary>It has changed since it was read.</summary>
    Stale,
}

/// <summary>Table <c>findings</c>: the present state of each finding; partition = vendor, row = fingerprint. Operational data of the
/// customer's own: unlike the trail it holds names. Readers see nothing of an audit that has not succeeded.</summary>
public sealed class FindingsTable
{
    private const int RowsAtOnce = 100;

    // D and B of 64 KiB each as base64 would be 18 MB in a hundred rows; a transaction has 4 MiB.
    private const long BytesAtOnce = 3L << 20;
    private const int MaxRaces = 20;

    // What a list reads at most before it answers with less than was asked for.
    private const int PagesAtOnce = 10;

    private readonly StoreTable _table;
    private readonly AuditsTable _audits;

    // Final states only: they do not change.
    private readonly ConcurrentDictionary<(VendorId Vendor, string Audit), bool> _succeeded = new();

    internal FindingsTable(StoreTable table, AuditsTable audits) => (_table, _audits) = (table, audits);

    /// <summary>A finding, or null.</summary>
    public async Task<FindingRecord?> FindAsync(VendorId vendor, Fingerprint fingerprint, CancellationToken cancellationToken = default) =>
        await _table.FindAsync(vendor.Value, fingerprint.Value, cancellationToken) is { } row ? await SettleAsync(vendor, FindingRow.Read(row), cancellationToken) : null;

    /// <summary>A page of findings in the order of their fingerprints. With a filter it may hold fewer than asked for and not be the last.</summary>
    public async Task<Listing<FindingRecord>> ListAsync(
        VendorId vendor, int pageSize, FindingFilter? filter = null, string? continuation = null, CancellationToken cancellationToken = default)
    {
        var items = new List<FindingRecord>();
        for (var pages = 1; ; pages++)
        {
            var page = await _table.PageAsync($"PartitionKey eq {vendor.Value}", pageSize - items.Count, continuation, cancellationToken);
            foreach (var row in page?.Values ?? [])
            {
                // The columns are those of the audit that wrote last, which may not count yet: the filter looks at what does.
                if (await SettleAsync(vendor, FindingRow.Read(row), cancellationToken) is { } record && filter?.Admits(record.Finding) != false) items.Add(record);
            }
            continuation = page?.ContinuationToken;
            if (continuation is null || items.Count == pageSize || pages == PagesAtOnce) return new(items, continuation);
        }
    }

    /// <summary>Every finding of a vendor.</summary>
    public async IAsyncEnumerable<FindingRecord> AllAsync(VendorId vendor, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var row in _table.RowsAsync($"PartitionKey eq {vendor.Value}", cancellationToken: cancellationToken))
            if (await SettleAsync(vendor, FindingRow.Read(row), cancellationToken) is { } record) yield return record;
    }

    /// <summary>Sets or withdraws the acceptance of a finding's risk; it counts from the next audit on.</summary>
    /// <param name="ifMatch"><see cref="FindingRecord.ETag"/> as it was read.</param>
    /// <exception cref="InputException">The approver is the requester.</exception>
    public async Task<ChangeOutcome> ExemptAsync(VendorId vendor, Fingerprint fingerprint, Exemption? exemption, ETag ifMatch, CancellationToken cancellationToken = default)
    {
        if (exemption is not null && string.Equals(exemption.ApprovedBy, exemption.RequestedBy, StringComparison.OrdinalIgnoreCase))
            throw new InputException("`approvedBy` is the requester: a risk is accepted by another person");
        if (await FindAsync(vendor, fingerprint, cancellationToken) is not { } finding) return ChangeOutcome.NotFound;
        if (finding.ETag != ifMatch) return ChangeOutcome.Stale;
        var change = FindingRow.WriteExemption(vendor.Value, fingerprint, exemption);
        return await _table.MergeAsync(change, ifMatch, cancellationToken) is null ? ChangeOutcome.Stale : ChangeOutcome.Changed;
    }

    /// <summary>Writes what an audit found, beside what counted before it. Repeatable; rows that a later audit has written are refused.</summary>
    /// <exception cref="AuditSupersededException">A later audit of the vendor has written findings.</exception>
    internal async Task WriteAsync(VendorId vendor, Instant run, IReadOnlyList<FindingRecord> records, Func<Fingerprint, FindingRecord?> before, CancellationToken cancellationToken)
    {
        var pending = new Queue<FindingRecord>(records);
        var races = 0;
        while (pending.Count > 0)
        {
            var versions = await VersionsAsync(vendor, run, pending, cancellationToken);
            try
            {
                while (pending.Count > 0) await WriteBatchAsync(vendor, pending, before, versions, cancellationToken);
            }
            // Somebody decided about a finding in between: its version is read again.
            catch (TableTransactionFailedException e) when (e.Status is 412 or 409 or 404 && ++races <= MaxRaces)
            {
            }
        }
    }

    private async Task WriteBatchAsync(VendorId vendor, Queue<FindingRecord> pending, Func<Fingerprint, FindingRecord?> before, Dictionary<string, ETag> versions, CancellationToken cancellationToken)
    {
        var actions = new List<TableTransactionAction>();
        var bytes = 0L;
        foreach (var record in pending)
        {
            var row = FindingRow.Write(vendor.Value, record, before(record.Finding.Fingerprint));
            bytes += (row.GetBinary("D")!.Length + row.GetBinary("B")!.Length) * 4L / 3 + 2_000;
            if (actions.Count == RowsAtOnce || (actions.Count > 0 && bytes > BytesAtOnce)) break;
            actions.Add(versions.TryGetValue(row.RowKey, out var etag)
                ? new(TableTransactionActionType.UpdateMerge, row, etag)
                : new(TableTransactionActionType.Add, row));
        }
        await _table.SubmitAsync(actions, cancellationToken);
        for (var i = 0; i < actions.Count; i++) pending.Dequeue();
    }

    private async Task<Dictionary<string, ETag>> VersionsAsync(VendorId vendor, Instant run, Queue<FindingRecord> pending, CancellationToken cancellationToken)
    {
        var wanted = pending.Select(record => record.Finding.Fingerprint.Value).ToHashSet(StringComparer.Ordinal);
        var versions = new Dictionary<string, ETag>(StringComparer.Ordinal);
        await foreach (var row in _table.RowsAsync($"PartitionKey eq {vendor.Value}", ["RowKey", "Run", "Audit"], cancellationToken: cancellationToken))
        {
            if (!wanted.Contains(row.RowKey)) continue;
            // The lease was lost and its next holder has been here.
            if (row.GetInt64("Run") > run.ToUnixTimeTicks()) throw new AuditSupersededException(row.GetString("Audit")!);
            versions.Add(row.RowKey, row.ETag);
        }
        return versions;
    }

    private async Task<FindingRecord?> SettleAsync(VendorId vendor, FindingRow row, CancellationToken cancellationToken) =>
        row.Settled(await SucceededAsync(vendor, row.Written.Audit, cancellationToken));

    private async Task<bool> SucceededAsync(VendorId vendor, string audit, CancellationToken cancellationToken)
    {
        if (_succeeded.TryGetValue((vendor, audit), out var known)) return known;
        var run = await _audits.FindAsync(vendor, audit, cancellationToken);
        var succeeded = run is { State: RunState.Succeeded };
        if (run is { IsFinal: true }) _succeeded[(vendor, audit)] = succeeded;
        return succeeded;
    }
}

/// <summary>A later audit of the vendor has begun to record: this one must not overwrite it.</summary>
public sealed class AuditSupersededException(string by) : Exception($"the later audit `{by}` has already recorded findings; this one is out of date");
