using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Compliance.Trail;

namespace Compliance.Storage;

/// <summary>The logs in table <c>trail</c>: partition is the vendor. Any number of processes may append at once; within one, appends to a log
/// that wait at the same time are committed together.</summary>
public sealed class TrailTable : ITrail
{
    private readonly ConcurrentDictionary<string, AppendQueue> _queues = new(StringComparer.Ordinal);
    private readonly TrailLogs _logs;
    private readonly StoreTable _table;
    private readonly Backoff _backoff;

    internal TrailTable(TrailLogs logs, TimeProvider clock) => (_logs, _table, _backoff) = (logs, logs.Table, new(clock));

    /// <inheritdoc/>
    public async Task<TrailPosition> AppendAsync(string vendor, string operationKey, IReadOnlyList<TrailEntry> entries, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(operationKey);
        Check(vendor, entries);
        using var span = Tracing.Source.StartActivity("trail.append")?.SetTag("compliance.vendor", vendor).SetTag("compliance.trail.entries", entries.Count);
        return await Tracing.NotedAsync(span, () => _queues.GetOrAdd(vendor, QueueOf).AppendAsync(new(operationKey, entries), cancellationToken));
    }

    /// <inheritdoc/>
    public async Task<TrailHead> HeadAsync(string vendor, CancellationToken cancellationToken = default)
    {
        var state = await _logs.Of(vendor).InTurnAsync(() => _logs.Of(vendor).ReloadAsync(cancellationToken), cancellationToken);
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

    /// <inheritdoc/>
    public async IAsyncEnumerable<TrailLeaf> LeavesAsync(string vendor, long from, long before, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        var index = from;
        var rows = _table.RowsAsync(
            $"PartitionKey eq {vendor} and RowKey ge {TrailRows.EntryKey(from)} and RowKey lt {TrailRows.EntryKey(before)}",
            ["RowKey", "D", "L"], cancellationToken: cancellationToken);
        await foreach (var row in rows) yield return ReadLeaf(vendor, index++, row);
        if (index < before) throw new TrailInconsistentException(vendor, $"entry {index} is missing");
    }

    private static TrailLeaf ReadLeaf(string vendor, long index, TableEntity row)
    {
        if (row.RowKey != TrailRows.EntryKey(index)) throw new TrailInconsistentException(vendor, $"entry {index} is missing");
        var bytes = row.GetBinary("D") ?? throw new TrailInconsistentException(vendor, $"entry {index} has no bytes");
        var hash = EntryHash.OfLeaf(bytes);
        if (!EntryHash.TryRead(row.GetBinary("L"), out var stored) || stored != hash)
            throw new TrailInconsistentException(vendor, $"the bytes of entry {index} are not those of its hash");
        return new(index, bytes, hash);
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

    private AppendQueue QueueOf(string vendor)
    {
        var log = _logs.Of(vendor);
        var commit = new GroupCommit(_table, log, vendor, _backoff);
        return new(group => log.InTurnAsync(() => commit.RunAsync(group), group.Abandoned));
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
}
