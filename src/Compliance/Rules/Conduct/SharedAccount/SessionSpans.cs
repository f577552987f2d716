using Compliance.Events;
using Compliance.Judging;

namespace Compliance.Rules.Conduct;

/// <summary>Takes down, while logs are read, when each session of a principal was used and from where.</summary>
/// <remarks>A session is the successful events of one principal that carry one session id, in whatever log. Logs are nearly in order of
/// time, so that few sessions are open at once: a table of fixed size holds them, and what it must give up for others is sorted outside
/// memory as a <see cref="SessionPart"/>. What comes out does not depend on what the table gave up when.</remarks>
internal sealed class SessionSpans(AuditTables tables, SpillSorter<SessionPart> parts, long to)
{
    private const uint Slots = 1 << 12;
    private const EventTraits Judged = EventTraits.Succeeded | EventTraits.Machine;

    private readonly ListedNetworks _networks = tables.Networks;
    private readonly List<string> _silent = [];
    private Slot[] _slots = [];
    private string _source = "";
    private bool _sourceCarries;
    private bool _sourceLacks;

    /// <summary>Whether any record carries a session id.</summary>
    public bool Any { get; private set; }

    /// <summary>Sources with records of people of which none carries a session id; complete after <see cref="Parts"/>.</summary>
    public IReadOnlyList<string> Silent => _silent;

    public void Begin(string source)
    {
        EndSource();
        _source = source;
    }

    /// <summary>Keyed hash of the session that an event in scope is of; 0 when it is of none that is judged.</summary>
    public UInt128 SessionOf(in AccessEvent e, in EventRow row)
    {
        if ((row.Traits & Judged) != EventTraits.Succeeded || row.Time >= to) return UInt128.Zero;
        if (e.Session.IsEmpty)
        {
            _sourceLacks = true;
            return UInt128.Zero;
        }
        _sourceCarries = true;
        return tables.Hash.Of(e.Session);
    }

    /// <summary>Takes note of an event of a session.</summary>
    public void Saw(in EventRow row, UInt128 session)
    {
        if (_slots.Length == 0) _slots = new Slot[Slots];
        ref var slot = ref _slots[(int)((session ^ row.Principal.High) & (Slots - 1))];
        if (!slot.IsUsed || !slot.Part.IsOf(row.Principal, session)) Enter(ref slot, session, row);
        else if (slot.Part.Start.IsAfter(row)) slot.Part.Start = SessionStart.Of(row);
        else if (row.Time > slot.Part.Last) slot.Part.Last = row.Time;
        if (row.Has(EventTraits.Address) && !(row.Address == slot.Address && _networks.AreAlwaysInForce)) Place(ref slot, row);
    }

    /// <summary>Takes in what another reading of other sources found out, its parts apart.</summary>
    /// <param name="silent">Its <see cref="Silent"/>.</param>
    public void TakeIn(bool any, IEnumerable<string> silent)
    {
        Any |= any;
        _silent.AddRange(silent);
    }

    /// <summary>The parts by principal and session. Enumerate once, after the last event.</summary>
    public RunMerge<SessionPart> Parts()
    {
        EndSource();
        foreach (ref var slot in _slots.AsSpan())
            if (slot.IsUsed) parts.Add(slot.Part);
        _slots = [];
        return parts.Sorted();
    }

    private void Enter(ref Slot slot, UInt128 session, in EventRow row)
    {
        if (slot.IsUsed) parts.Add(slot.Part);
        slot = new Slot { IsUsed = true, Part = new SessionPart { Session = session, Start = SessionStart.Of(row), Last = row.Time } };
    }

    private void Place(ref Slot slot, in EventRow row)
    {
        var isV4 = row.Has(EventTraits.AddressV4);
        slot.Address = row.Address;
        var place = PlaceOf(row.Address, isV4);
        if (!slot.Part.Has(place))
        {
            if (slot.Part.PlaceCount == SessionPart.MostPlaces) Enter(ref slot, slot.Part.Session, row);
            slot.Address = row.Address;
            slot.Part.Places[slot.Part.PlaceCount++] = place;
        }
        slot.Part.Networks |= _networks.Of(row.Address, isV4, row.Time);
    }

    /// <summary>What counts as one place: an IPv4 address, or the /64 that an IPv6 address is in, in which one machine changes its
    /// address at will.</summary>
    internal static UInt128 PlaceOf(UInt128 address, bool isV4) => isV4 ? address : address >> 64 << 64;

    private void EndSource()
    {
        Any |= _sourceCarries;
        if (_sourceLacks && !_sourceCarries) _silent.Add(_source);
        (_sourceCarries, _sourceLacks) = (false, false);
    }

    private struct Slot
    {
        public bool IsUsed;

        /// <summary>The last address seen; 0: none, which no host has.</summary>
        public UInt128 Address;
        public SessionPart Part;
    }
}
