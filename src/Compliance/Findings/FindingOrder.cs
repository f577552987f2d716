namespace Compliance.Findings;

/// <summary>The order in which findings are listed: severity from the worst down, then rule, principal, role, action;
/// those resolved come last.</summary>
public static class FindingOrder
{
    public static IReadOnlyList<Finding> Sort(IEnumerable<Finding> findings) =>
    [
        .. findings.OrderBy(f => f.State == FindingState.Resolved).ThenByDescending(f => f.Severity)
            .ThenBy(f => f.Rule, StringComparer.Ordinal).ThenBy(f => f.Principal, StringComparer.Ordinal)
            .ThenBy(f => f.Role, StringComparer.Ordinal).ThenBy(f => f.Action, StringComparer.Ordinal),
    ];
}
