using Compliance.Findings;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Tests.SecondReading;

/// <summary>What may be done, by whom, and what nobody needs.</summary>
internal static class PermissionReadings
{
    private static readonly Duration Soon = Duration.FromDays(3);
    private static readonly Duration Unused = Duration.FromDays(90);

    public static RuleReading UnknownAccount(Facts facts)
    {
        var reading = new RuleReading(RuleNames.UnknownAccount);
        foreach (var e in facts.Evidence.Successful.Where(e => !facts.Access.IsKnown(e.Principal)))
            reading.Hit(e, role: null, Severity.High);
        return reading;
    }

    public static RuleReading UnauthorizedAction(Facts facts)
    {
        var reading = new RuleReading(RuleNames.UnauthorizedAction) { NeedsApproval = true };
        foreach (var e in NotAllowed(facts).Where(e => AssignedForAnotherTime(facts, e) is null))
        {
            var role = facts.Access.Held(e.Principal, e.Time).FirstOrDefault(held => !held.IsEveryone);
            reading.Hit(e, role?.Name, Severity.High);
        }
        return reading;
    }

    public static RuleReading GrantNotInForce(Facts facts)
    {
        var reading = new RuleReading(RuleNames.GrantNotInForce) { NeedsApproval = true };
        foreach (var e in NotAllowed(facts))
        {
            if (AssignedForAnotherTime(facts, e) is not { } role) continue;
            var beginsSoon = facts.Access.AssignmentsOf(e.Principal)
                .Any(other => other.Role == role && other.From > e.Time && other.From - e.Time <= Soon);
            reading.Hit(e, role.Name, beginsSoon ? Severity.Low : Severity.High);
        }
        return reading;
    }

    public static RuleReading UnusedPermission(Facts facts)
    {
        var reading = new RuleReading(RuleNames.UnusedPermission) { NeedsApproval = true };
        if (facts.Evidence.Now is not { } now || !facts.Evidence.Covers(90))
        {
            reading.Undecided = true;
            return reading;
        }

        foreach (var role in facts.Access.Model.Roles.Where(role => !role.IsEveryone && IsThatOld(role)))
        {
            var patterns = role.Allow.SelectMany(entry => entry.Actions).Select(pattern => pattern.Text);
            foreach (var pattern in patterns.Distinct(StringComparer.OrdinalIgnoreCase).Where(pattern => !IsUsed(role, pattern)))
                reading.Found(principal: null, role.Name, pattern, Severity.Low);
        }
        return reading;

        bool IsThatOld(Role role) => facts.Access.Model.Assignments.Any(assignment =>
            assignment.Role == role && AccessReading.InForce(assignment, now) && assignment.From <= now - Unused);

        bool IsUsed(Role role, string pattern) => facts.Evidence.InScope
            .Where(e => e.Event.Successful && e.Time > now - Unused && e.Time <= now)
            .Any(e => facts.Access.Allowing(e).Any(permission => permission.Role == role
                && permission.Entry.Actions.Any(action => Matching.Same(action.Text, pattern) && Matching.AnyMatches([action], e.Event.Action))));
    }

    /// <summary>Known, and no held role allows it.</summary>
    private static IEnumerable<JudgedEvent> NotAllowed(Facts facts) => facts.Evidence.Successful
        .Where(e => facts.Access.IsKnown(e.Principal) && facts.Access.Allowing(e).Count == 0);

    /// <summary>The role that would allow the event at another time, when no held <c>deny</c> stands in its way.</summary>
    private static Role? AssignedForAnotherTime(Facts facts, JudgedEvent e) => facts.Access.IsDenied(e) ? null
        : facts.Access.AssignmentsOf(e.Principal)
            .Where(assignment => !AccessReading.InForce(assignment, e.Time))
            .Select(assignment => assignment.Role)
            .FirstOrDefault(role => role.Allow.Any(entry => AccessReading.Covers(entry, e)) && !AccessReading.Forbids(role, e));
}
