namespace Compliance.Judging;

/// <summary>Marks duplicates whose copies have different principals: accounts.csv may give one account of two sources to
/// two persons. Elsewhere equal events have one principal, and meet when they are judged.</summary>
internal sealed class DuplicatePass(long memory, string? folder) : IDisposable
{
    private readonly SpillSorter<TimedRow> _rows = new(memory, folder);

    public void Add(in EventRow row) => _rows.Add(new TimedRow { Row = row });

    /// <summary>Hands every row on, those that repeat an earlier one marked.</summary>
    public void MoveTo(SpillSorter<EventRow> target)
    {
        var seen = new HashSet<UInt128>();
        var time = long.MinValue;
        var merge = _rows.Sorted();
        while (merge.Next())
        {
            var row = merge.Current.Row;
            if (row.Time != time) seen.Clear();
            time = row.Time;
            if (!seen.Add(row.Identity)) row.Traits |= EventTraits.Duplicate;
            target.Add(row);
        }
    }

    public void Dispose() => _rows.Dispose();

    /// <summary>A row in the order of time alone.</summary>
    private struct TimedRow : ISortable<TimedRow>
    {
        public EventRow Row;

        public readonly ulong Prefix => (ulong)Math.Max(Row.Time, 0);

        public static int Compare(in TimedRow left, in TimedRow right)
        {
            var order = left.Row.Time.CompareTo(right.Row.Time);
            return order == 0 ? left.Row.Sequence.CompareTo(right.Row.Sequence) : order;
        }
    }
}
