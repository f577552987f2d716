using Compliance.Findings;
using Compliance.Judging;

namespace Compliance.Rules.People;

internal sealed class AccessBeforeClearance : Rule
{
    private bool _checked;

    public override RuleDefinition Definition { get; } = new("access-before-clearance", Severity.High,
        "an account was used before its person was hired or cleared",
        "withhold access until the background check is done, and have the vendor record its date in people.csv");

    public override string? MissingInput(AuditFacts facts) => facts.Record.People is null ? "people.csv is missing" : null;

    /// <summary>Whether people.csv says when people were cleared.</summary>
    public bool HasBackgroundCheck { init => _checked = value; }

    public override void Judge(in JudgedEvent e)
    {
        if (!e.Succeeded || e.Employments is not { } employments) return;
        if (e.Time < employments.First.Begins || _checked && e.Time < employments.InForce(e.Time).Cleared) Violation(e);
    }

    public override string Says(string? role) => "before the hiring or the background check";
}
