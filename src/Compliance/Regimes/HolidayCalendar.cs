using System.Collections.Frozen;
using NodaTime;

namespace Compliance.Regimes;

/// <summary>A day of a holiday calendar.</summary>
/// <param name="Closure">Whether it is no holiday of the statute, but a day on which the authorities are closed.</param>
public readonly record struct CalendarDay(LocalDate Date, string Name, bool Closure);

/// <summary>The holidays of a country, or of a part of it, for the years that the data have.</summary>
/// <remarks>INVARIANT: a year that is not in the data is not known, which is another thing than a year without holidays: what is
/// asked about it throws. Ask <see cref="Knows"/> first.</remarks>
public sealed class HolidayCalendar
{
    private readonly FrozenDictionary<LocalDate, CalendarDay> _days;
    private readonly FrozenSet<int> _years;

    internal HolidayCalendar(IEnumerable<int> years, IEnumerable<CalendarDay> days)
    {
        _years = years.ToFrozenSet();
        _days = days.ToFrozenDictionary(day => day.Date);
    }

    /// <summary>ISO 3166-1 code of the country (<c>DE</c>), or ISO 3166-2 of a part (<c>US-CA</c>).</summary>
    public required string Id { get; init; }
    public required string Name { get; init; }

    /// <summary>IANA ids of the zones whose days these are; empty where another calendar speaks for the zone.</summary>
    public required IReadOnlyList<string> Zones { get; init; }

    /// <summary>The law.</summary>
    public required string Source { get; init; }

    /// <summary>How the dates came about, what was left out, what is in doubt.</summary>
    public required string Note { get; init; }

    /// <summary>False: some days are in doubt, and <see cref="Note"/> says which. True is no more than that none is known to be.</summary>
    public required bool Confirmed { get; init; }

    /// <summary>In order.</summary>
    public IReadOnlyList<int> Years => [.. _years.Order()];

    /// <summary>In order, closures too.</summary>
    public IReadOnlyList<CalendarDay> Days => [.. _days.Values.OrderBy(day => day.Date)];

    public bool Knows(int year) => _years.Contains(year);

    /// <summary>Whether the statute makes it a holiday; a Saturday or a Sunday alone is none.</summary>
    /// <exception cref="InvalidOperationException">The year is not known.</exception>
    public bool IsHoliday(LocalDate date) => Find(date) is { Closure: false };

    /// <summary>Whether the authorities are closed: a Saturday, a Sunday, a holiday or a closure.</summary>
    /// <exception cref="InvalidOperationException">The year is not known.</exception>
    public bool IsClosed(LocalDate date) => Find(date) is not null || IsWeekend(date);

    /// <summary>Monday to Friday, and no holiday. A closure alone is a business day: it shortens no strict limit.</summary>
    /// <exception cref="InvalidOperationException">The year is not known.</exception>
    public bool IsBusinessDay(LocalDate date) => !IsHoliday(date) && !IsWeekend(date);

    /// <summary>The day as the data have it; null when it is an ordinary one.</summary>
    /// <exception cref="InvalidOperationException">The year is not known.</exception>
    public CalendarDay? Find(LocalDate date)
    {
        if (!Knows(date.Year))
            throw new InvalidOperationException($"the calendar `{Id}` does not know {date.Year}: ask `Knows` first, and give no date where it says no");
        return _days.TryGetValue(date, out var day) ? day : null;
    }

    private static bool IsWeekend(LocalDate date) => date.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday;
}
