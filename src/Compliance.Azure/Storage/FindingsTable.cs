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

    /// <summary>Where people are with it; one about which nothing was decided is open.</summary>
    public FindingStatus? Status { get; init; }

    /// <summary>Only those whose time has passed.</summary>
    public bool Overdue { get; init; }

    internal bool Admits(Finding finding, Instant now) =>
        (State is null || finding.State == State) && (Rule is null || finding.Rule == Rule)
        && (Verdict is null || finding.Verdict == Verdict) && (AtLeast is null || finding.Severity >= AtLeast)
        && (Status is null || FindingDecided.StatusOf(finding) == Status) && (!Overdue || FindingDue.IsOverdue(finding, now));
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
    private readonly DecisionsTable _decisions;
    private readonly TimeProvider _clock;

    // Final states only: they do not change.
    private readonly ConcurrentDictionary<(VendorId Vendor, string Audit), bool> _succeeded = new();

    internal FindingsTable(StoreTable table, AuditsTable audits, DecisionsTable decisions, TimeProvider clock) =>
        (_table, _audits, _decisions, _clock) = (table, audits, decisions, clock);

    private Instant Now => Instant.FromDateTimeOffset(_clock.GetUtcNow());

    /// <summary>A finding, with what was decided about it or about findings like it; or null.</summary>
    public async Task<FindingRecord?> FindAsync(VendorId vendor, Fingerprint fingerprint, CancellationToken cancellationToken = default) =>
        await FindOwnAsync(vendor, fingerprint, cancellationToken) is { } own ? Decided(own, await _decisions.ListAsync(vendor, cancellationToken), Now) : null;

    /// <summary>Findings whose fingerprint begins with these hex digits, as <see cref="FindAsync"/> gives them; no more than two, which tell that it is not unique.</summary>
    public async Task<IReadOnlyList<FindingRecord>> FindAsync(VendorId vendor, string digits, CancellationToken cancellationToken = default)
    {
        var found = new List<FindingRecord>();
        IReadOnlyList<StandingDecision>? standing = null;
        // `g` comes after every hex digit.
        await foreach (var row in _table.RowsAsync($"PartitionKey eq {vendor.Value} and RowKey ge {digits} and RowKey lt {digits + "g"}", cancellationToken: cancellationToken))
        {
            if (await SettleAsync(vendor, FindingRow.Read(row), cancellationToken) is not { } own) continue;
            found.Add(Decided(own, standing ??= await _decisions.ListAsync(vendor, cancellationToken), Now));
            if (found.Count > 1) break;
        }
        return found;
    }

    /// <summary>A finding with what was decided about it alone, whether or not that has come to its end.</summary>
    internal async Task<FindingRecord?> FindOwnAsync(VendorId vendor, Fingerprint fingerprint, CancellationToken cancellationToken) =>
        await _table.FindAsync(vendor.Value, fingerprint.Value, cancellationToken) is { } row ? await SettleAsync(vendor, FindingRow.Read(row), cancellationToken) : null;

    /// <summary>A page of findings in the order of their fingerprints. It may hold fewer than asked for and not be the last, where those are few that it is to show.</summary>
    /// <param name="continuation">Of the page before.</param>
    /// <param name="shows">Which ones whoever asks may see at all, as they are decided about; the others fill no place on a page. Null: all.</param>
    /// <exception cref="ArgumentException">The continuation is none of a list of findings.</exception>
    public async Task<Listing<FindingRecord>> ListAsync(
        VendorId vendor, int pageSize, FindingFilter? filter = null, string? continuation = null, Func<Finding, bool>? shows = null, CancellationToken cancellationToken = default)
    {
        // Only where the last page ended, so that one can end at any row.
        var last = continuation ?? "";
        if (last.Length > 0 && !Fingerprint.TryParse(last, out _)) throw new ArgumentException("expected the fingerprint that the page before ended at", nameof(continuation));
        var items = new List<FindingRecord>();
        var (standing, now) = (await _decisions.ListAsync(vendor, cancellationToken), Now);
        // Where some are left out a page is looked for among many rows, whatever its size: how few it has would tell how many there are.
        var atOnce = filter is null && shows is null ? pageSize : Math.Max(pageSize, RowsAtOnce);
        for (var pages = 1; ; pages++)
        {
            var page = await _table.PageAsync($"PartitionKey eq {vendor.Value} and RowKey gt {last}", atOnce, null, cancellationToken);
            var rows = page?.Values ?? [];
            for (var at = 0; at < rows.Count; at++)
            {
                last = rows[at].RowKey;
                // The columns are those of the audit that wrote last, which may not count yet: the filter looks at what does.
                if (await SettleAsync(vendor, FindingRow.Read(rows[at]), cancellationToken) is not { } own) continue;
                var record = Decided(own, standing, now);
                if (filter?.Admits(record.Finding, now) == false || shows?.Invoke(record.Finding) == false) continue;
                // A full page that others are left out of ends once there is one more, or the next could be empty and tell of them.
                if (items.Count == pageSize) return new(items, items[^1].Finding.Fingerprint.Value);
                items.Add(record);
                if (items.Count == pageSize && shows is null) return new(items, at == rows.Count - 1 && page!.ContinuationToken is null ? null : last);
            }
            if (page?.ContinuationToken is null) return new(items, null);
            if (pages == PagesAtOnce) return new(items, last);
        }
    }

    /// <summary>Every finding of a vendor, as <see cref="FindAsync(VendorId, Fingerprint, CancellationToken)"/> gives it.</summary>
    public async IAsyncEnumerable<FindingRecord> AllAsync(VendorId vendor, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (standing, now) = (await _decisions.ListAsync(vendor, cancellationToken), Now);
        await foreach (var own in OwnAsync(vendor, cancellationToken)) yield return Decided(own, standing, now);
    }

    /// <summary>Every finding of a vendor, each with what was decided about it alone.</summary>
    internal async IAsyncEnumerable<FindingRecord> OwnAsync(VendorId vendor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in _table.RowsAsync($"PartitionKey eq {vendor.Value}", cancellationToken: cancellationToken))
            if (await SettleAsync(vendor, FindingRow.Read(row), cancellationToken) is { } record) yield return record;
    }

    /// <summary>Writes what was decided about a finding alone; it counts in verdicts from the next audit on.</summary>
    /// <param name="work">Null: nothing is.</param>
    /// <param name="ifMatch"><see cref="FindingRecord.ETag"/> as it was read.</param>
    internal async Task<ChangeOutcome> DecideAsync(
        VendorId vendor, Fingerprint fingerprint, FindingWork? work, Exemption? exemption, ETag ifMatch, CancellationToken cancellationToken = default)
    {
        if (await FindOwnAsync(vendor, fingerprint, cancellationToken) is not { } finding) return ChangeOutcome.NotFound;
        if (finding.ETag != ifMatch) return ChangeOutcome.Stale;
        var change = FindingRow.WriteDecision(vendor.Value, fingerprint, work, exemption);
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

    private static FindingRecord Decided(FindingRecord own, IReadOnlyList<StandingDecision> standing, Instant now) =>
        own with { Finding = FindingDecided.Apply(own.Finding, standing, own.RunStarted, now), OwnWork = own.Finding.Work, OwnExemption = own.Finding.Exemption };

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
