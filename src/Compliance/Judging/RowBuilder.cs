using Compliance.Events;
using Compliance.Evidence;
using Compliance.Vendors;

namespace Compliance.Judging;

/// <summary>First half of an audit: turns each event, as it is read, into a row for the rules.</summary>
internal sealed class RowBuilder : IEventSink
{
    private readonly AuditTables _tables;
    private readonly AccountTable _accounts;
    private readonly EventIdentity _identity;
    private readonly SpillSorter<EventRow> _rows;
    private readonly DuplicatePass? _duplicates;
    private readonly TextSpill _texts;
    private readonly SourceDays _days;
    private readonly List<LogSource> _sources = [];
    private EventTraits _sourceTraits;

    public RowBuilder(AuditTables tables, VendorRecord record, SpillSorter<EventRow> rows, DuplicatePass? duplicates, TextSpill texts)
    {
        _tables = tables;
        _accounts = new AccountTable(record, tables.Subjects, tables.Hash);
        _identity = new EventIdentity(tables.Hash);
        (_rows, _duplicates, _texts) = (rows, duplicates, texts);
        _days = new SourceDays(record.Access.Timezone);
    }

    public IReadOnlyList<LogSource> Sources => _sources;

    /// <summary>Local days with a record, for each entry that expects some.</summary>
    public SourceDays Days => _days;

    /// <summary>Time of the earliest and latest accepted event; meaningless before the first.</summary>
    public long Earliest { get; private set; } = long.MaxValue;
    public long Latest { get; private set; } = long.MinValue;
    public long Events { get; private set; }

    public void Begin(LogSource source)
    {
        _sources.Add(source);
        _accounts.Begin(source.Path);
        _days.Begin(source.Entry);
        _sourceTraits = source.MapsCase ? EventTraits.MapsCase : EventTraits.None;
    }

    /// <summary>The reader counts and shows what it rejects; there is nothing to judge.</summary>
    public void Reject(in RejectedRecord record) { }

    public void Accept(in AccessEvent e)
    {
        Events++;
        Earliest = Math.Min(Earliest, e.Time);
        Latest = Math.Max(Latest, e.Time);
        _days.Saw(e.Time);

        var owner = _accounts.Get(e.Account);
        var row = new EventRow
        {
            Principal = owner.Key,
            Time = e.Time,
            Sequence = new Sequence(e.Source, e.Record),
            Identity = _identity.Of(e),
            Records = e.Records,
            Text = -1,
        };
        if (!e.Id.IsEmpty) row.Id = _tables.Hash.Of(e.Id);
        if (owner.InScope && !e.PlatformService) Describe(e, owner, ref row);
        if (_duplicates is null) _rows.Add(row);
        else _duplicates.Add(row);
    }

    private void Describe(in AccessEvent e, in AccountOwner owner, ref EventRow row)
    {
        var action = _tables.Actions.Get(e.Action);
        var held = owner.Subject?.HeldAt(e.Time) ?? _tables.HoldsNothing;
        var grant = _tables.Grants.Decide(owner.Subject, held, action, e.Resource, e.Time, out var soon);
        row.Action = action.Key;
        row.Grant = grant.Index;
        row.Traits = _sourceTraits | EventTraits.InScope | Traits(e, owner.Kind, action);
        if (soon) row.Traits |= EventTraits.GrantBeginsSoon;
        if (!e.Resource.IsEmpty) row.Resource = _tables.Hash.Of(e.Resource);
        if (!e.ResourceType.IsEmpty) row.ResourceType = _tables.Types.Find(e.ResourceType);
        if (AddressText.TryParse(e.Ip, out row.Address, out var isV4))
            row.Traits |= isV4 ? EventTraits.Address | EventTraits.AddressV4 : EventTraits.Address;
        var principal = owner.Subject is null ? e.Account : default;
        var written = action.Key.IsKept ? default : e.Action;
        row.Text = _texts.Append(principal, written, e.Resource);
    }

    private static EventTraits Traits(in AccessEvent e, AccountKind kind, AccessAction action)
    {
        var traits = e.Outcome switch
        {
            Outcome.Denied => EventTraits.Denied,
            Outcome.Failure => EventTraits.None,
            _ => EventTraits.Succeeded,
        };
        if (!e.Resource.IsEmpty) traits |= EventTraits.Resource;
        if (!e.Case.IsEmpty) traits |= EventTraits.Case;
        if (e.Mfa == Answer.Yes) traits |= EventTraits.MfaYes;
        if (e.Mfa == Answer.No) traits |= EventTraits.MfaNo;
        if (action.IsSignIn && e.Interactive != Answer.No) traits |= EventTraits.InteractiveSignIn;
        if (kind == AccountKind.Unknown) kind = e.AccountKind;
        if (kind is AccountKind.Service or AccountKind.Bot) traits |= EventTraits.Machine;
        return traits;
    }
}
