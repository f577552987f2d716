using Compliance.Findings;
using Compliance.Judging;

namespace Compliance.Rules.Permissions;

internal sealed class UnusedPermission(AuditTables tables) : Rule
{
    private const long Window = 90 * Ticks.Day;

    private readonly long[] _lastUse = Filled(tables.Permissions.All.Count);

    public override RuleDefinition Definition { get; } = new("unused-permission", Severity.Low,
        "no holder of a role used one of its permissions for 90 days",
        "take the action out of the role in access.yaml, and the permission out of the system");

    public override string? MissingInput(AuditFacts facts) => facts.ReachesBack(Window) ? null : "the evidence does not reach back 90 days";

    public override void Judge(in JudgedEvent e)
    {
        if (!e.Succeeded) return;
        foreach (var use in e.Grant.Uses) _lastUse[use] = Math.Max(_lastUse[use], e.Time);
    }

    public override void Conclude(AuditFacts facts)
    {
        if (facts.Now is not { } now || !facts.ReachesBack(Window)) return;
        for (var i = 0; i < _lastUse.Length; i++)
        {
            var permission = tables.Permissions.All[i];
            if (_lastUse[i] > now - Window || !HeldFor(Window, permission, facts, now)) continue;
            Record.Found(new StateFinding(null, permission.Role.Name, permission.Action.Text, 1, null, null,
                $"no holder of {permission.Role.Name} used `{permission.Action.Text}` in the 90 days to {TimeText.Milliseconds(now)}"));
        }
    }

    private static bool HeldFor(long length, Permission permission, AuditFacts facts, long now) => facts.Record.Access.Assignments.Any(a =>
        a.Role.Index == permission.Role.Index && a.InForce(Ticks.ToInstant(now)) && Ticks.From(a.From) <= now - length);

    private static long[] Filled(int count)
    {
        var times = new long[count];
        Array.Fill(times, long.MinValue);
        return times;
    }
}
