using Compliance.Findings;
using Compliance.Judging;

namespace Compliance.Rules.Permissions;

internal sealed class UnauthorizedAction : Rule
{
    public override RuleDefinition Definition { get; } = new("unauthorized-action", Severity.High,
        "a person or account did what no role it held allows",
        "take the permission away in the system, or have the contract allow it: add the action to a role in access.yaml");

    public override void Judge(in JudgedEvent e)
    {
        if (!e.Succeeded || e.Subject is null) return;
        if (e.Grant.Kind is GrantKind.None or GrantKind.Forbidden) Record.Violation(e, Definition.Severity, e.Grant.Role);
    }

    public override string Says(string? role) => role is null ? "while holding no role" : "which no role it held allows";

    public override string Suggest(string? role, string? action) => $"roles.{role ?? "…"}.allow: - actions: [{action}]";
}
