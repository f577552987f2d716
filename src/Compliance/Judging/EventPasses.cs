using Compliance.Rules.Conduct;

namespace Compliance.Judging;

/// <summary>For rules that must see a principal's events in another order, or more of an event than its row holds: sorters for a
/// pass of their own.</summary>
internal sealed class EventPasses : IDisposable
{
    private readonly List<IDisposable> _sorters = [];
    private readonly AuditTables _tables;
    private readonly RowText _texts;
    private readonly long _memory;
    private readonly string? _folder;
    private readonly long _from;

    /// <param name="memory">Bytes for each sorter.</param>
    /// <param name="from">Start of the window, in ticks.</param>
    /// <param name="to">Its end: later events are not judged.</param>
    public EventPasses(AuditTables tables, RowText texts, long memory, string? folder, long from, long to = long.MaxValue)
    {
        (_tables, _texts, _memory, _folder, _from) = (tables, texts, memory, folder, from);
        (SessionParts, SignInRows) = (Sorter<SessionPart>(), Sorter<LocatedSignIn>());
        Sessions = new SessionSpans(tables, SessionParts, to);
        SignIns = new LocatedSignIns(SignInRows);
    }

    /// <summary>Taken down while the logs are read.</summary>
    public SessionSpans Sessions { get; }
    public LocatedSignIns SignIns { get; }

    /// <summary>The parts of sessions, for who brings those of several readings together; those that are still open are handed on by <see cref="SessionSpans.Parts"/>.</summary>
    public SpillSorter<SessionPart> SessionParts { get; }
    public SpillSorter<LocatedSignIn> SignInRows { get; }

    public SpillSorter<T> Sorter<T>() where T : unmanaged, ISortable<T>
    {
        var sorter = new SpillSorter<T>(_memory, _folder);
        _sorters.Add(sorter);
        return sorter;
    }

    /// <summary>A row of such a pass as an event.</summary>
    public JudgedEvent Judged(in EventRow row) => new(row, _tables.Grants[row.Grant], _tables.SubjectOf(row.Principal), row.Time >= _from);

    /// <summary>The sides of segregation pairs that an action is on.</summary>
    public PairSide[] SidesOf(in EventRow row) =>
        row.Action.IsKept ? _tables.Actions[row.Action].Sides : _tables.Actions.SidesOf(_texts.Action(row.Action, row.Text));

    /// <summary>The action as patterns are matched with it.</summary>
    public string FoldedActionOf(in EventRow row) =>
        row.Action.IsKept ? _tables.Actions[row.Action].Folded : Vendors.Pattern.Fold(_texts.Action(row.Action, row.Text));

    public void Dispose() => _sorters.ForEach(s => s.Dispose());
}
