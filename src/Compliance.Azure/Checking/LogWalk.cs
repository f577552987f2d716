using Compliance.Storage;
using Compliance.Trail.Verification;

namespace Compliance.Checking;

/// <summary>Goes through the entries once, in order, and holds them to everything that was made of them: their own hashes, the
/// tree, signed checkpoints and stored tiles. It can be taken further when the log has grown meanwhile.</summary>
internal sealed class LogWalk(StoreTable table, string vendor, ProblemLog problems, MarkerSum markers, CheckpointWalk checkpoints, StateRow? state)
{
    // Leaves have up to 60,000 bytes: a page is small enough to be held.
    private const int RowsAtOnce = 250;

    private readonly List<(int Level, long Number, byte[] Hashes)> _completed = [];
    private readonly TileRows _tiles = new(table, vendor, problems);

    // Of the bytes; and, from the first entry whose stored hash is another, of the stored hashes: one of the two was not changed.
    private readonly LogTree _tree = new();
    private LogTree? _stored;

    // Entries before this one agree with a signed checkpoint.
    private long _agreed;
    private long? _missing;
    private (long Size, TrailProblem Problem)? _disagreement;
    private bool _said;

    /// <summary>The next index.</summary>
    public long Next { get; private set; }

    public long Entries { get; private set; }

    public Announcements Announced { get; } = new();

    /// <summary>Of the bytes; null when entries are missing.</summary>
    public byte[]? Root => _missing is null ? _tree.Root : null;

    /// <summary>Reads on up to a size.</summary>
    public async Task ToAsync(long size, CancellationToken cancellationToken)
    {
        await checkpoints.OpenAsync(Next, size, cancellationToken);
        var rows = table.RowsAsync($"PartitionKey eq {vendor} and RowKey ge {LogKeys.Entry(Next)} and RowKey lt {LogKeys.Entry(size)}", perPage: RowsAtOnce, cancellationToken: cancellationToken);
        await foreach (var row in rows)
        {
            if (!Cells.TryNumber(row.RowKey, "e", LogKeys.IndexDigits, out var index))
            {
                problems.Add(TrailProblemKind.Planted, null, row.RowKey, "its key is not that of an entry");
                continue;
            }
            if (index > Next) Miss(Next, index);
            Take(EntryRow.Read(row, index, vendor, problems));
            Next = index + 1;
            if (_completed.Count > 0) await CompareTilesAsync(cancellationToken);
            if (Next == state?.Size && _missing is null && _stored is null) state.Compare(_tree, problems);
            if (checkpoints.NextSize <= Next) await CompareCheckpointsAsync(cancellationToken);
        }
        if (Next < size) Miss(Next, size);
        Next = size;
        await CompareCheckpointsAsync(cancellationToken);
        markers.EndOfRun();
    }

    /// <summary>Whether the entries fold to a root that was stored for all of them.</summary>
    public bool FoldsTo(byte[] root) => Root is { } own && (own.AsSpan().SequenceEqual(root) || (_stored is not null && _stored.Root.AsSpan().SequenceEqual(root)));

    /// <summary>Holds the entries to the head's root, and says in what the tree first fails.</summary>
    /// <param name="headRoot">Null: there is no head that could be compared.</param>
    public void Conclude(byte[]? headRoot = null)
    {
        var agrees = headRoot is not null && FoldsTo(headRoot);
        if (_missing is null && headRoot is not null && !agrees)
            Disagree(Next, LogKeys.Head, $"the {Next} entries do not fold to the head's root");
        if (_disagreement is not { } first || _said || problems.First.Any(problem => Explains(problem, first.Size))) return;
        _said = true;
        // Where the head agrees, the entries and the head were written anew, and what was signed is what remains of the log before.
        problems.Add(agrees ? first.Problem with { Kind = TrailProblemKind.Rollback } : first.Problem);
    }

    // An entry that is known to be missing or changed changes every root after it: nothing new is said by those.
    private static bool Explains(TrailProblem problem, long size) =>
        problem is { Kind: TrailProblemKind.Modified or TrailProblemKind.Gap or TrailProblemKind.Reordered or TrailProblemKind.Duplicate, Index: { } index } && index < size;

    private void Miss(long from, long before)
    {
        _missing ??= from;
        problems.Add(TrailProblemKind.Gap, from, LogKeys.Entry(from), before - from == 1 ? $"entry {from} is missing" : $"entries {from} to {before - 1} are missing");
        markers.EndOfRun();
    }

    private void Take(EntryRow entry)
    {
        Entries++;
        markers.Add(entry);
        if (entry.Fields is { } fields) Announced.Take(entry, fields);
        if (_missing is not null) return;
        if (!entry.IsWhole) _stored ??= _tree.Copy();
        _stored?.Add(entry.Stored ?? entry.Hash);
        _tree.Add(entry.Hash, (level, number, hashes) => _completed.Add((level, number, hashes.ToArray())));
    }

    private async Task CompareTilesAsync(CancellationToken cancellationToken)
    {
        // A stored hash may be the right one where the bytes are not: tiles then say nothing that is not said already.
        foreach (var (level, number, hashes) in _completed) await _tiles.CompareAsync(level, number, hashes, isKnownBad: _stored is not null, cancellationToken);
        _completed.Clear();
    }

    private async Task CompareCheckpointsAsync(CancellationToken cancellationToken)
    {
        while (await checkpoints.TakeAsync(Next, cancellationToken) is { } signed)
        {
            // Where entries are missing, there is no root to compare.
            if (_missing is not null || signed.Size != Next) continue;
            if (FoldsTo(signed.Root)) _agreed = Next;
            else Disagree(signed.Size, LogKeys.Checkpoint(signed.Size), $"the entries before {signed.Size} do not fold to the root that was signed; those before {_agreed} do");
        }
    }

    private void Disagree(long size, string place, string detail) =>
        _disagreement ??= (size, new(TrailProblemKind.Modified, _agreed, place, detail));
}
