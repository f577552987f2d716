using Compliance.Vendors;
using NodaTime;

namespace Compliance.Onboarding;

/// <summary>A role as titles or groups suggest it, with what its holders did and what systems grant them.</summary>
public sealed record RoleDraft
{
    /// <summary>Its name in access.yaml.</summary>
    public required string Name { get; init; }

    /// <summary>The title, team or group that it is made of, as written.</summary>
    public required string Source { get; init; }

    /// <summary>What kind of thing the source is: <c>title</c>, <c>team</c> or <c>group</c>.</summary>
    public required string SourceKind { get; init; }

    /// <summary>Who holds it at the end of the evidence.</summary>
    public required IReadOnlyList<RosterPerson> Holders { get; init; }

    /// <summary>How many of them did anything in the window of use.</summary>
    public int Active { get; init; }

    /// <summary>Actions that its holders used in that window, the most used first.</summary>
    public IReadOnlyList<ObservedAction> Actions { get; init; } = [];

    /// <summary>Roles of systems that its holders have.</summary>
    public IReadOnlyList<ObservedGrant> Grants { get; init; } = [];
}

/// <summary>An action that holders of a role used.</summary>
/// <param name="Users">How many of them.</param>
/// <param name="Of">How many of them were active.</param>
public sealed record ObservedAction(string Action, int Users, int Of)
{
    /// <summary>Used by so many that it is likely part of the work: a quarter of those who are active, and not by one alone of many.</summary>
    public bool IsCommon => Users * 4 >= Of && (Users >= 2 || Of <= 2);
}

/// <summary>A role of a system that holders of a role have.</summary>
/// <param name="Holders">How many of them.</param>
/// <param name="Of">How many of them have an account there.</param>
public sealed record ObservedGrant(string System, string Role, int Holders, int Of)
{
    /// <summary>Had by half of those who have an account there, and not by one alone of many.</summary>
    public bool IsCommon => Holders * 2 >= Of && (Holders >= 2 || Of <= 2);
}

/// <summary>Puts roles together.</summary>
internal static class RoleDrafts
{
    /// <summary>The role of a person in a period, and what it is made of; null: nothing says.</summary>
    public static (string Name, string Source, string Kind)? RoleOf(RosterPerson person, RosterPeriod period, ILookup<RosterPerson, JoinedAccount> accounts)
    {
        if (period.Title is { } title) return (NameOf(title), title, "title");
        if (period.Team is { } team) return (NameOf(team), team, "team");
        var group = accounts[person].Select(account => account.Listed).OfType<ListedUser>().SelectMany(user => user.Roles).FirstOrDefault();
        return group is null ? null : (NameOf(group), group, "group");
    }

    /// <param name="day">The last day of the evidence.</param>
    public static IReadOnlyList<RoleDraft> Of(Roster roster, IReadOnlyList<JoinedAccount> accounts, Instant? since, LocalDate day)
    {
        var ofPerson = accounts.Where(account => account.Person is not null).ToLookup(account => account.Person!);
        var roles = from person in roster.People
                    from period in person.Periods
                    let role = RoleOf(person, period, ofPerson)
                    where role is not null
                    let held = period.IsOpen(day) && period == person.At(day)
                    group (person, held) by role.Value.Name into one
                    select (one.Key, Source: RoleOf(one.First().person, one.First().person.Periods.First(period => RoleOf(one.First().person, period, ofPerson)?.Name == one.Key), ofPerson)!.Value,
                            Holders: one.Where(item => item.held).Select(item => item.person).Distinct().ToList());
        return [.. roles.OrderByDescending(role => role.Holders.Count).ThenBy(role => role.Key, StringComparer.Ordinal).Select(role => Draft(role.Source, role.Holders, ofPerson, since))];
    }

    private static RoleDraft Draft((string Name, string Source, string Kind) role, List<RosterPerson> holders, ILookup<RosterPerson, JoinedAccount> accounts, Instant? since)
    {
        var used = holders.Select(person => accounts[person].Select(account => account.Use).OfType<AccountUse>().SelectMany(use => use.Actions)
            .Where(action => action.Value.Count > 0 && action.Value.Last >= since).Select(action => action.Key).ToHashSet(StringComparer.OrdinalIgnoreCase)).Where(actions => actions.Count > 0).ToList();
        var granted = holders.Select(person => accounts[person].Select(account => account.Listed).OfType<ListedUser>().ToList()).ToList();
        return new RoleDraft
        {
            Name = role.Name,
            Source = role.Source,
            SourceKind = role.Kind,
            Holders = holders,
            Active = used.Count,
            Actions = [.. used.SelectMany(actions => actions).GroupBy(action => action, StringComparer.OrdinalIgnoreCase)
                .Select(action => new ObservedAction(action.Key, action.Count(), used.Count))
                .OrderByDescending(action => action.Users).ThenBy(action => action.Action, StringComparer.Ordinal)],
            Grants = [.. from users in granted
                         from grant in users.SelectMany(user => user.Roles.Select(name => (user.System, Role: name))).Distinct()
                         group grant by grant into one
                         let of = granted.Count(users => users.Exists(user => user.System == one.Key.System))
                         orderby one.Key.System, one.Count() descending, one.Key.Role
                         select new ObservedGrant(one.Key.System, one.Key.Role, one.Count(), of)],
        };
    }

    private static string NameOf(string source) => NameText.Slug(source) switch
    {
        "" => "role",
        AccessModel.Everyone => "everyone-titled",
        var slug => slug,
    };
}
