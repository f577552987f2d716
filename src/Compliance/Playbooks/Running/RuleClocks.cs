using Compliance.Incidents;
using Compliance.Regimes;
using NodaTime;

namespace Compliance.Playbooks.Running;

/// <summary>The clocks of the rules that apply: reminders before the limit, and what is overdue after it.</summary>
internal static class RuleClocks
{
    private static readonly string[] Reminded = ["legal", "operator"];
    private static readonly string[] Alarmed = ["operator", "legal", "security"];

    public static void Watch(Round round, IReadOnlyList<ApplicableRule> rules)
    {
        foreach (var rule in rules.Where(rule => Runs(rule, round.Incident)))
        {
            if (Silence.Of(rule.Rule, round) is { } hold)
            {
                if (hold.Until is { } until) round.LookAgain(until);
            }
            else Watch(round, rule.Deadline, rule.Deadline.DueAt!.Value.ToInstant());
        }
    }

    private static bool Runs(ApplicableRule rule, Incident incident) =>
        rule is { Applies: Applies.Yes, Deadline.DueAt: not null }
        && ((rule.Enabled && rule.Deadline.Counts) || (rule.Deadline.Status is DeadlineStatus.Unconfirmed && incident.EnabledRules.Contains(rule.Deadline.Regime)))
        && incident.SubmittedAt(rule.Deadline.Regime) is null;

    private static void Watch(Round round, Deadline deadline, Instant due)
    {
        if (due > round.Now)
        {
            var points = deadline.AnchorAt is { } from && from < due
                ? Alarm.Reminders.Select(percent => new AlarmPoint(percent, Alarm.Part(from, due, percent), "reminder", Reminded)) : [];
            new Alarm(deadline.Regime, due, [.. points]).Sound(round);
            round.LookAgain(due);
            return;
        }
        RecordPassed(round, deadline, due);
        if (!round.Incident.HasRunOut(deadline.Regime, due)) round.Add(new Overdue { At = round.Now, By = Engine.By, Clock = deadline.Regime, Due = due });
        foreach (var role in Alarmed) round.Queue("overdue", deadline.Regime, role, due);
    }

    /// <summary>Reminders whose time passed while nobody looked are recorded, and not sent: what is overdue says more.</summary>
    private static void RecordPassed(Round round, Deadline deadline, Instant due)
    {
        if (deadline.AnchorAt is null) return;
        var recorded = round.Incident.Records.OfType<Reminded>().Where(record => record.Clock == deadline.Regime && record.Due == due).Select(record => record.Percent).ToHashSet();
        foreach (var percent in Alarm.Reminders.Where(percent => !recorded.Contains(percent)))
            round.Add(new Reminded { At = round.Now, By = Engine.By, Clock = deadline.Regime, Percent = percent, Due = due });
    }
}
