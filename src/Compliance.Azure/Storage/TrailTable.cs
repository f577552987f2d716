using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Compliance.Trail;

namespace Compliance.Storage;

/// <summary>The logs in table <c>trail</c>: partition is the vendor; an append is one transaction of marker, head and entries.</summary>
/// <remarks>Any number of writers may append at once. The marker's key decides whether an act is done, the head's version who
/// goes first; at most one of a transaction, its repetition and its rebased successor can commit, as all carry the same marker.</remarks>
public sealed class TrailTable : ITrail
{
    private const int MaxRaces = 64;
    private const int MaxUnanswered = 6;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LastDelay = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<string, TrailLog> _logs = new(StringComparer.Ordinal);
    private readonly StoreTable _table;
    private readonly TimeProvider _clock;

    internal TrailTable(StoreTable table, TimeProvider clock) => (_table, _clock) = (table, clock);

    /// <inheritdoc/>
    public Task<TrailPosition> AppendAsync(string vendor, string operationKey, IReadOnlyList<TrailEntry> entries, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(operationKey);
        Check(vendor, entries);
        var log = LogOf(vendor);
        return log.InTurnAsync(() => AppendAsync(log, vendor, operationKey, entries, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<TrailHead> HeadAsync(string vendor, CancellationToken cancellationToken = default)
    {
        var state = await LogOf(vendor).InTurnAsync(() => LogOf(vendor).ReloadAsync(cancellationToken), cancellationToken);
        return new(state.Frontier.Size, state.Frontier.Root);
    }

    /// <inheritdoc/>
    /// <remarks>Read from the first entry on, the entries are also held to the root.</remarks>
    public async IAsyncEnumerable<StoredEntry> ReadAsync(string vendor, long from = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        var head = await HeadAsync(vendor, cancellationToken);
        if (from >= head.Size) yield break;
        var index = from;
        var frontier = MerkleFrontier.Empty;
        var rows = _table.RowsAsync(
            $"PartitionKey eq {vendor} and RowKey ge {TrailRows.EntryKey(from)} and RowKey lt {TrailRows.EntryKey(head.Size)}",
            ["RowKey", "D", "L"], cancellationToken: cancellationToken);
        await foreach (var row in rows)
        {
            var entry = ReadEntry(vendor, index, row);
            if (from == 0) frontier = frontier.Append([entry.Hash]);
            yield return new(index++, entry);
        }
        if (index < head.Size) throw new TrailInconsistentException(vendor, $"entry {index} is missing");
        if (from == 0 && frontier.Root != head.Root) throw new TrailInconsistentException(vendor, "its entries do not fold to its root");
    }

    private static TrailEntry ReadEntry(string vendor, long index, TableEntity row)
    {
        if (row.RowKey != TrailRows.EntryKey(index)) throw new TrailInconsistentException(vendor, $"entry {index} is missing");
        try
        {
            return TrailRows.ReadEntry(row);
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException)
        {
            throw new TrailInconsistentException(vendor, e.Message, e);
        }
    }

    private static void Check(string vendor, IReadOnlyList<TrailEntry> entries)
    {
        if (entries.Count is 0 or > TrailChunks.MaxEntries)
            throw new ArgumentException($"an append has 1 to {TrailChunks.MaxEntries} entries, not {entries.Count}", nameof(entries));
        if (entries.Sum(TrailChunks.EncodedBytes) > TrailChunks.MaxBytes)
            throw new ArgumentException($"an append has at most {TrailChunks.MaxBytes} bytes encoded", nameof(entries));
        if (entries.FirstOrDefault(entry => entry.Vendor != vendor) is { } other)
            throw new ArgumentException($"an entry of `{other.Vendor}` does not belong in the trail of `{vendor}`", nameof(entries));
    }

    private TrailLog LogOf(string vendor) => _logs.GetOrAdd(vendor, id => new TrailLog(_table, id));

    private async Task<TrailPosition> AppendAsync(TrailLog log, string vendor, string operationKey, IReadOnlyList<TrailEntry> entries, CancellationToken cancellationToken)
    {
        var operation = TrailRows.Operation(operationKey);
        var (races, unanswered) = (0, 0);
        var committed = false;
        LogState? state = null;
        while (true)
        {
            try
            {
                if (committed) return await CommittedAsync(vendor, operationKey, operation, entries, cancellationToken);
                state ??= await log.StateAsync(cancellationToken);
                return await CommitAsync(log, vendor, operation, entries, state, cancellationToken);
            }
            catch (TableTransactionFailedException e) when (e is { Status: 409, FailedTransactionActionIndex: 0 })
            {
                committed = true;
            }
            // 412: the head moved on. 409: another began the log. Indexes are not part of a leaf: only the head is rebased.
            catch (TableTransactionFailedException e) when (e is { Status: 412 or 409, FailedTransactionActionIndex: 1 })
            {
                if (++races > MaxRaces) throw new TrailUnavailableException($"the trail of `{vendor}` is busy: {MaxRaces} times another writer was first. Try again", e);
                await DelayAsync(races, cancellationToken);
                log.Forget();
                state = null;
            }
            catch (TableTransactionFailedException e) when (e is { Status: 404, FailedTransactionActionIndex: 1 })
            {
                throw new TrailInconsistentException(vendor, "its head has disappeared", e);
            }
            catch (TableTransactionFailedException e) when (e is { Status: 409, FailedTransactionActionIndex: >= 2 })
            {
                throw new TrailInconsistentException(vendor, $"a row lies at or after index {state!.Frontier.Size}, where its head says it ends", e);
            }
            // Whether it was committed is unknown: the same transaction again, with the same head, finds out.
            catch (Exception e) when (Ambiguous.Is(e, cancellationToken))
            {
                if (++unanswered > MaxUnanswered)
                    throw new TrailUnavailableException($"the store did not answer while the trail of `{vendor}` was written; whether it was is unknown. Try again with the same operation", e);
                await DelayAsync(unanswered, cancellationToken);
            }
        }
    }

    private async Task<TrailPosition> CommitAsync(TrailLog log, string vendor, string operation, IReadOnlyList<TrailEntry> entries, LogState state, CancellationToken cancellationToken)
    {
        var next = state.Frontier.Append(entries.Select(entry => entry.Hash));
        var responses = await _table.SubmitAsync(TrailRows.Append(vendor, operation, entries, state, next), cancellationToken);
        if (responses[1].Headers.ETag is { } etag) log.Advance(new(next, etag));
        else await log.ReloadAsync(cancellationToken);
        return new(state.Frontier.Size, entries.Count);
    }

    private async Task<TrailPosition> CommittedAsync(string vendor, string operationKey, string operation, IReadOnlyList<TrailEntry> entries, CancellationToken cancellationToken)
    {
        var marker = await _table.FindAsync(vendor, TrailRows.MarkerKey(operation), cancellationToken)
            ?? throw new TrailInconsistentException(vendor, $"the marker of the operation `{operationKey}` has disappeared");
        try
        {
            return TrailRows.ReadMarker(marker, operationKey, entries);
        }
        catch (FormatException e)
        {
            throw new TrailInconsistentException(vendor, e.Message, e);
        }
    }

    // Doubling, with full jitter: writers that collided once must not collide again in step.
    private Task DelayAsync(int attempt, CancellationToken cancellationToken)
    {
        var ceiling = Math.Min(FirstDelay.TotalMilliseconds * (1 << Math.Min(attempt, 6)), LastDelay.TotalMilliseconds);
        return Task.Delay(TimeSpan.FromMilliseconds(1 + Random.Shared.NextDouble() * ceiling), _clock, cancellationToken);
    }
}
