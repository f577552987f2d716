using Compliance.Entitlements.Lists;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Entitlements;

/// <summary>What all lists together say is granted to the vendor's people, account by account.</summary>
/// <remarks>A list replaces those of the same system and form that are more than a day older. Lists of one system complete each other by the
/// system's id of the account; those of Azure, Entra ID and Microsoft 365 share one directory.</remarks>
public sealed class GrantedAccess
{
    private GrantedAccess(IReadOnlyList<EntitlementList> lists, IReadOnlyList<SystemAccount> accounts, IReadOnlyList<GrantedSystem> systems, IReadOnlyDictionary<string, long> outOfScope) =>
        (Lists, Accounts, Systems, OutOfScope) = (lists, accounts, systems, outOfScope);

    /// <summary>All that it was put together from, those that newer ones replace as well.</summary>
    public IReadOnlyList<EntitlementList> Lists { get; }

    /// <summary>The vendor's, by system and name.</summary>
    public IReadOnlyList<SystemAccount> Accounts { get; }

    /// <summary>Those of which there is a list, by name.</summary>
    public IReadOnlyList<GrantedSystem> Systems { get; }

    /// <summary>Source → entitlements in it that are of nobody of the vendor's.</summary>
    public IReadOnlyDictionary<string, long> OutOfScope { get; }

    public static GrantedAccess Of(IReadOnlyList<EntitlementList> lists, VendorRecord record)
    {
        ArgumentNullException.ThrowIfNull(lists);
        ArgumentNullException.ThrowIfNull(record);
        var told = InForce(lists);
        var owners = new AccountOwners(record);
        var freezing = lists.Where(list => list.Format == SalesforceLogins.Form).Select(list => list.Source).ToHashSet(StringComparer.Ordinal);
        var everybody = new AccountMerge(told, freezing, owners).Accounts();
        var inScope = everybody.Where(owners.IsInScope).OrderBy(account => account.System, StringComparer.OrdinalIgnoreCase).ThenBy(account => account.Name, StringComparer.OrdinalIgnoreCase).ToList();
        var outOfScope = everybody.Except(inScope, ReferenceEqualityComparer.Instance).Cast<SystemAccount>().SelectMany(account => account.Grants).CountBy(grant => grant.Source).ToDictionary(pair => pair.Key, pair => (long)pair.Value, StringComparer.Ordinal);
        return new GrantedAccess(lists, inScope, Summed(told), outOfScope);
    }

    private static List<Entitlement> InForce(IReadOnlyList<EntitlementList> lists)
    {
        // A list that states no time is as old as its newest instant, and no newer one of its form replaces it: it may be another page of the same.
        var told = lists.SelectMany(list => list.Entitlements, (list, one) => (list.Format, Stated: one.AsOf is not null, One: one.AsOf is null ? one with { AsOf = list.AsOf } : one)).ToList();
        var newest = told.Where(one => one.Stated).GroupBy(one => (one.Format, System: Pattern.Fold(one.One.System)))
            .ToDictionary(group => group.Key, group => group.Max(one => one.One.AsOf!.Value) - Duration.FromDays(1));
        return [.. told.Where(one => !one.Stated || one.One.AsOf >= newest[(one.Format, Pattern.Fold(one.One.System))]).Select(one => one.One)];
    }

    private static List<GrantedSystem> Summed(List<Entitlement> told) =>
    [
        .. told.GroupBy(one => one.System, StringComparer.OrdinalIgnoreCase).OrderBy(system => system.Key, StringComparer.OrdinalIgnoreCase).Select(system => new GrantedSystem(
            system.Key, system.Max(one => one.AsOf), system.Count(one => one.IsGroup), system.First().Source)
        {
            PrivilegedGroupRoles = [.. system.Where(one => one.IsGroup && one.Role is { } role && (PrivilegedRoles.Holds(one.System, role) || PrivilegedRoles.IsUnresolved(one.System, role)))
                .Select(one => PrivilegedRoles.WithoutScope(one.Role!)).Distinct(StringComparer.OrdinalIgnoreCase)],
        }),
    ];
}

/// <summary>A system of which there is a list.</summary>
/// <param name="AsOf">The newest of its lists; null: nothing tells of when they are.</param>
/// <param name="Groups">Roles that are granted to groups, whose members no list tells.</param>
/// <param name="Source">Its first list.</param>
public sealed record GrantedSystem(string Name, Instant? AsOf, int Groups, string Source)
{
    /// <summary>Roles of groups that administer the system, or of which only an id is known.</summary>
    public IReadOnlyList<string> PrivilegedGroupRoles { get; init; } = [];
}
