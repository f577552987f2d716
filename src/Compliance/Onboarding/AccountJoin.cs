using Compliance.Events;
using Compliance.Vendors;

namespace Compliance.Onboarding;

/// <summary>Joins accounts to people. What points to one person alone joins; what points to two, or to one against what else is
/// known, joins nobody and is listed with the people it could be. Nothing is guessed.</summary>
/// <remarks>In the order of sureness: what a person gave; the address (also a guest's, or of an AWS session); the employee's id;
/// the sign-in name; the part before the <c>@</c>; the name. The first that points to anybody decides. A number is an employee's
/// id only where no list of users says what else it is.</remarks>
public sealed class AccountJoin
{
    private static readonly string[] SharedWords = ["shared", "team", "desk", "helpdesk", "support", "reception", "kiosk", "training", "floor", "supervisor", "night", "shift", "temp", "backup"];
    private static readonly string[] TestWords = ["test", "sandbox", "demo", "qa", "uat"];
    private static readonly string[] MachineWords = ["svc", "service", "bot", "api", "integration", "automation", "system", "noreply", "sync", "app", "robot", "rpa", "bridge", "connector", "webhook", "ivr"];

    private readonly PeopleIndex _people;
    private readonly ListedUsers _users;
    private readonly AccountDirectory _given;
    private readonly IReadOnlyDictionary<string, RosterPerson> _byKey;
    private readonly ILookup<string, ListedUser> _namesakes;

    private AccountJoin(Roster roster, ListedUsers users, IReadOnlyList<Account> given)
    {
        _people = new PeopleIndex(roster.People);
        _users = users;
        _given = new AccountDirectory(given);
        _byKey = roster.People.ToDictionary(person => person.Key, StringComparer.OrdinalIgnoreCase);
        _namesakes = users.All.Where(user => user.DisplayName is not null).ToLookup(user => $"{user.System} {NameText.Person(user.DisplayName!)}", StringComparer.Ordinal);
    }

    /// <summary>Every account of the logs, and every user of a list that no log names; by system and account.</summary>
    /// <param name="given">Rows of accounts.csv that a person wrote: they win.</param>
    public static IReadOnlyList<JoinedAccount> Of(Roster roster, ListedUsers users, ObservedUse use, IReadOnlyList<Account> given)
    {
        var join = new AccountJoin(roster, users, given);
        var seen = new HashSet<ListedUser>();
        var joined = new List<JoinedAccount>();
        foreach (var account in use.Accounts)
        {
            var listed = users.Find(account.Account, account.System);
            if (listed is not null) seen.Add(listed);
            var path = account.Sources.Count > 0 ? use.Sources[account.Sources.Min()].Path : "";
            joined.Add(join.Join(account.Account, account.System, path, listed, account.Kind) with { Events = account.Events, Last = account.Last, Use = account });
        }
        joined.AddRange(users.All.Where(user => !seen.Contains(user)).Select(user => join.Join(user.Account, user.System, user.System, user, AccountKind.Unknown)));
        return [.. joined.OrderBy(one => one.System, StringComparer.Ordinal).ThenBy(one => one.Account, StringComparer.OrdinalIgnoreCase)];
    }

    private JoinedAccount Join(string account, string? system, string path, ListedUser? listed, AccountKind kind)
    {
        kind = kind == AccountKind.Unknown ? listed?.Kind ?? kind : kind;
        var told = ByEvidence(account, listed, new JoinedAccount { Account = account, System = system, Listed = listed, Kind = kind, Why = "" });
        told = told with { Drafted = told.Person };
        if (_given.Find(account, path) is not { } row || (row.Person is { } same && same.Equals(told.Person?.Key, StringComparison.OrdinalIgnoreCase))) return told;
        var given = told with { Ground = JoinGround.Given, Candidates = [], Kind = row.Kind == AccountKind.Unknown ? kind : row.Kind, Why = "accounts.csv says so" };
        return given with { Person = row.Person is { } key ? _byKey.GetValueOrDefault(key) : null };
    }

    private JoinedAccount ByEvidence(string account, ListedUser? listed, JoinedAccount open)
    {
        if (open.Kind is AccountKind.Service or AccountKind.Bot) return open with { Why = "its system calls it no person's: give it an owner in accounts.csv, kind service or bot" };
        foreach (var (ground, found, what) in Evidence(account, listed))
        {
            if (found.Count == 0) continue;
            if (found.Count > 1) return open with { Candidates = found, Why = $"{what} is that of {found.Count} people" };
            return Contradiction(found[0], ground, listed) is { } other
                ? open with { Candidates = [found[0], other], Why = $"{what} is that of {found[0].Name}, but its display name is another's: it may have been given to another" }
                : open with { Person = found[0], Ground = ground, Why = what };
        }
        return NearMiss(account, listed) is var (near, why) ? open with { Candidates = near, Why = why } : open with { Why = Nobody(account, listed) };
    }

