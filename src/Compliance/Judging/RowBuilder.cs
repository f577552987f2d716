using Compliance.Events;
using Compliance.Evidence;
using Compliance.Evidence.Masking;
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
    private readonly EventPasses _passes;
    private readonly SourceDays _days;
    private readonly ResourceMask _shown = new();
    private readonly List<LogSource> _sources;
    private readonly bool _keepsSpellings;
    private EventTraits _sourceTraits;
    private long _events;
    private long _earliest = long.MaxValue;
    private long _latest = long.MinValue;

    /// <param name="rows">Filled.</param>
    /// <param name="keepsSpellings">Whether the text of an action is set aside wherever it is spelled unlike the first time, for who brings these rows
    /// together with others and may keep other actions.</param>
    public RowBuilder(LogRows rows, VendorRecord record, bool keepsSpellings = false)
    {
        _tables = rows.Tables;
        _accounts = new AccountTable(record, _tables.Subjects, _tables.Hash);
        _identity = new EventIdentity(_tables.Hash);
        (_rows, _duplicates, _texts, _passes, _days, _sources) = (rows.Rows, rows.Duplicates, rows.Texts, rows.Passes, rows.Days, rows.Sources);
        _keepsSpellings = keepsSpellings;
    }

    public EventExtent Extent => new(_events, _earliest, _latest);

    public void Begin(LogSource source)
    {
        _sources.Add(source);
        _accounts.Begin(source.Path);
        _days.Begin(source.Entry);
        _passes.Sessions.Begin(source.Path);
        _sourceTraits = source.MapsCase ? EventTraits.MapsCase : EventTraits.None;
    }

    /// <summary>The reader counts and shows what it rejects; there is nothing to judge.</summary>
    public void Reject(in RejectedRecord record) { }

    public void Accept(in AccessEvent e)
    {
        _events++;
        _earliest = Math.Min(_earliest, e.Time);
        _latest = Math.Max(_latest, e.Time);
        _days.Saw(e.Time);

        var owner = _accounts.Get(e.Account);
        var row = new EventRow
        {
            Principal = owner.Key,
            Time = e.Time,
            Sequence = new Sequence(e.Source, e.Record, e.Part),
            Identity = _identity.Of(e),
            Records = e.Records,
            Text = -1,
        };
        if (!e.Id.IsEmpty) row.Id = _tables.Hash.Of(e.Id);
        var session = UInt128.Zero;
        if (owner.InScope && !e.PlatformService)
        {
            Describe(e, owner, ref row);
            session = _passes.Sessions.SessionOf(e, row);
            _passes.SignIns.Saw(e, row);
        }
        if (_duplicates is not null)
        {
            _duplicates.Add(row, session);
            return;
        }
        _rows.Add(row);
        if (session != UInt128.Zero) _passes.Sessions.Saw(row, session);
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
        var written = action.Key.IsKept && !(_keepsSpellings && !e.Action.SequenceEqual(action.Written)) ? default : e.Action;
        row.Text = _texts.Append(principal, written, _shown.Shown(e.Resource));
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
