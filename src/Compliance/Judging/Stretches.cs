namespace Compliance.Judging;

/// <summary>Stretches of time <c>[from, until)</c> that may overlap, merged: whether a time lies in one is found by halving, however many
/// there are.</summary>
internal sealed class Stretches
{
    public static readonly Stretches None = new([], []);

    private readonly long[] _from;
    private readonly long[] _until;

    private Stretches(long[] from, long[] until) => (_from, _until) = (from, until);

    public static Stretches Of(IEnumerable<(long From, long Until)> stretches)
    {
        List<long> from = [], until = [];
        foreach (var (begin, end) in stretches.Where(one => one.From < one.Until).OrderBy(one => one.From))
        {
            if (until.Count > 0 && begin <= until[^1])
            {
                until[^1] = Math.Max(until[^1], end);
                continue;
            }
            from.Add(begin);
            until.Add(end);
        }
        return from.Count == 0 ? None : new([.. from], [.. until]);
    }

    public bool Contain(long time)
    {
        var at = Array.BinarySearch(_from, time);
        // Not found: the complement of where it would be put.
        if (at < 0) at = ~at - 1;
        return at >= 0 && time < _until[at];
    }
}
