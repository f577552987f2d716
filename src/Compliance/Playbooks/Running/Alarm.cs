using Compliance.Incidents;
using NodaTime;

namespace Compliance.Playbooks.Running;

/// <summary>A point of a clock's time at which somebody is told.</summary>
/// <param name="Percent">Of the time that has gone.</param>
internal readonly record struct AlarmPoint(int Percent, Instant At, string Purpose, IReadOnlyList<string> To);

/// <summary>A clock with its points. When several have passed since it was last looked at, the service having been down, all are
/// recorded and only the highest is sent.</summary>
/// <param name="Clock">Id of a rule or of a step, or <c>triage</c>.</param>
/// <param name="Due">Its limit: another one, after a correction, reminds anew.</param>
/// <param name="Points">In the order of their time.</param>
internal sealed record Alarm(string Clock, Instant Due, IReadOnlyList<AlarmPoint> Points)
{
    /// <summary>Per cent of a clock's time at which somebody is reminded.</summary>
    public static readonly IReadOnlyList<int> Reminders = [50, 75, 90];

    /// <summary>Each day after a limit has passed unheeded, and no longer than this.</summary>
    private const int Escalations = 30;

    public void Sound(Round round)
    {
        var passed = Points.TakeWhile(point => point.At <= round.Now).ToList();
        foreach (var point in passed.Where(point => !IsRecorded(round.Incident, point.Percent))) round.Add(Reminder(point, round.Now));
        if (passed.Count > 0) Send(passed[^1], round);
        if (passed.Count < Points.Count) round.LookAgain(Points[passed.Count].At);
    }

    /// <summary>Points after a limit: at it, and then by its own length but at most daily, each time to one role more.</summary>
    /// <param name="length">From the beginning of the clock to its limit.</param>
    /// <param name="ladder">Roles; at the limit the first is told.</param>
    public static IEnumerable<AlarmPoint> After(Instant due, Duration length, string purpose, IReadOnlyList<string> ladder)
    {
        var period = Duration.Max(length, Duration.FromDays(1));
        for (var times = 0; times <= Escalations; times++)
        {
            // The last instants of the calendar are no time to wait for.
            if (Instant.MaxValue - due < period * times) yield break;
            yield return new AlarmPoint(100 * (times + 1), due + period * times, purpose, [.. ladder.Take(times + 1)]);
        }
    }

    /// <summary>When a part of the time between two instants has gone.</summary>
    public static Instant Part(Instant from, Instant due, int percent) => from + (due - from) / 100 * percent;

    private void Send(AlarmPoint point, Round round)
    {
        foreach (var role in point.To) round.Queue(point.Purpose, Clock, role, Due, point.Percent, notAfter: point.Percent < 100 ? Due : null);
    }

    private Reminded Reminder(AlarmPoint point, Instant now) => new() { At = now, By = Engine.By, Clock = Clock, Percent = point.Percent, Due = Due };

    private bool IsRecorded(Incident incident, int percent) =>
        incident.Records.OfType<Reminded>().Any(record => record.Clock == Clock && record.Due == Due && record.Percent == percent);
}
