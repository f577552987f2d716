using Compliance.Judging;

namespace Compliance.Rules.Conditions;

/// <summary>Days one after the other on which many used one address.</summary>
internal sealed class EgressRun(AddressDay first)
{
    private const int MostReferences = 10;

    // By time, then in reading order; the rows come principal by principal.
    private readonly SortedSet<(long Time, Sequence Sequence)> _references = [];

    public AddressDay FirstDay => first;
    public int LastDay { get; private set; } = first.Day;

    /// <summary>The most people of one day.</summary>
    public int People { get; private set; }

    /// <summary>Events inside the audit's window, and the times of the first and the last.</summary>
    public long Count { get; private set; }
    public long First { get; private set; } = long.MaxValue;
    public long Last { get; private set; } = long.MinValue;
    public IReadOnlyList<Sequence> References => [.. _references.Select(r => r.Sequence)];

    public void AddDay(int day, int people)
    {
        LastDay = day;
        People = Math.Max(People, people);
    }

    public void Add(in EventRow row)
    {
        Count++;
        First = Math.Min(First, row.Time);
        Last = Math.Max(Last, row.Time);
        if (_references.Count == MostReferences && _references.Max.CompareTo((row.Time, row.Sequence)) < 0) return;
        _references.Add((row.Time, row.Sequence));
        if (_references.Count > MostReferences) _references.Remove(_references.Max);
    }
}
