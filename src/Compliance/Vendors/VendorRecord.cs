namespace Compliance.Vendors;

/// <summary>Everything the contract side of an audit needs, read and checked: vendor.yaml, access.yaml, people.csv,
/// accounts.csv, attestations.yaml.</summary>
/// <param name="People">Null: there is no people.csv.</param>
public sealed record VendorRecord(Vendor Vendor, AccessModel Access, People? People, IReadOnlyList<Account> Accounts)
{
    /// <summary>Null: there is no attestations.yaml.</summary>
    public Attestations? Attestations { get; init; }
}
