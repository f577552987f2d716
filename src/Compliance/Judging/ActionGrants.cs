using Compliance.Vendors;

namespace Compliance.Judging;

/// <summary>The entries of a set of held roles that match an action, before the resource is looked at.</summary>
internal sealed class ActionGrants
{
    public ActionGrants(HeldRoles held, AccessAction action)
    {
        Held = held;
        Allow = [.. from role in held.Roles
                    from entry in role.Allow
                    let patterns = entry.Actions.Where(p => p.MatchesFolded(action.Folded)).ToList()
                    where patterns.Count > 0
                    select new MatchingEntry(role, entry, patterns)];
        Deny = [.. held.Roles.SelectMany(r => r.Deny).Where(d => d.Actions.Any(p => p.MatchesFolded(action.Folded))).Select(d => d.Resources)];
        DependsOnResource = Allow.Any(a => !AnyResource(a.Entry.Resources)) || Deny.Any(d => !AnyResource(d));
    }

    public HeldRoles Held { get; }

    /// <summary>In file order: roles, then entries.</summary>
    public MatchingEntry[] Allow { get; }

    /// <summary>Resource patterns of the deny entries that match.</summary>
    public IReadOnlyList<Pattern>[] Deny { get; }

    public bool DependsOnResource { get; }

    /// <summary>The grant when the resource does not matter, once known.</summary>
    public Grant? Settled { get; set; }

    /// <summary>Grants by the entries that also match the resource.</summary>
    public Dictionary<UInt128, Grant> ByMatch { get; } = [];

    public static bool Matches(IReadOnlyList<Pattern> patterns, ResourceText resource)
    {
        foreach (var pattern in patterns)
            if (resource.IsAbsent ? pattern.IsAny : pattern.MatchesFolded(resource.Folded)) return true;
        return false;
    }

    private static bool AnyResource(IReadOnlyList<Pattern> patterns) => patterns.Any(p => p.IsAny);
}

/// <summary>An allow entry that matches an action, and by which of its patterns.</summary>
internal sealed record MatchingEntry(Role Role, AllowEntry Entry, IReadOnlyList<Pattern> Patterns);

/// <summary>A resource id, folded for matching; an event without one matches only <c>*</c>.</summary>
internal readonly ref struct ResourceText(bool absent, ReadOnlySpan<char> folded)
{
    public bool IsAbsent { get; } = absent;
    public ReadOnlySpan<char> Folded { get; } = folded;
}
