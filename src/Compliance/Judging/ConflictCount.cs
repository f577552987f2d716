using Compliance.Evidence;
using Compliance.Vendors;

namespace Compliance.Judging;

/// <summary>Counts records whose id an earlier, different record of the same log has. A log is the files of one entry
/// of <c>logs:</c>, or the sniffed files of one format: other systems number their records from 1 too.</summary>
internal sealed class ConflictCount(IReadOnlyList<LogSource> sources, long memory, string? folder) : IDisposable
{
    private readonly SpillSorter<Identified> _records = new(memory, folder);
    private readonly int[] _logs = Number(sources);

    /// <summary>Takes note of a row; one without an id conflicts with nothing.</summary>
    public void Add(in EventRow row, bool duplicate)
    {
        if (row.Id == UInt128.Zero) return;
        var log = (uint)_logs[row.Sequence.Source];
        _records.Add(new Identified { Log = row.Id ^ log, Identity = row.Identity, Sequence = row.Sequence, Duplicate = duplicate });
    }

    /// <summary>Adds to each source's count. A duplicate has been taken out: it is no conflict, but others may be one with it.</summary>
    public void AddTo(long[] conflicts)
    {
        var merge = _records.Sorted();
        Identified first = default;
        var different = false;
        for (var any = false; merge.Next(); any = true)
        {
            ref readonly var record = ref merge.Current;
            if (!any || record.Log != first.Log)
            {
                (first, different) = (record, false);
                continue;
            }
            different |= record.Identity != first.Identity;
            if (different && !record.Duplicate) conflicts[record.Sequence.Source]++;
        }
    }

    public void Dispose() => _records.Dispose();

    private static int[] Number(IReadOnlyList<LogSource> sources)
    {
        var logs = new List<(LogEntry? Entry, string? Format)>();
        return [.. sources.Select(source =>
        {
            var at = logs.FindIndex(l => source.Entry is { } entry ? ReferenceEquals(l.Entry, entry) : l.Format == source.Format);
            if (at >= 0) return at;
            logs.Add(source.Entry is { } claimed ? (claimed, null) : (null, source.Format));
            return logs.Count - 1;
        })];
    }

    private struct Identified : ISortable<Identified>
    {
        /// <summary>The id and the log that it is of, as one.</summary>
        public UInt128 Log;
        public UInt128 Identity;
        public Sequence Sequence;
        public bool Duplicate;

        public readonly ulong Prefix => (ulong)(Log >> 64);

        public static int Compare(in Identified left, in Identified right)
        {
            var order = left.Log.CompareTo(right.Log);
            return order == 0 ? left.Sequence.CompareTo(right.Sequence) : order;
        }
    }
}
