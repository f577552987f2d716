using NodaTime;

namespace Compliance.Regimes.Counting;

/// <summary>Days after the 31 December of the local year in which the fact lies.</summary>
public sealed record DaysAfterYearEnd(int Number) : TimeLimit
{
    /// <summary>The fact that is the end of a year, not something in it.</summary>
    private const string YearEnd = "calendar_year_end";

    public override string Words => $"calendar_days:{Number} after 31 Dec";

    internal override string? Problem => Number is > 0 and <= CalendarDays.Most ? null : "`number` is not a number of days";

    internal override Reckoning From(AnchorFact anchor, Ground ground)
    {
        // The end of a year may be given as its last second or as the first instant after it.
        var year = ground.DateOf(anchor.Name == YearEnd ? anchor.At - Duration.FromSeconds(1) : anchor.At).Year;
        return new Reckoning.End(ground.EndOf(new LocalDate(year, 12, 31).PlusDays(Number)), $"{Number} days after 31 December {year}, the year of `{anchor.Name}` in {ground.Zone.Id}, to the end of the last");
    }
}
