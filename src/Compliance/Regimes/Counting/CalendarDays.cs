namespace Compliance.Regimes.Counting;

/// <summary>Local dates, to the end of the last; the date of the anchor is day 0, or, where the law counts so, day 1.</summary>
public sealed record CalendarDays(int Number) : TimeLimit
{
    internal const int Most = 3660;

    public bool FromDayOne { get; init; }

    public override string Words => FromDayOne ? $"calendar_days:{Number} day-1-inclusive" : $"calendar_days:{Number} end of day";

    internal override string? Problem => Number is > 0 and <= Most ? null : "`number` is not a number of days";

    internal override Reckoning From(AnchorFact anchor, Ground ground) => new Reckoning.End(
        ground.EndOf(ground.DateOf(anchor.At).PlusDays(FromDayOne ? Number - 1 : Number)),
        $"day {Number} in {ground.Zone.Id}, the day of `{anchor.Name}` being day {(FromDayOne ? 1 : 0)}, to its end");
}
