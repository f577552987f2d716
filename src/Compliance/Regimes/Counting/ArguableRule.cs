using System.Text.Json.Serialization;
using NodaTime;

namespace Compliance.Regimes.Counting;

/// <summary>A cited rule of counting by which a later limit can be argued for.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(HourOfEventExcluded), "hour_of_event_excluded")]
[JsonDerivedType(typeof(NextWorkingDay), "next_working_day")]
[JsonDerivedType(typeof(MoreDays), "more_days")]
[JsonDerivedType(typeof(OuterDay), "outer_day")]
public abstract record ArguableRule(string Why)
{
    /// <summary>Address of the rule of counting; null: that of the rule itself.</summary>
    public string? Source { get; init; }

    /// <summary>What is wrong with it as data; null: nothing.</summary>
    internal virtual string? Problem => null;

    /// <summary>An end, at the strict one where nothing is later; or the calendar that would be needed.</summary>
    internal abstract Reckoning Later(AnchorFact anchor, ZonedDateTime due, Ground ground);

    private protected Reckoning Rolled(LocalDate last, Ground ground) => ground.WorkingDays.OpenOnOrAfter(last) is { } open
        ? new Reckoning.End(ground.EndOf(open), Why)
        : new Reckoning.NoCalendar(ground.WorkingDays.Gap(last));
}

/// <summary>The hour in which the event falls does not count: the hours begin with the next full one. An event on the hour begins one.</summary>
public sealed record HourOfEventExcluded(string Why) : ArguableRule(Why)
{
    internal override Reckoning Later(AnchorFact anchor, ZonedDateTime due, Ground ground)
    {
        var time = anchor.At.InZone(ground.Zone).TimeOfDay;
        var intoTheHour = Period.Between(new LocalTime(time.Hour, 0), time, PeriodUnits.Nanoseconds).ToDuration();
        return new Reckoning.End(due + (Duration.FromHours(1) - intoTheHour), Why);
    }
}

/// <summary>A last day that is no working day gives way to the next that is.</summary>
public sealed record NextWorkingDay(string Why) : ArguableRule(Why)
{
    internal override Reckoning Later(AnchorFact anchor, ZonedDateTime due, Ground ground) => Rolled(due.Date, ground);
}

/// <summary>Days more, under a condition.</summary>
public sealed record MoreDays(int Number, string Why) : ArguableRule(Why)
{
    internal override string? Problem => Number is > 0 and <= CalendarDays.Most ? null : "`number` is not a number of days";

    internal override Reckoning Later(AnchorFact anchor, ZonedDateTime due, Ground ground) => new Reckoning.End(ground.EndOf(due.Date.PlusDays(Number)), Why);
}

/// <summary>A later day of a range that a guideline gives, the date of the anchor being day 1; a day off gives way to the next working day.</summary>
public sealed record OuterDay(int Day, string Why) : ArguableRule(Why)
{
    internal override string? Problem => Day is > 0 and <= CalendarDays.Most ? null : "`day` is not a number of days";

    internal override Reckoning Later(AnchorFact anchor, ZonedDateTime due, Ground ground) => Rolled(ground.DateOf(anchor.At).PlusDays(Day - 1), ground);
}
