using System.Runtime.CompilerServices;
using Compliance.Trail;
using NodaTime;

namespace Compliance.Reports;

/// <summary>The findings that a range of a vendor's trail speaks of, entry by entry. What an audit said that has no
/// <c>audit completed</c> in the range is left out: such an audit did not happen.</summary>
/// <remarks>The range is read twice, so that nothing but the audits' ids is held in memory.</remarks>
public sealed class FindingRowSource
{
    // Names are asked for one by one; the same few people fill most findings.
    private const int RememberedNames = 10_000;

    private readonly Dictionary<string, string?> _names = new(StringComparer.Ordinal);

    /// <summary>The range <c>[From, To)</c>; at most the size of the log.</summary>
    public required long From { get; init; }
    public required long To { get; init; }

    /// <summary>Leaves <c>[from, before)</c> in order, as <see cref="ITrail.LeavesAsync"/> gives them.</summary>
    public required Func<long, long, CancellationToken, IAsyncEnumerable<TrailLeaf>> Leaves { get; init; }

    /// <summary>The name behind a pseudonym, null when it is not known (any more). Default: names are not asked for.</summary>
    public Func<string, CancellationToken, Task<string?>>? NameOf { get; init; }

    /// <summary>Every finding that was opened, changed or resolved, in the order of the trail.</summary>
    /// <exception cref="FormatException">A leaf is not an entry of the trail.</exception>
    public async IAsyncEnumerable<FindingRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var completed = (await AuditsAsync(cancellationToken)).Select(audit => audit.Audit).ToHashSet(StringComparer.Ordinal);
        await foreach (var leaf in Leaves(From, To, cancellationToken))
        {
            using var entry = FindingRowEntry.Read(leaf);
            if (entry.Audit is { } audit && completed.Contains(audit) && entry.Row() is { } row) yield return await NamedAsync(row, cancellationToken);
        }
    }

    /// <summary>The audits that completed in the range, in the order in which they did.</summary>
    internal async Task<IReadOnlyList<AuditSpan>> AuditsAsync(CancellationToken cancellationToken)
    {
        var begun = new Dictionary<string, long>(StringComparer.Ordinal);
        var completed = new List<AuditSpan>();
        await foreach (var leaf in Leaves(From, To, cancellationToken))
        {
            using var entry = FindingRowEntry.Read(leaf);
            if (entry.Audit is not { } audit) continue;
            begun.TryAdd(audit, leaf.Index);
            if (entry.Type == "audit completed") completed.Add(new(audit, entry.Time, begun[audit], leaf.Index + 1));
        }
        return completed;
    }

    /// <summary>A row with names where they were asked for.</summary>
    internal async Task<FindingRow> NamedAsync(FindingRow row, CancellationToken cancellationToken) => NameOf is null ? row : row with
    {
        PrincipalName = await NameAsync(row.Principal, cancellationToken),
        ResourceName = await NameAsync(row.Resource, cancellationToken),
    };

    private async Task<string?> NameAsync(string? pseudonym, CancellationToken cancellationToken)
    {
        if (pseudonym is null) return null;
        if (_names.TryGetValue(pseudonym, out var known)) return known;
        if (_names.Count == RememberedNames) _names.Clear();
        return _names[pseudonym] = await NameOf!(pseudonym, cancellationToken);
    }
}

/// <summary>Where the entries of an audit lie, entries of others among them: <c>[From, To)</c>.</summary>
/// <param name="Time">When its run started, the time of all its entries.</param>
internal sealed record AuditSpan(string Audit, Instant Time, long From, long To);
