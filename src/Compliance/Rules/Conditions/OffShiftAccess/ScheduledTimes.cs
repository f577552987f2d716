using Compliance.Judging;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Rules.Conditions;

/// <summary>The schedule as numbers, one person's at a time, in the order of the person's events.</summary>
internal sealed class ScheduledTimes(ShiftSchedule schedule, VendorRecord record)
{
    /// <summary>People sign in before their shift begins, and finish a case after it has ended.</summary>
    private const long Before = 30 * Ticks.Minute;
    private const long After = 60 * Ticks.Minute;

    private readonly SiteZones _zones = new(record.Vendor, record.People, record.Access.Timezone);
    private readonly Dictionary<DateTimeZone, ZoneClock> _clocks = [];
    private readonly (int First, int Last)? _days = schedule.Days is { } days ? (Number(days.Start), Number(days.End)) : null;
    private (long From, ZoneClock Clock)[] _clocksOf = [];
    private Stretches _work = Stretches.None;
    private Stretches _overtime = Stretches.None;
    private Stretches _absence = Stretches.None;

    /// <summary>A principal's events begin.</summary>
    public void Begin(Subject? subject)
    {
        var spans = subject is null ? [] : schedule.ByPerson.GetValueOrDefault(subject.Name) ?? [];
        _work = Of(spans, ScheduledKind.Work, Before, After);
        _overtime = Of(spans, ScheduledKind.Overtime, Before, After);
        _absence = Of(spans, ScheduledKind.Absence, 0, 0);
        _clocksOf = subject?.Person is { } person
            ? [.. person.Employments.Select((row, i) => (i == 0 ? long.MinValue : Ticks.FromOr(row.Begins, long.MinValue), ClockOf(_zones.Of(row))))]
            : [(long.MinValue, ClockOf(_zones.Timezone))];
    }

    /// <summary>Whether the person was to work at a time; null where the schedule says nothing of it.</summary>
    public bool? IsOn(long at)
    {
        if (_overtime.Contain(at)) return true;
        // A row of leave speaks for itself, also on a day for which no work is planned yet.
        if (_absence.Contain(at)) return false;
        if (_work.Contain(at)) return true;
        return _days is { } days && LocalDay(at) is var day && day >= days.First && day <= days.Last ? false : null;
    }

    private static Stretches Of(IReadOnlyList<ScheduledSpan> spans, ScheduledKind kind, long before, long after) =>
        Stretches.Of(spans.Where(span => span.Kind == kind).Select(span => (Ticks.From(span.Start) - before, Ticks.From(span.End) + after)));

    private int LocalDay(long at)
    {
        var clock = _clocksOf[0].Clock;
        foreach (var (from, other) in _clocksOf)
            if (from <= at) clock = other;
        return clock.Local(at).Day;
    }

    private ZoneClock ClockOf(DateTimeZone zone)
    {
        if (!_clocks.TryGetValue(zone, out var clock)) _clocks.Add(zone, clock = new ZoneClock(zone));
        return clock;
    }

    private static int Number(LocalDate day) => Period.DaysBetween(new LocalDate(1970, 1, 1), day);
}
