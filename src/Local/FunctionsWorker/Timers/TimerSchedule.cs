using Compliance.Local.FunctionsWorker.Hosting;
using NCrontab;

namespace Compliance.Local.FunctionsWorker.Timers;

/// <summary>An NCRONTAB schedule, in UTC.</summary>
internal sealed class TimerSchedule
{
    // 29 February is at most eight years away.
    private const int HorizonYears = 9;

    private readonly CrontabSchedule _schedule;

    private TimerSchedule(string text, CrontabSchedule schedule)
    {
        Text = text;
        _schedule = schedule;
    }

    public string Text { get; }

    /// <param name="text">Six fields, or five without the second.</param>
    /// <param name="owner">Whose schedule it is, for the message.</param>
    /// <exception cref="StartupError">It is not one, or never comes due.</exception>
    public static TimerSchedule Parse(string text, string owner)
    {
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        var parsed = CrontabSchedule.TryParse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = fields == 6 });
        if (parsed is null || fields is not (5 or 6))
            throw new StartupError($"{owner} is `{text}`, expected `second minute hour day month weekday`, such as `0 0 2 * * *` for 02:00 UTC every day");
        var schedule = new TimerSchedule(text, parsed);
        if (schedule.Occurrences(DateTime.UnixEpoch).Take(1).ToList() is [])
            throw new StartupError($"{owner} is `{text}`, which never comes due");
        return schedule;
    }

    /// <summary>The first time due strictly after <paramref name="moment"/>.</summary>
    public DateTime After(DateTime moment) => Occurrences(moment).First();

    public IEnumerable<DateTime> Occurrences(DateTime after) =>
        _schedule.GetNextOccurrences(after, after.AddYears(HorizonYears)).Select(time => DateTime.SpecifyKind(time, DateTimeKind.Utc));

    /// <summary>Two ticks less than a minute apart: too short to remember over restarts.</summary>
    public bool IsSubMinute(DateTime now) => Occurrences(now).Take(3).ToList() is [var first, var second, ..] && second - first < TimeSpan.FromMinutes(1);
}
