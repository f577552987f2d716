using Compliance.Storage;
using Compliance.Trail.Verification;

namespace Compliance.Checking;

/// <summary>Says which operations and markers do not belong to one another, when it is known that some do not: asks for each marker by
/// itself, which for a whole log takes long.</summary>
internal sealed class MarkerSearch(StoreTable table, string vendor, ProblemLog problems)
{
    private const int RowsAtOnce = 250;

    // Of one append; a marker that claims more is not believed.
    private const int MostEntries = 98;

    private readonly ProblemLog _ignored = new();

    // A run whose marker is not there may be entries of the next one whose column was changed.
    private OperationRun? _orphan;
    private (MarkerRow Marker, long End) _covering = (new("", "", 0, 0, []), 0);

    /// <summary>Goes through the entries <c>[from, before)</c>.</summary>
    public async Task OperationsAsync(long from, long before, CancellationToken cancellationToken)
    {
        OperationRun? run = null;
        _covering.End = from;
        var rows = table.RowsAsync(
            $"PartitionKey eq {vendor} and RowKey ge {LogKeys.Entry(from)} and RowKey lt {LogKeys.Entry(before)}", ["RowKey", "D", "L", "Op"], RowsAtOnce, cancellationToken);
        await foreach (var row in rows)
        {
            if (!Cells.TryNumber(row.RowKey, "e", LogKeys.IndexDigits, out var index)) continue;
            var entry = EntryRow.Read(row, index, vendor, _ignored);
            if (run is null || !run.Continues(entry))
            {
                if (run is not null) await JudgeAsync(run, cancellationToken);
                run = new OperationRun(index, entry.Operation);
            }
            run.Add(entry);
        }
        if (run is not null) await JudgeAsync(run, cancellationToken);
        EndOrphan();
    }

    /// <summary>Says of a marker whose operation no entry carries that it is too many.</summary>
    public async Task MarkerAsync(MarkerRow marker, CancellationToken cancellationToken)
    {
        if (problems.Names(marker.Key)) return;
        var first = await table.FindAsync(vendor, LogKeys.Entry(marker.First), cancellationToken);
        if (first?.Text("Op") == marker.Operation) return;
        // A missing or changed entry was said to be so already.
        if (first is null || problems.Names(first.RowKey)) return;
        problems.Add(TrailProblemKind.Planted, marker.First, marker.Key, $"the marker stands for entries from {marker.First} on, which came with another operation");
    }

    private async Task JudgeAsync(OperationRun run, CancellationToken cancellationToken)
    {
        var marker = run.Operation is { } operation ? await FindAsync(operation, cancellationToken) : null;
        if (run.First < _covering.End)
        {
            // Another operation's entries, in the midst of one whose marker covers them.
            if (run.Operation != _covering.Marker.Operation) await StrangeAsync(run, marker, cancellationToken);
            return;
        }
        if (marker is null)
        {
            EndOrphan();
            _orphan = run;
            return;
        }
        if (_orphan is { } before && marker.First <= before.First && marker.First + marker.Count > before.First)
        {
            Column(before);
            _orphan = null;
        }
        EndOrphan();
        if (marker.First + marker.Count <= run.First || marker.First > run.First) await StrangeAsync(run, marker, cancellationToken);
        else Compare(run, marker);
    }

    private void Compare(OperationRun run, MarkerRow marker)
    {
        _covering = (marker, marker.First + marker.Count);
        if (marker.First != run.First || marker.Count != run.Count)
        {
            // Where other entries lie between, they are told when they are come to.
            if (run.First == marker.First && run.Count > marker.Count) problems.Add(TrailProblemKind.Modified, run.First, marker.Key, $"the marker stands for {marker.Count} entries, but {run.Count} carry its operation");
            return;
        }
        if (run.Has(marker.Leaves)) return;
        if (run.Exchanged(marker.Leaves) is { } places)
            problems.Add(TrailProblemKind.Reordered, run.First + places.One, LogKeys.Entry(run.First + places.One), $"entries {run.First + places.One} and {run.First + places.Other} stand in each other's place");
        else
            problems.Add(TrailProblemKind.Modified, run.First, marker.Key, $"the {run.Count} entries from {run.First} on are not those that the marker of their operation stands for");
    }

    private async Task StrangeAsync(OperationRun run, MarkerRow? marker, CancellationToken cancellationToken)
    {
        if (marker is null) Column(run);
        else if (await TwinAsync(run, marker, cancellationToken) is { } twin)
            problems.Add(TrailProblemKind.Duplicate, run.First, LogKeys.Entry(run.First), $"it is entry {twin} once more");
        else
            problems.Add(TrailProblemKind.Reordered, run.First, LogKeys.Entry(run.First), $"it came with an operation whose entries lie from {marker.First} on");
    }

    private async Task<long?> TwinAsync(OperationRun run, MarkerRow marker, CancellationToken cancellationToken)
    {
        for (var index = marker.First; index < marker.First + Math.Min(marker.Count, MostEntries); index++)
        {
            if (await table.FindAsync(vendor, LogKeys.Entry(index), cancellationToken) is not { } row) continue;
            if (LogTree.Leaf(row.Bytes("D") ?? []).AsSpan().SequenceEqual(run.Hashes[0])) return index;
        }
        return null;
    }

    private void EndOrphan()
    {
        // What is no operation at all was said of its row.
        if (_orphan is { Operation: { } operation } run)
            problems.Add(TrailProblemKind.Gap, run.First, LogKeys.Marker(operation), $"no marker stands for the operation of the {run.Count} entries from {run.First} on");
        _orphan = null;
    }

    private void Column(OperationRun run)
    {
        if (run.Operation is null) return;
        problems.Add(TrailProblemKind.Column, run.First, LogKeys.Entry(run.First), "what stands in `Op` is not the operation that the entry came with");
    }

    private async Task<MarkerRow?> FindAsync(string operation, CancellationToken cancellationToken) =>
        await table.FindAsync(vendor, LogKeys.Marker(operation), cancellationToken) is { } row ? MarkerRow.Read(row) : null;
}
