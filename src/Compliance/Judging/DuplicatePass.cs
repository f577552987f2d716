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
        (long Time, UInt128 Identity)? last = null;
        var merge = _rows.Sorted();
        while (merge.Next())
        {
            var row = merge.Current.Row;
            if (last == (row.Time, row.Identity)) row.Traits |= EventTraits.Duplicate;
            last = (row.Time, row.Identity);
            target.Add(row);
        }
    }

    public void Dispose() => _rows.Dispose();

    /// <summary>A row in an order that brings equal events together, the first in reading order first.</summary>
    private struct TimedRow : ISortable<TimedRow>
    {
        public EventRow Row;

        public readonly ulong Prefix => (ulong)Math.Max(Row.Time, 0);

        public static int Compare(in TimedRow left, in TimedRow right)
        {
            var order = left.Row.Time.CompareTo(right.Row.Time);
            if (order == 0) order = left.Row.Identity.CompareTo(right.Row.Identity);
            return order == 0 ? left.Row.Sequence.CompareTo(right.Row.Sequence) : order;
        }
    }
}
