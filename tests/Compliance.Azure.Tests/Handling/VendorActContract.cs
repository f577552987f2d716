using Compliance.Azure.Tests.Storage;
using Compliance.Findings;
using Compliance.Handling;
using Compliance.Secrets;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Azure.Tests.Handling;

/// <summary>Promises of acts on one vendor, which has a key of its own, audits and a trail.</summary>
public abstract class VendorActContract : StoreContract
{
    protected static readonly Instant Day1 = Audits.Start;
    protected static readonly Instant Day2 = Day1 + Duration.FromDays(2);
    protected static readonly Instant Day3 = Day1 + Duration.FromDays(4);

    protected VendorId Vendor { get; } = TestStore.NewVendor();

    protected string SecretsFile => Path.Combine(Folder, "secrets.json");

    protected VendorKeys Keys(Store store) => new(new LocalSecretClient(SecretsFile), store.Vendors);

    /// <summary>An audit that finds something of each principal, in evidence that begins at another time than its own.</summary>
    protected async Task<AuditResult> AuditSinceAsync(Store store, string id, Instant at, Instant from, params string[] principals)
    {
        await store.Audits.PlaceAsync(new AuditOrder { Vendor = Vendor, Id = id, StartedBy = "ann", Created = at });
        var run = (await store.Audits.ClaimAsync(Vendor, id, at))!;
        return (await new AuditJournal(store, Keys(store), new StoppedClock(at)).RecordAsync(run, Audits.Finding(Vendor, id, from, principals))).Result;
    }

    protected Task<AuditResult> AuditAsync(Store store, string id, Instant at, params string[] principals) => AuditSinceAsync(store, id, at, at, principals);

    protected Task<List<TrailEntry>> EntriesAsync(Store store) => EntriesAsync(store, Vendor);

    protected static async Task<List<TrailEntry>> EntriesAsync(Store store, VendorId vendor)
    {
        var entries = new List<TrailEntry>();
        await foreach (var stored in store.Trail.ReadAsync(vendor.Value)) entries.Add(stored.Entry);
        return entries;
    }
}
