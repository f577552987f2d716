using Compliance.Vendors;

namespace Compliance.Judging;

/// <summary>A person's rows of people.csv with their times as ticks; in the order of <see cref="Person.Employments"/>.</summary>
internal sealed class EmploymentTimes(Person person)
{
    private readonly EmploymentRow[] _rows = [.. person.Employments.Select(EmploymentRow.Of)];

    public EmploymentRow First => _rows[0];

    /// <summary>The row in force for clearance and training: the last that had begun, else the first.</summary>
    public EmploymentRow InForce(long at) => LastBegun(at) ?? _rows[0];

    /// <summary>The last row that began at or before a time; null when none had.</summary>
    public EmploymentRow? LastBegun(long at)
    {
        EmploymentRow? last = null;
        foreach (var row in _rows)
            if (row.Begins <= at) last = row;
        return last;
    }
}

/// <summary>One row; a time that is not given is the earliest or latest there is, as its absence means.</summary>
/// <param name="Ends">The first tick that is later than the end.</param>
/// <param name="Cleared">The latest there is: never, as far as the file says.</param>
/// <param name="TrainedUntil">The earliest there is: never trained, as far as the file says.</param>
internal sealed record EmploymentRow(long Begins, long Ends, long Cleared, long TrainedUntil, bool Terminated)
{
    public static EmploymentRow Of(Employment row) => new(
        Ticks.FromOr(row.Begins, long.MinValue),
        row.Ends is { } end ? end.ToUnixTimeTicks() + 1 : long.MaxValue,
        Ticks.FromOr(row.Cleared, long.MaxValue),
        Ticks.FromOr(row.TrainedUntil, long.MinValue),
        row.Terminated);
}
