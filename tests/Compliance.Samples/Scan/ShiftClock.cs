namespace Compliance.Samples.Scan;

/// <summary>
/// Spreads records evenly over the time somebody is at work: by night 21:15 to 06:00, by day 07:30 to 19:00 (Manila, UTC+8), every day of a
/// hundred but one, which is the gap in the evidence.
/// </summary>
internal sealed class ShiftClock(long records)
{
    public const int Days = 99;

    /// <summary>Milliseconds.</summary>
    public const long Hour = 3_600_000;

    public static readonly DateOnly FirstDay = new(2026, 3, 23);
    public static readonly DateOnly Gap = new(2026, 5, 13);

    private const long WorkedPerDay = 81 * Hour / 4;
    private static readonly long Midnight = new DateTimeOffset(FirstDay, TimeOnly.MinValue, TimeSpan.FromHours(8)).ToUnixTimeMilliseconds();

    public double RecordsPerHour { get; } = records / (Days * WorkedPerDay / (double)Hour);

    /// <summary>Milliseconds since 1970 of the n-th of all records, and whether the day shift works then.</summary>
    public (long Time, bool Day) At(long record)
    {
        var worked = (long)((Int128)record * Days * WorkedPerDay / records);
        var (day, within) = (worked / WorkedPerDay, worked % WorkedPerDay);
        if (FirstDay.AddDays((int)day) >= Gap)
            day++;
        var midnight = Midnight + day * 24 * Hour;
        return within switch
        {
            < 6 * Hour => (midnight + within, false),
            < 35 * Hour / 2 => (midnight + within + 3 * Hour / 2, true),
            _ => (midnight + within + 15 * Hour / 4, false),
        };
    }
}
