using Compliance.Findings;
using Compliance.Trail;

namespace Compliance.Reports;

/// <summary>Finds an audit, its evidence and its findings in a trail. A finding that an audit left as it was has its entry in an earlier
/// one: the log is read from its end towards its beginning, as far as needed, in pieces of fixed size.</summary>
public sealed class AuditPlaces
{
    private const int PieceSize = 2_000;

    private readonly string _audit;
    private readonly Dictionary<string, Fingerprint> _wanted;
    private readonly Dictionary<Fingerprint, TrailPlace> _findings = [];
    private readonly Dictionary<string, TrailPlace> _sources = new(StringComparer.Ordinal);

    // Of an audit that did not complete nothing counts; going backwards its last entry would have come first.
    private readonly HashSet<string> _completed = new(StringComparer.Ordinal);
    private (long Index, string Leaf, string? Digest)? _end;
    private long? _first;

    private AuditPlaces(string audit, IReadOnlyDictionary<Fingerprint, string> findings) =>
        (_audit, _wanted) = (audit, findings.ToDictionary(finding => finding.Value, finding => finding.Key, StringComparer.Ordinal));

    /// <param name="audit">Id of the audit.</param>
    /// <param name="findings">Fingerprint → <c>f:…</c>, of the findings that are looked for.</param>
    /// <param name="leaves">Leaves <c>[from, before)</c> in order, as <see cref="ITrail.LeavesAsync"/> gives them.</param>
    /// <returns>Null: no such audit completed in the log.</returns>
    /// <exception cref="FormatException">A leaf is not an entry of the trail.</exception>
    public static async Task<AuditInTrail?> FindAsync(
        TrailHead head, string audit, IReadOnlyDictionary<Fingerprint, string> findings,
        Func<long, long, CancellationToken, IAsyncEnumerable<TrailLeaf>> leaves, CancellationToken cancellationToken = default)
    {
        var places = new AuditPlaces(audit, findings);
        for (var before = head.Size; before > 0 && !places.HasAll; before -= PieceSize)
        {
            var piece = new List<TrailLeaf>(PieceSize);
            await foreach (var leaf in leaves(Math.Max(0, before - PieceSize), before, cancellationToken)) piece.Add(leaf);
            for (var i = piece.Count - 1; i >= 0 && !places.HasAll; i--) places.Take(piece[i]);
        }
        return places.Result(head);
    }

    private bool HasAll => _first is not null && _findings.Count == _wanted.Count;

    private void Take(TrailLeaf leaf)
    {
        using var entry = FindingRowEntry.Read(leaf);
        if (entry.Audit is not { } audit) return;
        if (entry.Type == "audit completed")
        {
            if (audit == _audit) _end = (leaf.Index, leaf.Hash.ToString(), entry.Result);
            // What later audits say is no part of this one.
            if (_end is not null) _completed.Add(audit);
        }
        if (_end is null || !_completed.Contains(audit)) return;
        if (audit == _audit) TakeOwn(entry, leaf);
        if (entry.Row() is { } row && _wanted.TryGetValue(row.Uid, out var fingerprint)) _findings.TryAdd(fingerprint, Place(entry, leaf));
    }

    private void TakeOwn(FindingRowEntry entry, TrailLeaf leaf)
    {
        if (entry.Type == "audit started") _first = leaf.Index;
        if (entry.Type == "evidence received" && entry.Source is { } source) _sources.TryAdd(source, Place(entry, leaf));
    }

    private AuditInTrail? Result(TrailHead head) => _end is { } end && _first is { } first
        ? new(head.Size, head.Root.ToString(), first, end.Index, end.Leaf, end.Digest, _findings, _sources)
        : null;

    private static TrailPlace Place(FindingRowEntry entry, TrailLeaf leaf) => new(leaf.Index, entry.Type, leaf.Hash.ToString());
}
