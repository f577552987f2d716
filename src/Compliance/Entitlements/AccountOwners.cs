using Compliance.Vendors;

namespace Compliance.Entitlements;

/// <summary>Whose the accounts of systems are: by the same names as those of logs, and by the address or id that the list also tells.</summary>
internal sealed class AccountOwners(VendorRecord record)
{
    private readonly AccountDirectory _directory = new(record.Accounts);
    private readonly HashSet<string> _assigned = new(record.Access.Assignments.Select(assignment => assignment.Principal), StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _people = new(record.Accounts.Select(account => account.Person).OfType<string>(), StringComparer.OrdinalIgnoreCase);

    /// <param name="names">The account's name, its addresses, its ids: the first that is known counts, unless another is somebody else's.</param>
    public AccountOwner Of(string system, string source, params IReadOnlyList<string> names)
    {
        var owner = First(system, source, names);
        var people = Owners(system, source, names).Distinct(StringComparer.OrdinalIgnoreCase).Take(2).ToList();
        return people.Count < 2 ? owner : owner with { Contradiction = $"its name, address and id are not one person's: {Excerpt.Of(people[0])} and {Excerpt.Of(people[1])}; correct accounts.csv" };
    }

    private AccountOwner First(string system, string source, IReadOnlyList<string> names)
    {
        if ((Rows(system, source, narrowed: true, names).FirstOrDefault() ?? Rows(system, source, narrowed: false, names).FirstOrDefault()) is { } row)
        {
            var principal = row.Person ?? row.Name;
            return new(principal, Person(principal), IsKnown: true, row);
        }
        var known = names.FirstOrDefault(name => Person(name) is not null || _assigned.Contains(name) || _people.Contains(name));
        return new(known ?? names[0], known is null ? null : Person(known), IsKnown: known is not null, null);
    }

    // The people that its names are said to be, by what speaks first. A row without a person contradicts nobody: a service may have its keeper's address.
    private IEnumerable<string> Owners(string system, string source, IReadOnlyList<string> names)
    {
        var narrowed = Rows(system, source, narrowed: true, names).ToList();
        if (narrowed.Count > 0) return narrowed.Select(row => row.Person).OfType<string>();
        return names.Select(name => Row(system, source, narrowed: false, name) is { } row ? row.Person : Person(name) is null ? null : name).OfType<string>();
    }

    /// <summary>Whether it is the vendor's; without a population every account is.</summary>
    public bool IsInScope(SystemAccount account) => account.IsKnown || record.Vendor.Population is not { } population
        || account.Grants.SelectMany(grant => new[] { account.Name, grant.Email }).OfType<string>().Any(name => population.Any(pattern => pattern.Matches(name)));

    // A row of accounts.csv that names the system speaks before one that names none, whichever name of the account it has.
    private IEnumerable<Account> Rows(string system, string source, bool narrowed, IReadOnlyList<string> names) => names.Select(name => Row(system, source, narrowed, name)).OfType<Account>();

    private Account? Row(string system, string source, bool narrowed, string name)
    {
        if (_directory.Find(name, system) is { } bySystem && bySystem.System is not null == narrowed) return bySystem;
        return _directory.Find(name, source) is { } bySource && bySource.System is not null == narrowed ? bySource : null;
    }

    private Person? Person(string name) => record.People?.ByName.GetValueOrDefault(name);
}

/// <summary>Whose an account is.</summary>
/// <param name="Principal">The person; else the account.</param>
/// <param name="Person">Null: people.csv does not have them.</param>
/// <param name="Row">Null: accounts.csv does not have it.</param>
internal sealed record AccountOwner(string Principal, Person? Person, bool IsKnown, Account? Row)
{
    /// <summary>Why it may be somebody else's; null: nothing says so.</summary>
    public string? Contradiction { get; init; }
}
