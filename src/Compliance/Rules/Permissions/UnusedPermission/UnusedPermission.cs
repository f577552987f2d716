using Compliance.Findings;
using Compliance.Judging;

namespace Compliance.Rules.Permissions;

internal sealed class UnusedPermission(AuditTables tables) : Rule
{
    private const int Days = 90;
    private const long Window = Days * Ticks.Day;

    public override RuleDefinition Definition { get; } = new("unused-permission", Severity.Low,
        "no holder of a role used one of its permissions for 90 days",
        "take the action out of the role in access.yaml, and the permission out of the system");

    public override string? MissingInput(AuditFacts facts)
    {
        if (facts.Usage.Lack(Days) is { } lack) return lack;
        var unwatched = Unused(facts).Count(permission => !facts.Usage.WasWatched(permission, Days));
        return unwatched == 0 ? null : $"{unwatched} permissions stand in access.yaml for less than the {Days} days that earlier audits looked at";
    }

    public override void Conclude(AuditFacts facts)
    {
        if (facts.Now is not { } now || facts.Usage.Lack(Days) is not null) return;
        foreach (var permission in Unused(facts).Where(permission => facts.Usage.WasWatched(permission, Days)))
        {
            Record.Found(new StateFinding(null, permission.Role.Name, permission.Action.Text, 1, null, null,
                $"no holder of {permission.Role.Name} used `{permission.Action.Text}` in the {Days} days to {TimeText.Milliseconds(now)}"));
        }
    }

    private IEnumerable<Permission> Unused(AuditFacts facts) => facts.Now is not { } now ? [] : tables.Permissions.All.Where(permission =>
        HeldFor(Window, permission, facts, now) && !(facts.Usage.LastUse(permission) > Ticks.ToInstant(now - Window)));

    private static bool HeldFor(long length, Permission permission, AuditFacts facts, long now) => facts.Record.Access.Assignments.Any(a =>
        a.Role.Index == permission.Role.Index && a.InForce(Ticks.ToInstant(now)) && Ticks.From(a.From) <= now - length);
}
