using Compliance.Evidence;
using Compliance.Vendors;

namespace Compliance.Judging;

/// <summary>Counts records whose id an earlier, different record of the same log has. A log is the files of one entry
/// of <c>logs:</c>, or the sniffed files of one format: other systems number their records from 1 too.</summary>
internal sealed class ConflictCount(long memory, string? folder) : IDisposable
{
    private readonly SpillSorter<Identified> _records = new(memory, folder);
    private readonly Dictionary<LogEntry, int> _entries = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, int> _formats = [];

    /// <param name="log">Which log: see <see cref="LogOf"/>.</param>
    public void Add(UInt128 id, int log, UInt128 identity, Sequence sequence) =>
        _records.Add(new Identified { Id = id ^ ((UInt128)(uint)log << 64), Identity = identity, Sequence = sequence });

    /// <summary>A number for the log that a source belongs to.</summary>
    public int LogOf(LogSource source) => source.Entry is { } entry ? Number(_entries, entry) : -1 - Number(_formats, source.Format);

    /// <summary>Adds to each source's count.</summary>
    public void AddTo(long[] conflicts)
    {
        var merge = _records.Sorted();
        Identified first = default;
        var different = false;
        for (var any = false; merge.Next(); any = true)
        {
            ref readonly var record = ref merge.Current;
            if (!any || record.Id != first.Id)
            {
                (first, different) = (record, false);
                continue;
            }
            different |= record.Identity != first.Identity;
            if (different) conflicts[record.Sequence.Source]++;
        }
    }

    public void Dispose() => _records.Dispose();

    private static int Number<T>(Dictionary<T, int> numbers, T key) where T : notnull
    {
        if (!numbers.TryGetValue(key, out var number)) numbers.Add(key, number = numbers.Count);
        return number;
    }

    private struct Identified : ISortable<Identified>
    {
        public UInt128 Id;
        public UInt128 Identity;
        public Sequence Sequence;

        public readonly ulong Prefix => (ulong)(Id >> 64);

        public static int Compare(in Identified left, in Identified right)
        {
            var order = left.Id.CompareTo(right.Id);
            return order == 0 ? left.Sequence.CompareTo(right.Sequence) : order;
        }
    }
}
