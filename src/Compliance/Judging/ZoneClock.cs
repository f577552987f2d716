using NodaTime;
using NodaTime.TimeZones;

namespace Compliance.Judging;

/// <summary>Local time in a zone, quick for instants near one another: it remembers the zone's last interval.</summary>
internal sealed class ZoneClock(DateTimeZone zone)
{
    private ZoneInterval? _interval;
    private long _start;
    private long _end;
    private long _offset;

    /// <summary>Local day, counted from 1970-01-01, and 100 ns ticks since its midnight on the clock.</summary>
    public (int Day, long Time) Local(long ticks)
    {
        if (_interval is null || ticks < _start || ticks >= _end) Enter(ticks);
        var (day, time) = Math.DivRem(ticks + _offset, Ticks.Day);
        // West of Greenwich the first hours of 1970 are of the day before.
        return time < 0 ? ((int)day - 1, time + Ticks.Day) : ((int)day, time);
    }

    private void Enter(long ticks)
    {
        _interval = zone.GetZoneInterval(Ticks.ToInstant(ticks));
        _start = _interval.HasStart ? Ticks.From(_interval.Start) : long.MinValue;
        _end = _interval.HasEnd ? Ticks.From(_interval.End) : long.MaxValue;
        _offset = _interval.WallOffset.Ticks;
    }
}
