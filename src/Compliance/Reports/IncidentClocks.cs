using Compliance.Incidents;
using Compliance.Regimes;
using NodaTime;

namespace Compliance.Reports;

/// <summary>The clocks of a case for a person who has little time: what has run out first, then by when it is due, then what is not known.</summary>
internal static class IncidentClocks
{
    public static void Write(IncidentReport report, TerminalText text)
    {
        var lines = report.Rules.Where(IncidentExport.ShowsRules).Select(rule => new Line(rule, report)).OrderBy(line => line.Rank).ThenBy(line => line.Due).ToList();
        WriteTable("Clocks", lines.Where(line => line.Rule.Applies is Applies.Yes), text, line => line.Rule.Deadline.Recipient);
        WriteTable("Clocks of which nobody can tell yet", lines.Where(line => line.Rule.Applies is not Applies.Yes), text, line => string.Join("; ", line.Rule.Needs));
        WriteShadow(report, text);
    }

    private static void WriteTable(string heading, IEnumerable<Line> lines, TerminalText text, Func<Line, string> last)
    {
        var rows = lines.Select(line => (IReadOnlyList<string>)[line.Words, line.Rule.Deadline.Regime, last(line)]).ToList();
        if (rows.Count == 0) return;
        text.Heading(heading);
        text.Table(2, [new("due", Tone: due => due.StartsWith("OVERDUE", StringComparison.Ordinal) ? Tone.Bad : Tone.Plain), new("rule"), new(heading == "Clocks" ? "to" : "needs")], rows);
    }

    // Limits that would tell when a privileged fact was are for the few.
    private static void WriteShadow(IncidentReport report, TerminalText text)
    {
        if (report.Shadow.Count == 0 || !report.Shows(report.Export.HoldsPrivileged)) return;
        text.Heading("If awareness were detection");
        text.Table(2, [new("would be due"), new("rule"), new("to")],
        [
            .. report.Shadow.Where(shadow => shadow.Applies is Applies.Yes).Select(shadow => (IReadOnlyList<string>)
                [Wording.ToSecond(shadow.WouldBeDue.ToInstant()), shadow.Rule.Id, shadow.Rule.Recipient]),
        ]);
    }

    private sealed class Line
    {
        public Line(ApplicableRule rule, IncidentReport report)
        {
            Rule = rule;
            var (deadline, submitted) = (rule.Deadline, Timeline.Submission(report.Incident, rule.Deadline.Regime));
            Due = deadline.DueAt?.ToInstant() ?? Instant.MaxValue;
            var hidden = report.Due(rule) == "privileged";
            var alarms = rule.Applies is Applies.Yes && (deadline.Counts || (rule.Enabled && deadline.Status is DeadlineStatus.Unconfirmed));
            (Rank, Words) = (submitted, hidden, deadline) switch
            {
                ({ } done, _, _) => (5, $"submitted {(report.Shows(done.Privileged) ? Wording.ToSecond(done.At) : "(privileged)")}{(alarms && Due < done.At ? ", late" : "")}"),
                (_, true, _) => (1, "privileged"),
                (_, _, { DueAt: not null }) when alarms && Due < report.Now => (0, $"OVERDUE {Wording.ToSecond(Due)}"),
                (_, _, { DueAt: not null }) when alarms => (1, Wording.ToSecond(Due)),
                (_, _, { DueAt: not null }) => (2, deadline.Counts ? Wording.ToSecond(Due) : $"{Wording.ToSecond(Due)} ({Status(deadline)})"),
                (_, _, { Status: DeadlineStatus.PendingAnchor, Anchor: { } anchor }) => (4, $"pending: {anchor}"),
                _ => (3, Status(deadline)),
            };
        }

        public ApplicableRule Rule { get; }
        public int Rank { get; }
        public Instant Due { get; }
        public string Words { get; }

        private static string Status(Deadline deadline) => IncidentExport.Of(deadline.Status).Replace('_', ' ');
    }
}
