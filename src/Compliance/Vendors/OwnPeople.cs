namespace Compliance.Vendors;

/// <summary>Whom a vendor's files call its own. Without <c>population</c> every account of the logs is judged, also the company's: what stands in
/// no file of the vendor is not shown to it.</summary>
public sealed class OwnPeople(VendorRecord record)
{
    private readonly HashSet<string> _accounts = record.Accounts.SelectMany(account => new[] { account.Name, account.Person ?? account.Name })
        .Concat(record.Access.Assignments.Select(assignment => assignment.Principal)).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a person or an account is the vendor's.</summary>
    public bool Has(string person) =>
        record.People?.ByName.ContainsKey(person) == true || _accounts.Contains(person) || record.Vendor.Population?.Any(pattern => pattern.Matches(person)) == true;
}
