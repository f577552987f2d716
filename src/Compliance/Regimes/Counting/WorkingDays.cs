using NodaTime;

namespace Compliance.Regimes.Counting;

/// <summary>Days that are neither Saturday, Sunday, nor a holiday. Of a year that the calendar does not hold, the weekdays are neither.</summary>
internal sealed class WorkingDays
{
    private readonly string _name;
    private readonly HolidayCalendar? _calendar;
    private readonly bool _weekendsOnly;
    private readonly IReadOnlyList<LocalDate> _added;

    private WorkingDays(string name, HolidayCalendar? calendar, bool weekendsOnly, IReadOnlyList<LocalDate> added)
    {
        _name = name;
        _calendar = calendar;
        _weekendsOnly = weekendsOnly;
        _added = added;
    }

    /// <param name="name">Of the calendar, or of the zone that it was looked for by; named where it is missing.</param>
    /// <param name="calendar">Null: there is none.</param>
    /// <param name="added">Days off that somebody named.</param>
    public static WorkingDays Of(string name, HolidayCalendar? calendar, IReadOnlyList<LocalDate> added) => new(name, calendar, weekendsOnly: false, added);

    /// <summary>Where it is not known whose holidays count: only days that are off everywhere.</summary>
    /// <param name="added">Days off that somebody named.</param>
    public static WorkingDays Anywhere(IReadOnlyList<LocalDate> added) => new("", null, weekendsOnly: true, added);

    /// <summary>Null: the calendar does not hold the year.</summary>
    public bool? Includes(LocalDate day)
    {
        if (day.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday || _added.Contains(day)) return false;
        if (_weekendsOnly) return true;
        return _calendar is null || !_calendar.Knows(day.Year) ? null : !_calendar.IsHoliday(day);
    }

    /// <summary>The n-th working day after a day; null: the calendar does not reach that far.</summary>
    public LocalDate? After(LocalDate day, int number)
    {
        while (number > 0)
        {
            day = day.PlusDays(1);
            if (Includes(day) is not { } works) return null;
            if (works) number--;
        }
        return day;
    }

    /// <summary>The day itself when it is worked, else the next that is; null: the calendar does not reach that far.</summary>
    public LocalDate? OnOrAfter(LocalDate day) => After(day.PlusDays(-1), 1);

    /// <summary>The same among the days on which authorities are open: a closure of theirs puts off what can be argued, never what is strict.</summary>
    public LocalDate? OpenOnOrAfter(LocalDate day)
    {
        while (OnOrAfter(day) is { } works)
        {
            if (_calendar is null || !_calendar.IsClosed(works)) return works;
            day = works.PlusDays(1);
        }
        return null;
    }

    /// <summary>What is missing to count from a day on.</summary>
    public string Gap(LocalDate day)
    {
        if (_calendar is null) return $"there is no holiday calendar of `{_name}` in this data set; count by hand";
        var year = day.Year;
        while (_calendar.Knows(year)) year++;
        return $"the holiday calendar `{_name}` does not hold {year}; count by hand";
    }
}
