using Compliance.Azure.Tests.Storage;
using Compliance.Findings;
using Compliance.Handling;
using Compliance.Storage;
using NodaTime;

namespace Compliance.Azure.Tests.Handling;

/// <summary>What deciding about findings and taking in replies promise, asked of every service that they run on.</summary>
public abstract partial class FindingWorkContract : VendorActContract
{
    private static readonly DecisionOrder Risk = new()
    {
        Status = FindingStatus.RiskAccepted,
        Owner = "o.wner",
        RequestedBy = "asker",
        ApprovedBy = "boss",
        Reason = "agreed with zelda",
        Control = "zelda watches",
        Expires = Day3 + Duration.FromDays(30),
    };

    private Store Open() => Open(TestStore.Plain with { Clock = new StoppedClock(Day3) });

    private VendorJournal Journal(Store store, Instant? at) => new(store, Keys(store), new StoppedClock(at ?? Day3));

    private FindingDeciding Deciding(Store store, Instant? at = null) => new(store, Journal(store, at), new StoppedClock(at ?? Day3));

    private async Task<FindingRecord> FindAsync(Store store, string principal) => (await store.Findings.FindAsync(Vendor, Audits.FingerprintOf(Vendor, principal)))!;
}
