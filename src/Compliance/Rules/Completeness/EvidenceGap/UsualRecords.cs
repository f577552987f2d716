namespace Compliance.Rules.Completeness;

/// <summary>How many records a log has on a day of the week, as far as other such days are known.</summary>
/// <param name="days">Day, counted from 1970-01-01 → records.</param>
internal sealed class UsualRecords(IReadOnlyDictionary<int, long> days)
{
    private const int Week = 7;

    /// <summary>Weeks before and after a day that it is compared with.</summary>
    private const int Weeks = 13;

    /// <summary>Other days of the weekday that must be known.</summary>
    private const int Least = 4;

    /// <summary>A day has far fewer records than usual below a fifth of them.</summary>
    private const int Fraction = 5;

    /// <summary>the median of the weekday's other days; null: too few are known.</summary>
    public long? Of(int day)
    {
        var known = Others(day).Order().ToList();
        if (known.Count < Least) return null;
        // Of an even number the lower one: it takes more to be far below.
        return known[(known.Count - 1) / 2];
    }

    /// <summary>Whether a day with so many records has less than a fifth of what is usual.</summary>
    public bool IsFarAbove(int day, long records) => Of(day) is { } usual && records < (usual + Fraction - 1) / Fraction;

    private IEnumerable<long> Others(int day)
    {
        for (var weeks = -Weeks; weeks <= Weeks; weeks++)
            if (weeks != 0 && days.TryGetValue(day + weeks * Week, out var records)) yield return records;
    }
}
