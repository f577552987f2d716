using Compliance.Findings;
using Compliance.Judging;
using NodaTime;

namespace Compliance.Rules.People;

internal sealed class OrphanedAccount(AuditTables tables) : Rule
{
    public override RuleDefinition Definition { get; } = new("orphaned-account", Severity.High,
        "a role is assigned to somebody who is not known or no longer employed",
        "end the assignment in access.yaml and the access in the system, or add the person to people.csv");

    // It compares the contract with the roster; a log only tells it what "now" is.
    public override bool ReadsLogs => false;

    public override string? MissingInput(AuditFacts facts) => facts.Now is null ? "without an event or `--to` nothing says what time it is" : null;

    public override void Conclude(AuditFacts facts)
    {
        if (facts.Now is not { } now) return;
        var at = Ticks.ToInstant(now);
        foreach (var subject in tables.Subjects.All)
            if (subject.Assignments.Any(a => a.InForce(at)) && WhyOrphaned(subject, at) is { } why)
                Record.Found(new StateFinding(subject.Name, null, null, 1, null, null, $"{subject.Name} holds a role and {why}"));
    }

    private static string? WhyOrphaned(Subject subject, Instant now)
    {
        if (subject.Person is not { } person) return subject.InAccounts ? null : "stands in neither people.csv nor accounts.csv";
        var last = person.Employments[^1];
        return last.Terminated || last.Ends < now ? "is no longer employed" : null;
    }
}
