using Compliance.Judging;

namespace Compliance.Rules.Conduct;

/// <summary>A denied event; sorted so that equal attempts come together, in order.</summary>
internal struct Denial : ISortable<Denial>
{
    public EventRow Row;

    public readonly ulong Prefix => Row.Principal.High;

    public readonly bool SameAttempt(in Denial other) =>
        Row.Principal == other.Row.Principal && Row.Action == other.Row.Action && Row.Resource == other.Row.Resource;

    public static int Compare(in Denial left, in Denial right)
    {
        var order = left.Row.Principal.CompareTo(right.Row.Principal);
        if (order == 0) order = left.Row.Action.CompareTo(right.Row.Action);
        if (order == 0) order = left.Row.Resource.CompareTo(right.Row.Resource);
        if (order == 0) order = left.Row.Time.CompareTo(right.Row.Time);
        return order == 0 ? left.Row.Sequence.CompareTo(right.Row.Sequence) : order;
    }
}
