using Compliance.Events;
using Compliance.Evidence;
using Compliance.Judging;
using Compliance.Vendors;

namespace Compliance.Touched;

/// <summary>Reads every event once: those of the principals in the window become rows, the records of all others tell what was reachable.</summary>
internal sealed class TouchedSink : IEventSink
{
    private readonly AuditTables _tables;
    private readonly AskedPrincipals _asked;
    private readonly RecordTypes _types;
    private readonly AccountTable _accounts;
    private readonly EventIdentity _identity;
    private readonly SpillSorter<AccessByIdentity> _rows;
    private readonly AccessTexts _texts;
    private readonly Reach _reach;
    private readonly bool _narrowed;
    private readonly (long From, long To) _window;

    public TouchedSink(
        VendorRecord record, TouchedQuestion question, AuditTables tables, AskedPrincipals asked, RecordTypes types,
        SpillSorter<AccessByIdentity> rows, AccessTexts texts, Reach reach)
    {
        (_tables, _asked, _types, _rows, _texts, _reach) = (tables, asked, types, rows, texts, reach);
        _accounts = new AccountTable(record, tables.Subjects, tables.Hash);
        _identity = new EventIdentity(tables.Hash);
        _narrowed = record.Accounts.Any(a => a.System is not null);
        _window = (Ticks.FromOr(question.From, long.MinValue), Ticks.FromOr(question.To, long.MaxValue));
        Coverage = new LogCoverage(record.Access.Timezone);
    }

    public LogCoverage Coverage { get; }

    public void Begin(LogSource source)
    {
        _accounts.Begin(source.Path);
        Coverage.Begin(source);
    }

    /// <summary>The summaries of the sources count and show what was rejected.</summary>
    public void Reject(in RejectedRecord record) { }

    public void Accept(in AccessEvent e)
    {
        var names = !e.Resource.IsEmpty;
        Coverage.Saw(e.Time, names);
        var type = _types.Get(e.ResourceType);
        var record = names ? _tables.Hash.Of(e.Resource) ^ type.Hash : default;
        var succeeded = e.Outcome is Outcome.Success or Outcome.Unknown;
        // What failed, or only began, may have named what does not exist: it would not be a lower bound.
        if (names && succeeded && !e.PlatformService) _reach.Saw(e, type.Index, record);

        var owner = _accounts.Get(e.Account);
        // A platform acts for itself, under whatever name; and of an act that only began another record tells the end.
        var sight = e.PlatformService ? null : _asked.Find(owner.Key);
        var inWindow = e.Time >= _window.From && e.Time < _window.To;
        if (sight is not null)
        {
            sight.Seen = true;
            sight.SeenInWindow |= inWindow;
            sight.OutOfScope |= !owner.InScope;
        }
        // Where one account is of two persons, the first of two equal events may be another's: it decides whose the event is.
        if (inWindow && (sight is not null || _narrowed) && e.Outcome != Outcome.Failure) Keep(e, sight is not null, succeeded, type, record);
    }

    private void Keep(in AccessEvent e, bool asked, bool succeeded, RecordType type, UInt128 record)
    {
        var row = new AccessRow { Time = e.Time, Sequence = new Sequence(e.Source, e.Record, e.Part), Identity = _identity.Of(e), Rows = e.Records, Text = -1 };
        if (asked)
        {
            var action = _tables.Actions.Get(e.Action);
            row.Traits = AccessTraits.Asked | (succeeded ? AccessTraits.Succeeded : AccessTraits.Denied);
            if (e.Outcome == Outcome.Unknown) row.Traits |= AccessTraits.UnknownOutcome;
            if (!e.Resource.IsEmpty) row.Traits |= AccessTraits.NamesRecord;
            if (action.IsSignIn || action.Folded == "SIGNOUT") row.Traits |= AccessTraits.Session;
            (row.Record, row.Type, row.Action) = (record, type.Index, action.Key);
            if (succeeded && !e.Resource.IsEmpty) row.Text = _texts.Append(e.ResourceType, e.Action, e.Resource);
        }
        _rows.Add(new AccessByIdentity { Row = row });
    }
}
