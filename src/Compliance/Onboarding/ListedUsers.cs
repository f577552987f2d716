using Compliance.Entitlements;
using Compliance.Events;

namespace Compliance.Onboarding;

/// <summary>One user of a system, as its lists tell.</summary>
public sealed record ListedUser
{
    public required string System { get; init; }

    /// <summary>The sign-in name; the id where no list tells one.</summary>
    public required string Account { get; init; }
    public string? Id { get; init; }
    public string? Email { get; init; }
    public string? DisplayName { get; init; }
    public AccountKind Kind { get; init; }

    /// <summary>Null: not said.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Roles, profiles and groups there.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];
}

/// <summary>The users of every system that a list tells of. What several lists say of one user is put together by its id.</summary>
public sealed class ListedUsers
{
    private readonly Dictionary<string, List<ListedUser>> _byName = new(StringComparer.OrdinalIgnoreCase);

    public ListedUsers(IEnumerable<EntitlementList> lists)
    {
        All = [.. Merged([.. lists.SelectMany(list => list.Entitlements)])];
        foreach (var user in All)
            foreach (var name in Names(user).Distinct(StringComparer.OrdinalIgnoreCase))
            {
                if (!_byName.TryGetValue(name, out var users)) _byName.Add(name, users = []);
                users.Add(user);
            }
    }

    /// <summary>By system and account.</summary>
    public IReadOnlyList<ListedUser> All { get; }

    /// <summary>The user that a name stands for in the logs of a system; null when none does, or several do.</summary>
    public ListedUser? Find(string account, string? system)
    {
        if (!_byName.TryGetValue(AccountName.SalesforceUser(account) ?? account, out var users)) return null;
        var here = users.Where(user => SystemNames.ShareUsers(user.System, system)).ToList();
        return here.Count == 1 ? here[0] : null;
    }

    private static IEnumerable<ListedUser> Merged(IReadOnlyList<Entitlement> entitlements)
    {
        // A list of members may tell the id alone, as the account; the list of users tells both.
        var ids = entitlements.Where(one => one.AccountId is not null && !Same(one.AccountId, one.Account))
            .Select(one => (one.System, Id: IdOf(one.AccountId!))).ToHashSet();
        return entitlements.GroupBy(one => (System: one.System.ToLowerInvariant(), Key: KeyOf(one, ids)))
            .Select(group => Merge(group.Key.System, [.. group]))
            .OrderBy(user => user.System, StringComparer.Ordinal).ThenBy(user => user.Account, StringComparer.OrdinalIgnoreCase);
    }

    private static string KeyOf(Entitlement one, HashSet<(string, string)> ids)
    {
        if (one.AccountId is { } id) return IdOf(id);
        return ids.Contains((one.System, IdOf(one.Account))) ? IdOf(one.Account) : one.Account.ToUpperInvariant();
    }

    // Case tells Salesforce's short ids apart; elsewhere it tells nothing.
    private static string IdOf(string id) => AccountName.SalesforceUser(id) ?? id.ToUpperInvariant();

    private static ListedUser Merge(string system, List<Entitlement> rows)
    {
        var named = rows.Find(row => row.AccountId is null || !Same(row.AccountId, row.Account)) ?? rows[0];
        var id = rows.Find(row => row.AccountId is not null)?.AccountId;
        return new ListedUser
        {
            System = system,
            Account = named.Account,
            Id = id is null ? null : AccountName.SalesforceUser(id) ?? id,
            Email = rows.Find(row => row.Email is not null)?.Email,
            DisplayName = rows.Find(row => row.DisplayName is not null)?.DisplayName,
            Kind = rows.Find(row => row.Kind != AccountKind.Unknown)?.Kind ?? AccountKind.Unknown,
            Enabled = rows.Find(row => row.Enabled is not null)?.Enabled,
            Roles = [.. rows.Where(row => row.Role is not null).Select(row => row.Role!).Distinct(StringComparer.OrdinalIgnoreCase)],
        };
    }

    private static IEnumerable<string> Names(ListedUser user)
    {
        yield return AccountName.SalesforceUser(user.Account) ?? user.Account;
        if (user.Id is not null) yield return user.Id;
        if (user.Email is not null) yield return user.Email;
    }

    private static bool Same(string? left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
