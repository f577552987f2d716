using Compliance.Regimes;
using NodaTime;

namespace Compliance.Tests.Regimes;

/// <summary>Days counted a second time, one by one, with the dates and zones of the base library and from the text of the laws alone.</summary>
internal sealed class SecondCount(string zoneId)
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(zoneId);

    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, _zone).DateTime);

    /// <summary>The last whole second before the local date is another; found by walking, not by arithmetic on offsets.</summary>
    public DateTimeOffset EndOf(DateOnly day)
    {
        var at = new DateTimeOffset(day.Year, day.Month, day.Day, 0, 0, 0, TimeSpan.Zero).AddHours(-15);
        while (DayOf(at) < day) at = at.AddMinutes(15);
        while (DayOf(at) == day) at = at.AddMinutes(15);
        return at.AddSeconds(-1);
    }

    /// <summary>The only instant that shows this time on that day; for times that no change of the clock touches.</summary>
    public DateTimeOffset On(DateOnly day, int hour, int minute)
    {
        var at = new DateTimeOffset(day.Year, day.Month, day.Day, 0, 0, 0, TimeSpan.Zero).AddHours(-15);
        while (DayOf(at) != day || TimeZoneInfo.ConvertTime(at, _zone).TimeOfDay != new TimeSpan(hour, minute, 0)) at = at.AddMinutes(15);
        return at;
    }

    /// <summary>"Within n days after": tomorrow is the first.</summary>
    public static DateOnly DaysAfter(DateOnly day, int days)
    {
        for (var counted = 0; counted < days; counted++) day = day.AddDays(1);
        return day;
    }

    /// <summary>The same, where Saturdays, Sundays and holidays are passed over.</summary>
    public static DateOnly BusinessDaysAfter(DateOnly day, int days, HolidayCalendar calendar)
    {
        for (var counted = 0; counted < days;)
        {
            day = day.AddDays(1);
            if (!IsOff(day, calendar)) counted++;
        }
        return day;
    }

    /// <summary>"One month after": the day of the same number, or the last that the month has.</summary>
    public static DateOnly MonthAfter(DateOnly day)
    {
        var (year, month) = day.Month == 12 ? (day.Year + 1, 1) : (day.Year, day.Month + 1);
        var number = day.Day;
        while (number > 28 && number > DateTime.DaysInMonth(year, month)) number--;
        return new DateOnly(year, month, number);
    }

    public static bool IsOff(DateOnly day, HolidayCalendar calendar) =>
        day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || calendar.Days.Any(holiday => !holiday.Closure && holiday.Date == new LocalDate(day.Year, day.Month, day.Day));
}
