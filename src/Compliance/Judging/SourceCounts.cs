using Compliance.Evidence;

namespace Compliance.Judging;

/// <summary>What only judging tells about each source.</summary>
internal sealed class SourceCounts(int sources)
{
    public long[] Duplicates { get; } = new long[sources];
    public long[] OutOfScope { get; } = new long[sources];
    public long[] Conflicts { get; } = new long[sources];

    /// <summary>Counts one row; a duplicate is not asked whether it is in scope.</summary>
    public void Add(in EventRow row, bool duplicate)
    {
        if (duplicate) Duplicates[row.Sequence.Source]++;
        else if (!row.Has(EventTraits.InScope)) OutOfScope[row.Sequence.Source]++;
    }

    public IReadOnlyList<SourceSummary> Complete(IReadOnlyList<SourceSummary> read) =>
        [.. read.Select((s, i) => s with { Duplicates = Duplicates[i], OutOfScope = OutOfScope[i], Conflicts = Conflicts[i] })];
}
