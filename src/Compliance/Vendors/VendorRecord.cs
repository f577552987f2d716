namespace Compliance.Vendors;

/// <summary>Everything the contract side of an audit needs, read and checked: vendor.yaml, access.yaml, people.csv,
/// accounts.csv, schedule.csv, changes.csv, attestations.yaml.</summary>
/// <param name="People">Null: there is no people.csv.</param>
public sealed record VendorRecord(Vendor Vendor, AccessModel Access, People? People, IReadOnlyList<Account> Accounts)
{
    /// <summary>Null: there is no attestations.yaml.</summary>
    public Attestations? Attestations { get; init; }

    /// <summary>Null: there is no schedule.csv.</summary>
    public ShiftSchedule? Schedule { get; init; }

    /// <summary>What was announced, in file order; empty without changes.csv.</summary>
    public IReadOnlyList<AnnouncedChange> Changes { get; init; } = [];

    /// <summary>Times of schedule.csv and changes.csv that a change of the clock makes ambiguous or leaves out, each with how it was
    /// read; at most <see cref="SiteTimes.MostRemarks"/>.</summary>
    public IReadOnlyList<string> ClockChanges { get; init; } = [];
}
