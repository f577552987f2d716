using Compliance.Judging;
using Compliance.Rules.Conditions;
using Compliance.Vendors;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Compliance.Tests.Judging;

/// <summary>Half an hour forward in Lord Howe, a day that never was in Apia, and the usual hour elsewhere.</summary>
public sealed class LocalClockTests
{
    private static readonly DateTimeZone[] Zones =
        [.. new[] { "Etc/UTC", "Asia/Manila", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu" }.Select(id => DateTimeZoneProviders.Tzdb[id])];

    // Steps that stay in an interval and steps that leave it, from an instant beside a change of the clock.
    private static readonly Gen<(DateTimeZone Zone, long[] Instants)> Walks =
        from zone in Gen.Elements(Zones)
        from at in Gen.OneOf(Changes(zone), Gen.Choose(0, 30_000).Select(day => day * Ticks.Day))
        from steps in Gen.Elements(-Ticks.Day, -Ticks.Hour, -Ticks.Minute, -1, 0, 1, Ticks.Minute, 30 * Ticks.Minute, Ticks.Hour, 11 * Ticks.Hour, 200 * Ticks.Day).ListOf()
        select (zone, Walk(at, steps));

    private static readonly Gen<Shift> Shifts =
        from days in Gen.Choose(1, 127)
        from hours in Gen.Choose(0, 47).Two()
        select new Shift { Days = (byte)days, From = HalfHour(hours.Item1), To = HalfHour(hours.Item2), Zone = DateTimeZone.Utc };

    [Fact]
    public void A_zone_clock_shows_what_NodaTime_shows() =>
        Check.One(Tried.Times(2_000), Prop.ForAll(Arb.From(Walks), walk =>
        {
            var clock = new ZoneClock(walk.Zone);
            return walk.Instants.All(at =>
            {
                var local = Ticks.ToInstant(at).InZone(walk.Zone).LocalDateTime;
                return clock.Local(at) == (Period.DaysBetween(new LocalDate(1970, 1, 1), local.Date), local.TickOfDay);
            });
        }));

    [Fact]
    public void Shift_hours_hold_what_the_shift_holds() =>
        Check.One(Tried.Times(2_000), Prop.ForAll(Arb.From(Walks), Arb.From(Shifts), (walk, times) =>
        {
            var shift = times with { Zone = walk.Zone };
            var hours = new ShiftHours(shift);
            return walk.Instants.All(at => hours.Contains(at) == shift.Contains(Ticks.ToInstant(at)));
        }));

    private static Gen<long> Changes(DateTimeZone zone)
    {
        var changes = zone.GetZoneIntervals(Instant.FromUtc(1970, 1, 1, 0, 0), Instant.FromUtc(2037, 1, 1, 0, 0))
            .Where(interval => interval.HasStart && interval.Start >= NodaConstants.UnixEpoch).Select(interval => interval.Start.ToUnixTimeTicks());
        return Gen.Elements([0, .. changes]);
    }

    // Logs begin with 1970.
    private static long[] Walk(long at, IEnumerable<long> steps)
    {
        var instants = new List<long> { at };
        foreach (var step in steps) instants.Add(Math.Max(0, instants[^1] + step));
        return [.. instants];
    }

    private static LocalTime HalfHour(int number) => LocalTime.Midnight.PlusMinutes(30 * number);
}
