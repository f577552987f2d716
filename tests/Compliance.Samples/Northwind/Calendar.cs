using System.Globalization;

namespace Compliance.Samples.Northwind;

/// <summary>The six weeks of the sample, in Lisbon, which kept summer time (UTC+1) throughout them.</summary>
internal static class Calendar
{
    public static readonly DateOnly First = new(2026, 5, 20);
    public static readonly DateOnly Last = new(2026, 6, 30);

    /// <summary>When the lists of users were drawn.</summary>
    public static readonly DateTimeOffset Drawn = At(new DateOnly(2026, 7, 1), 6, 0);

    private static readonly TimeSpan Summer = TimeSpan.FromHours(1);

    public static IEnumerable<DateOnly> Days => Enumerable.Range(0, Last.DayNumber - First.DayNumber + 1).Select(First.AddDays);

    public static DateTimeOffset At(DateOnly day, int hour, int minute, int second = 0) => new(day.ToDateTime(new TimeOnly(hour, minute, second)), Summer);

    public static DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(time.ToOffset(Summer).DateTime);

    public static string Utc(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    public static string UtcMilliseconds(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
