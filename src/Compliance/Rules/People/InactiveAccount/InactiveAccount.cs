using Compliance.Findings;
using Compliance.Judging;

namespace Compliance.Rules.People;

internal sealed class InactiveAccount(AuditTables tables) : Rule
{
    private const long Window = 45 * Ticks.Day;

    private readonly long[] _lastUse = new long[tables.Subjects.All.Count];

    public override RuleDefinition Definition { get; } = new("inactive-account", Severity.Medium,
        "someone has held a role for 45 days and done nothing in that time",
        "end the assignment in access.yaml and disable the account, or record the leave in people.csv");

    public override string? MissingInput(AuditFacts facts) => facts.ReachesBack(Window) ? null : "the evidence does not reach back 45 days";

    public override void Judge(in JudgedEvent e)
    {
        if (e.Succeeded && e.Subject is { } subject) _lastUse[subject.Index] = Math.Max(_lastUse[subject.Index], e.Time);
    }

    public override void Conclude(AuditFacts facts)
    {
        if (facts.Now is not { } now || !facts.ReachesBack(Window)) return;
        var at = Ticks.ToInstant(now);
        foreach (var subject in tables.Subjects.All)
        {
            var held = subject.Assignments.Any(a => a.InForce(at) && Ticks.From(a.From) <= now - Window);
            if (!held || _lastUse[subject.Index] > now - Window || subject.Person?.InForce(at).OnLeave == true) continue;
            Record.Found(new StateFinding(subject.Name, null, null, 1, null, null,
                $"{subject.Name} holds a role and did nothing successfully in the 45 days to {TimeText.Milliseconds(now)}"));
        }
    }
}
