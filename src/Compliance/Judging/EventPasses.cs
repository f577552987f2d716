namespace Compliance.Judging;

/// <summary>For rules that must see a principal's events in another order: sorters for a pass of their own.</summary>
internal sealed class EventPasses(AuditTables tables, RowText texts, long memory, string? folder, long from) : IDisposable
{
    private readonly List<IDisposable> _sorters = [];

    public SpillSorter<T> Sorter<T>() where T : unmanaged, ISortable<T>
    {
        var sorter = new SpillSorter<T>(memory, folder);
        _sorters.Add(sorter);
        return sorter;
    }

    /// <summary>A row of such a pass as an event.</summary>
    public JudgedEvent Judged(in EventRow row) => new(row, tables.Grants[row.Grant], tables.SubjectOf(row.Principal), row.Time >= from);

    /// <summary>The sides of segregation pairs that an action is on.</summary>
    public PairSide[] SidesOf(in EventRow row) =>
        row.Action.IsKept ? tables.Actions[row.Action].Sides : tables.Actions.SidesOf(texts.Action(row.Action, row.Text));

    public void Dispose() => _sorters.ForEach(s => s.Dispose());
}
