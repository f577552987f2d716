using Compliance.Findings;
using Compliance.Trail;
using Compliance.Vendors;

namespace Compliance.Storage;

/// <summary>Between the names of a vendor's files and the pseudonyms under which use is stored.</summary>
internal static class UsageNames
{
    /// <summary>What is to be stored, with pseudonyms instead of names.</summary>
    public static Usage Hidden(Usage usage, Pseudonyms pseudonyms) => usage with
    {
        Principals = [.. usage.Principals.Select(principal => principal with
        {
            Principal = pseudonyms.OfPerson(principal.Principal), Accounts = OfAccounts(principal.Accounts, pseudonyms),
        })],
    };

    /// <summary>What is stored, with the names of those whom the vendor's files name, and nobody else. Accounts that are still the same are
    /// named too.</summary>
    public static Usage Named(Usage stored, VendorRecord record, Pseudonyms pseudonyms)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in Names(record)) names.TryAdd(pseudonyms.OfPerson(name), name);
        var accounts = record.Accounts.ToLookup(account => account.Person ?? account.Name, StringComparer.OrdinalIgnoreCase);
        return stored with
        {
            Principals = [.. stored.Principals.Where(principal => names.ContainsKey(principal.Principal)).Select(principal => Named(principal, names[principal.Principal]))],
        };

        PrincipalUsage Named(PrincipalUsage principal, string name)
        {
            var own = PrincipalUsage.TextOf(accounts[name]);
            return principal with { Principal = name, Accounts = OfAccounts(own, pseudonyms) == principal.Accounts ? own : principal.Accounts };
        }
    }

    private static IEnumerable<string> Names(VendorRecord record) => (record.People?.ByName.Keys ?? [])
        .Concat(record.Accounts.SelectMany(account => new[] { account.Person ?? account.Name, account.Name }))
        .Concat(record.Access.Assignments.Select(assignment => assignment.Principal));

    private static string OfAccounts(string accounts, Pseudonyms pseudonyms) => accounts.Length == 0 ? "" : pseudonyms.OfPerson(accounts);
}
