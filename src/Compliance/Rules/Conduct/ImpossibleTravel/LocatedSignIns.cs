using Compliance.Events;
using Compliance.Judging;

namespace Compliance.Rules.Conduct;

/// <summary>Takes down, while logs are read, where people signed in: few records say it, and the rows of all have no room for it.</summary>
internal sealed class LocatedSignIns(SpillSorter<LocatedSignIn> sorter)
{
    private const EventTraits SignIn = EventTraits.InteractiveSignIn | EventTraits.Succeeded;

    private RunMerge<LocatedSignIn>? _merge;
    private bool _hasCurrent;

    /// <summary>Takes note of an event in scope.</summary>
    public void Saw(in AccessEvent e, in EventRow row)
    {
        if ((row.Traits & (SignIn | EventTraits.Machine)) != SignIn || Place.Of(e) is not { } place) return;
        sorter.Add(new LocatedSignIn { Principal = row.Principal, Time = row.Time, Sequence = row.Sequence, Place = place });
    }

    /// <summary>Where an event is; null when it does not say. Asked in the order of rows, after the last event was seen.</summary>
    public Place? Find(in EventRow row)
    {
        if (_merge is null)
        {
            _merge = sorter.Sorted();
            _hasCurrent = _merge.Next();
        }
        while (_hasCurrent && _merge.Current.CompareTo(row) < 0) _hasCurrent = _merge.Next();
        return _hasCurrent && _merge.Current.CompareTo(row) == 0 ? _merge.Current.Place : null;
    }
}

/// <summary>A sign-in whose record says where it was; in the order of rows.</summary>
internal struct LocatedSignIn : ISortable<LocatedSignIn>
{
    public PrincipalKey Principal;
    public long Time;
    public Sequence Sequence;
    public Place Place;

    public readonly int CompareTo(in EventRow row) => Compare(Principal, Time, Sequence, row.Principal, row.Time, row.Sequence);

    public readonly ulong Prefix => new EventRow { Principal = Principal, Time = Time }.Prefix;

    public static int Compare(in LocatedSignIn left, in LocatedSignIn right) =>
        Compare(left.Principal, left.Time, left.Sequence, right.Principal, right.Time, right.Sequence);

    private static int Compare(PrincipalKey principal, long time, Sequence sequence, PrincipalKey otherPrincipal, long otherTime, Sequence otherSequence)
    {
        var order = principal.CompareTo(otherPrincipal);
        if (order == 0) order = time.CompareTo(otherTime);
        return order == 0 ? sequence.CompareTo(otherSequence) : order;
    }
}
