using NodaTime;

namespace Compliance.Playbooks.Running;

/// <summary>A suspicion must be looked at within 24 hours; it is never taken for looked at.</summary>
internal static class Triage
{
    public const string Clock = "triage";

    private static readonly string[] Ladder = ["operator", "security", "legal"];
    private static readonly Duration Within = Duration.FromHours(24);

    public static void Watch(Round round)
    {
        if (round.Incident.TriageDue is not { } due) return;
        var before = Alarm.Reminders.Select(percent => new AlarmPoint(percent, Alarm.Part(due - Within, due, percent), Clock, Ladder[..1]));
        // At the limit the operator has had the day: the next role hears of it at once.
        var after = Alarm.After(due, Within, Clock, Ladder).Select(point => point with { To = Ladder[..Math.Min(Ladder.Length, point.To.Count + 1)] });
        new Alarm(Clock, due, [.. before, .. after]).Sound(round);
    }
}
