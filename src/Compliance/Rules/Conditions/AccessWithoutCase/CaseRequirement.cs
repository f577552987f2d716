using Compliance.Judging;

namespace Compliance.Rules.Conditions;

/// <summary>What several allowing entries together require of a case: an event breaks it when it breaks each of theirs.</summary>
/// <param name="Types">Resource types for which every entry requires one; null: every type.</param>
/// <param name="Within">The longest time that any of them grants to another event's case; null: none does.</param>
internal sealed record CaseRequirement(IReadOnlySet<ushort>? Types, long? Within)
{
    /// <summary>Null when some entry requires none.</summary>
    public static CaseRequirement? Of(Grant grant, ResourceTypes types)
    {
        var conditions = grant.Entries.Select(e => e.When.Case).ToList();
        if (conditions.Count == 0 || conditions.Any(c => c is null)) return null;
        HashSet<ushort>? covered = null;
        foreach (var names in conditions.Select(c => c!.Of).Where(of => of is not null))
        {
            var indices = names!.Select(n => types[n]).ToHashSet();
            if (covered is null) covered = indices;
            else covered.IntersectWith(indices);
        }
        var withins = conditions.Where(c => c!.Within is not null).Select(c => c!.Within!.Value.BclCompatibleTicks).ToList();
        return new CaseRequirement(covered, withins.Count == 0 ? null : withins.Max());
    }

    public bool Covers(ushort type) => Types is null || Types.Contains(type);
}
