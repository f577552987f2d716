using NodaTime;

namespace Compliance.Judging;

/// <summary>Instants as the reading path carries them: 100 ns ticks since 1970-01-01T00:00:00Z.</summary>
internal static class Ticks
{
    public const long Minute = NodaConstants.TicksPerMinute;
    public const long Hour = NodaConstants.TicksPerHour;
    public const long Day = NodaConstants.TicksPerDay;

    public static Instant ToInstant(long ticks) => Instant.FromUnixTimeTicks(ticks);

    /// <summary>The first tick at or after the instant: a bound keeps its meaning for events in whole ticks.</summary>
    public static long From(Instant instant)
    {
        var floor = instant.ToUnixTimeTicks();
        return Instant.FromUnixTimeTicks(floor) < instant ? floor + 1 : floor;
    }

    public static long FromOr(Instant? instant, long otherwise) => instant is { } at ? From(at) : otherwise;
}
