using Compliance.Findings;
using Compliance.Judging;

namespace Compliance.Rules.People;

internal sealed class InactiveAccount(AuditTables tables) : Rule
{
    private const int Days = 45;
    private const long Window = Days * Ticks.Day;

    public override RuleDefinition Definition { get; } = new("inactive-account", Severity.Medium,
        "someone has held a role for 45 days and done nothing in that time",
        "end the assignment in access.yaml and disable the account, or record the leave in people.csv");

    public override string? MissingInput(AuditFacts facts)
    {
        if (facts.Usage.Lack(Days) is { } lack) return lack;
        var unwatched = Inactive(facts).Count(subject => !facts.Usage.WasWatched(subject, Days));
        return unwatched == 0 ? null : $"{unwatched} of those who did nothing stand in the vendor's files, or have their accounts, for less than the {Days} days that earlier audits looked at";
    }

    public override void Conclude(AuditFacts facts)
    {
        if (facts.Now is not { } now || facts.Usage.Lack(Days) is not null) return;
        foreach (var subject in Inactive(facts).Where(subject => facts.Usage.WasWatched(subject, Days)))
        {
            Record.Found(new StateFinding(subject.Name, null, null, 1, null, null,
                $"{subject.Name} holds a role and did nothing successfully in the {Days} days to {TimeText.Milliseconds(now)}"));
        }
    }

    private IEnumerable<Subject> Inactive(AuditFacts facts)
    {
        if (facts.Now is not { } now) return [];
        var at = Ticks.ToInstant(now);
        return tables.Subjects.All.Where(subject =>
            subject.Assignments.Any(a => a.InForce(at) && Ticks.From(a.From) <= now - Window)
            && !(facts.Usage.LastSuccess(subject) > Ticks.ToInstant(now - Window))
            && subject.Person?.InForce(at).OnLeave != true);
    }
}
