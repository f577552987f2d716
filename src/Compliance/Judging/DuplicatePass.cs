namespace Compliance.Judging;

/// <summary>Marks duplicates whose copies have different principals: accounts.csv may give one account of two sources to
/// two persons. Elsewhere equal events have one principal, and meet when they are judged.</summary>
internal sealed class DuplicatePass(long memory, string? folder) : IDisposable
{
    private readonly SpillSorter<TimedRow> _rows = new(memory, folder);

    /// <summary>The rows in the order of this pass, for who brings those of several passes together.</summary>
    public SpillSorter<TimedRow> Rows => _rows;

    /// <param name="session">The session it is of; 0: none.</param>
    public void Add(in EventRow row, UInt128 session) => _rows.Add(new TimedRow { Row = row, Session = session });

    /// <summary>Hands every row on, those that repeat an earlier one marked.</summary>
    public void MoveTo(SpillSorter<EventRow> target, EventPasses passes)
    {
        (long Time, UInt128 Identity)? last = null;
        var merge = _rows.Sorted();
        while (merge.Next())
        {
            var row = merge.Current.Row;
            if (last == (row.Time, row.Identity)) row.Traits |= EventTraits.Duplicate;
            else if (merge.Current.Session != UInt128.Zero) passes.Sessions.Saw(row, merge.Current.Session);
            last = (row.Time, row.Identity);
            target.Add(row);
        }
    }

    public void Dispose() => _rows.Dispose();
}

/// <summary>A row in an order that brings equal events together, the first in reading order first.</summary>
internal struct TimedRow : ISortable<TimedRow>
{
    public EventRow Row;

    /// <summary>The session it is of; 0: none.</summary>
    public UInt128 Session;

    public readonly ulong Prefix => (ulong)Math.Max(Row.Time, 0);

    public static int Compare(in TimedRow left, in TimedRow right)
    {
        var order = left.Row.Time.CompareTo(right.Row.Time);
        if (order == 0) order = left.Row.Identity.CompareTo(right.Row.Identity);
        return order == 0 ? left.Row.Sequence.CompareTo(right.Row.Sequence) : order;
    }
}
