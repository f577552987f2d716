using Compliance.Findings;
using Compliance.Judging;

namespace Compliance.Rules.Permissions;

internal sealed class GrantNotInForce : Rule
{
    public override RuleDefinition Definition { get; } = new("grant-not-in-force", Severity.High,
        "a person did what a role assigned for another time would allow",
        "end the access in the system when the assignment ends, or correct the assignment's dates in access.yaml");

    public override void Judge(in JudgedEvent e)
    {
        if (!e.Succeeded || e.Grant.Kind != GrantKind.NotInForce) return;
        var severity = e.Row.Has(EventTraits.GrantBeginsSoon) ? Severity.Low : Definition.Severity;
        Record.Violation(e, severity, e.Grant.Role);
    }

    public override string Says(string? role) => $"outside the time for which the role {role} is assigned";

    public override string Suggest(string? role, string? action) => $"assignments: - {{ principal: …, role: {role}, from: …, until: … }}";
}