    private IEnumerable<(JoinGround Ground, IReadOnlyList<RosterPerson> Found, string What)> Evidence(string account, ListedUser? listed)
    {
        var session = AccountName.Session(account);
        // The id of an account in its system is no id of a person, though it may look like one.
        var isSystemsId = listed?.Id is { } id && (AccountName.SalesforceUser(account) ?? account).Equals(id, StringComparison.OrdinalIgnoreCase);
        string[] names = [.. new[] { isSystemsId ? null : session ?? AccountName.AwsUser(account) ?? account, listed?.Account, listed?.Email }
            .OfType<string>().Where(name => name != listed?.Id).Distinct(StringComparer.OrdinalIgnoreCase)];
        var byName = session is null ? JoinGround.Login : JoinGround.Session;
        foreach (var name in names)
        {
            yield return (session is null ? JoinGround.Email : JoinGround.Session, _people.ByMail(name), $"the address {Excerpt.Of(name)}");
            if (AccountName.Guest(name) is { } guest) yield return (JoinGround.Guest, _people.ByMail(guest), $"the guest's address {Excerpt.Of(guest)}");
        }
        foreach (var name in names) yield return (session is null ? JoinGround.Id : byName, _people.ById(name), $"the employee's id {Excerpt.Of(name)}");
        foreach (var name in names) yield return (byName, _people.ByLogin(name), $"the sign-in name {Excerpt.Of(name)}");
        foreach (var name in names.Where(name => IsOurs(name) || NameAgrees(name, listed)))
        {
            var local = AccountName.LocalPart(AccountName.Guest(name) ?? name);
            var ground = session is null ? JoinGround.LocalPart : JoinGround.Session;
            if (local != name) yield return (ground, _people.ById(local), $"the employee's id {Excerpt.Of(local)} before the @");
            if (local != name) yield return (ground, _people.ByLogin(local), $"the sign-in name {Excerpt.Of(local)} before the @");
            yield return (ground, _people.ByLocalPart(local), local == name ? $"{Excerpt.Of(local)}, which stands before the @ of an address" : $"{Excerpt.Of(local)} before the @");
        }
        if (DisplayName(account, listed) is { } shown && !HasNamesake(listed)) yield return (JoinGround.DisplayName, _people.ByName(shown), $"the name {Excerpt.Of(shown)}");
    }

    // Before the @ of another company's domain stands what that company chose: the same letters are somebody else there.
    private bool IsOurs(string name) =>
        AccountName.Domain(AccountName.Guest(name) ?? name) is var domain && (domain.Length == 0 || _people.Domains.Contains(domain) || _people.Domains.Count == 0);

    // Unless the name agrees as well.
    private bool NameAgrees(string name, ListedUser? listed)
    {
        if (listed?.DisplayName is not { } shown) return false;
        var local = AccountName.LocalPart(name);
        var people = _people.ByLocalPart(local).Concat(_people.ByLogin(local)).Concat(_people.ById(local)).Distinct().ToList();
        return people.Count == 1 && Same(people[0].Name, shown);
    }

    private static string? DisplayName(string account, ListedUser? listed) =>
        listed?.DisplayName ?? (account.Contains(' ', StringComparison.Ordinal) && !account.Contains('@', StringComparison.Ordinal) ? account : null);

    private bool HasNamesake(ListedUser? listed) => listed?.DisplayName is { } shown && _namesakes[$"{listed.System} {NameText.Person(shown)}"].Skip(1).Any();

    // An address kept while the name on it changed is an account that was given to another.
    private RosterPerson? Contradiction(RosterPerson found, JoinGround ground, ListedUser? listed)
    {
        if (ground == JoinGround.DisplayName || listed?.DisplayName is not { } shown || Same(found.Name, shown)) return null;
        return _people.ByName(shown) is [var other] && other != found ? other : null;
    }

    private (IReadOnlyList<RosterPerson>, string)? NearMiss(string account, ListedUser? listed)
    {
        if (DisplayName(account, listed) is { } shown && _people.ByName(shown) is { Count: > 0 } named)
            return (named, $"several users of its system have the name {Excerpt.Of(shown)}");
        foreach (var name in new[] { account, listed?.Account, listed?.Email }.OfType<string>())
        {
            var local = AccountName.LocalPart(name);
            if (local == name) continue;
            if (_people.ByLocalPart(local).Concat(_people.ByLogin(local)).Distinct().ToList() is { Count: > 0 } near)
                return (near, $"{Excerpt.Of(local)} before the @ is known, the domain {Excerpt.Of(AccountName.Domain(name))} is not the vendor's");
        }
        return null;
    }

    private static string Nobody(string account, ListedUser? listed)
    {
        var words = $"{NameText.Slug(AccountName.LocalPart(account))}-{NameText.Slug(listed?.DisplayName ?? "")}".Split('-').Select(word => word.TrimEnd([.. "0123456789"])).ToHashSet(StringComparer.Ordinal);
        if (words.Overlaps(SharedWords)) return "nobody's: it sounds shared by several people; if it is, accounts.csv says so with kind shared and an owner";
        if (words.Overlaps(MachineWords)) return "nobody's: it sounds like a program's; if it is, accounts.csv says so with kind service and an owner";
        if (words.Overlaps(TestWords)) return "nobody's: it sounds made for tests; if nobody needs it, disable it";
        return listed is null ? "no person of the roster, and no list of users tells who it is" : "no person of the roster";
    }

    private static bool Same(string left, string right) => NameText.Person(left) == NameText.Person(right);
}
