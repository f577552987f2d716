using NodaTime;
using NodaTime.TimeZones;

namespace Compliance.Evidence;

/// <summary>Local times of a zone as instants; remembers the stretch without a clock change around the last one.</summary>
internal sealed class LocalTimes(DateTimeZone zone)
{
    // Local ticks since 1970 between which one offset is the only possible one: a day inside a stretch between changes.
    private long _from = long.MaxValue;
    private long _until = long.MinValue;
    private long _offset;

    /// <param name="local">Ticks since 1970-01-01T00:00 on the zone's clock.</param>
    /// <returns>Ticks since 1970-01-01T00:00:00Z.</returns>
    public long ToUtc(long local)
    {
        if (local >= _from && local < _until) return local - _offset;
        if (local < 0) return local;
        var zoned = LocalDateTime.FromDateTime(new DateTime(local + DateTime.UnixEpoch.Ticks, DateTimeKind.Unspecified)).InZoneLeniently(zone);
        Remember(zoned.GetZoneInterval());
        return zoned.ToInstant().ToUnixTimeTicks();
    }

    private void Remember(ZoneInterval interval)
    {
        _offset = interval.WallOffset.Ticks;
        _from = (interval.HasStart ? interval.Start.ToUnixTimeTicks() : 0) + _offset + NodaConstants.TicksPerDay;
        _until = (interval.HasEnd ? interval.End.ToUnixTimeTicks() : DateTime.MaxValue.Ticks - DateTime.UnixEpoch.Ticks) + _offset - NodaConstants.TicksPerDay;
    }
}
