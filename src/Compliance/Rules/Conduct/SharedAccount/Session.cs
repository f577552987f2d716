using System.Runtime.CompilerServices;
using Compliance.Judging;

namespace Compliance.Rules.Conduct;

/// <summary>A whole session; sorted so that those of one principal come together in the order in which they began.</summary>
internal struct Session : ISortable<Session>
{
    /// <summary>Places kept of one session; a telephone on the move has some, nobody has more.</summary>
    public const int MostPlaces = 16;

    public SessionStart Start;
    public long Last;
    public UInt128 Networks;
    public SessionPlaces Places;
    public int PlaceCount;

    /// <summary>There were more places than are kept.</summary>
    public bool IsCrowded;

    public static Session Of(in SessionPart part)
    {
        var session = new Session { Start = part.Start, Last = part.Last };
        session.Add(part);
        return session;
    }

    /// <summary>Adds a part that does not begin before those added.</summary>
    public void Add(in SessionPart part)
    {
        Last = Math.Max(Last, part.Last);
        Networks |= part.Networks;
        ReadOnlySpan<UInt128> places = part.Places;
        foreach (var place in places[..part.PlaceCount])
        {
            if (Has(place)) continue;
            if (PlaceCount < MostPlaces) Places[PlaceCount++] = place;
            else IsCrowded = true;
        }
    }

    public readonly long Length => Last - Start.Time;

    /// <summary>Whether two sessions have neither an address, nor a /64, nor a listed network in common; null: that cannot be told.</summary>
    public readonly bool? IsApartFrom(in Session other)
    {
        if (PlaceCount == 0 || other.PlaceCount == 0) return null;
        if ((Networks & other.Networks) != UInt128.Zero) return false;
        ReadOnlySpan<UInt128> places = Places;
        foreach (var place in places[..PlaceCount])
            if (other.Has(place)) return false;
        return IsCrowded || other.IsCrowded ? null : true;
    }

    private readonly bool Has(UInt128 place)
    {
        ReadOnlySpan<UInt128> places = Places;
        return places[..PlaceCount].Contains(place);
    }

    public readonly ulong Prefix => Start.Principal.IsKnown
        ? (ulong)Start.Principal.Index << 32 | (ulong)Math.Clamp(Start.Time >> 24, 0, uint.MaxValue)
        : Start.Principal.High;

    public static int Compare(in Session left, in Session right)
    {
        var order = left.Start.Principal.CompareTo(right.Start.Principal);
        return order == 0 ? left.Start.CompareInTime(right.Start) : order;
    }
}

[InlineArray(Session.MostPlaces)]
internal struct SessionPlaces
{
    private UInt128 _first;
}
