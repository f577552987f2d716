using Compliance.Judging;

namespace Compliance.Rules.Conduct;

/// <summary>An event on one side of a pair; sorted so that those on one resource by one principal come together, in order.</summary>
internal struct DutyEvent : ISortable<DutyEvent>
{
    public int Pair;
    public bool Left;
    public EventRow Row;

    public readonly ulong Prefix => Row.Principal.High;

    public readonly bool SameDuties(in DutyEvent other) =>
        Row.Principal == other.Row.Principal && Pair == other.Pair && Row.Resource == other.Row.Resource;

    public static int Compare(in DutyEvent left, in DutyEvent right)
    {
        var order = left.Row.Principal.CompareTo(right.Row.Principal);
        if (order == 0) order = left.Pair.CompareTo(right.Pair);
        if (order == 0) order = left.Row.Resource.CompareTo(right.Row.Resource);
        if (order == 0) order = left.Row.Time.CompareTo(right.Row.Time);
        if (order == 0) order = left.Row.Sequence.CompareTo(right.Row.Sequence);
        return order == 0 ? left.Left.CompareTo(right.Left) : order;
    }
}

/// <summary>When each side of a pair was last done on a resource. An event that matches both sides is both, and comes twice
/// in a row: neither of its halves precedes the other.</summary>
internal sealed class DutyHistory
{
    private readonly SideHistory _left = new();
    private readonly SideHistory _right = new();

    public bool Conflicts(in DutyEvent duty, long window) => (duty.Left ? _right : _left).LastBefore(duty.Row.Sequence) > duty.Row.Time - window;

    public void Add(in DutyEvent duty) => (duty.Left ? _left : _right).Add(duty.Row.Time, duty.Row.Sequence);

    private sealed class SideHistory
    {
        private (long Time, Sequence Sequence)? _last;
        private (long Time, Sequence Sequence)? _previous;

        public void Add(long time, Sequence sequence) => (_previous, _last) = (_last, (time, sequence));

        public long? LastBefore(Sequence sequence) => _last?.Sequence == sequence ? _previous?.Time : _last?.Time;
    }
}
