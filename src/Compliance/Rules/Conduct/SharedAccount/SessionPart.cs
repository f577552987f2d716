using System.Runtime.CompilerServices;
using Compliance.Judging;

namespace Compliance.Rules.Conduct;

/// <summary>What was seen of a session before something else was seen in its place; a session is the sum of its parts.</summary>
internal struct SessionPart : ISortable<SessionPart>
{
    public const int MostPlaces = 4;

    /// <summary>Its earliest event.</summary>
    public SessionStart Start;

    /// <summary>Keyed hash of the session's id.</summary>
    public UInt128 Session;

    /// <summary>Time of its latest event.</summary>
    public long Last;

    /// <summary>The listed networks of its addresses (<see cref="ListedNetworks"/>).</summary>
    public UInt128 Networks;

    /// <summary>Where it was used from: IPv4 addresses, and the /64 of IPv6 ones.</summary>
    public PartPlaces Places;
    public int PlaceCount;

    public readonly bool IsOf(PrincipalKey principal, UInt128 session) => Session == session && Start.Principal == principal;

    public readonly bool Has(UInt128 place)
    {
        ReadOnlySpan<UInt128> places = Places;
        return places[..PlaceCount].Contains(place);
    }

    public readonly ulong Prefix => Start.Principal.IsKnown
        ? (ulong)Start.Principal.Index << 32 | (uint)(Session >> 96)
        : Start.Principal.High;

    public static int Compare(in SessionPart left, in SessionPart right)
    {
        var order = left.Start.Principal.CompareTo(right.Start.Principal);
        if (order == 0) order = left.Session.CompareTo(right.Session);
        return order == 0 ? left.Start.CompareInTime(right.Start) : order;
    }
}

[InlineArray(SessionPart.MostPlaces)]
internal struct PartPlaces
{
    private UInt128 _first;
}

/// <summary>The event with which a session begins: as much of its row as a finding needs.</summary>
internal struct SessionStart
{
    public PrincipalKey Principal;
    public long Time;
    public Sequence Sequence;
    public long Text;
    public ActionKey Action;
    public int Grant;

    public static SessionStart Of(in EventRow row) => new()
    {
        Principal = row.Principal,
        Time = row.Time,
        Sequence = row.Sequence,
        Text = row.Text,
        Action = row.Action,
        Grant = row.Grant,
    };

    public readonly EventRow ToRow() => new()
    {
        Principal = Principal,
        Time = Time,
        Sequence = Sequence,
        Text = Text,
        Action = Action,
        Grant = Grant,
        Records = -1,
        Traits = EventTraits.InScope | EventTraits.Succeeded,
    };

    public readonly bool IsAfter(in EventRow row) => row.Time < Time || row.Time == Time && row.Sequence.CompareTo(Sequence) < 0;

    /// <summary>By time, then in reading order.</summary>
    public readonly int CompareInTime(in SessionStart other)
    {
        var order = Time.CompareTo(other.Time);
        return order == 0 ? Sequence.CompareTo(other.Sequence) : order;
    }
}
