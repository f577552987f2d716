using System.Text;
using System.Text.Json.Nodes;
using Compliance.Azure.Tests.Storage;
using Compliance.Collection;
using Compliance.Entitlements.Review;
using Compliance.Handling;
using Compliance.Storage;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Azure.Tests.Handling;

/// <summary>What taking in decisions about access promises, asked of every service that it runs on.</summary>
public abstract class ReviewContract : VendorActContract
{
    private const int MostRequests = 400;
    private const string Review = "0198a5b1c2d3774e8f90a1b2c3d4e5f6";
    private static readonly Instant June = Instant.FromUtc(2026, 6, 1, 0, 0);
    private static readonly Instant July = Instant.FromUtc(2026, 7, 1, 0, 0);

    [SkippableFact]
    public async Task A_decision_is_in_the_trail_without_names_and_is_evidence_of_the_next_audit()
    {
        var store = Open();

        var imported = await ImportAsync(store, June, "a", Decision("ana", revoke: true), Decision("ben", revoke: false) with { Review = "review of ben.x" });

        Assert.Equal(new ImportedReview(5, 1, 1, 0), imported);
        var register = await RegisterAsync(store, July);
        Assert.Equal((July, new Revocation(Digest("ana"), "crm", July, June)), (register!.At, Assert.Single(register.Revocations)));
        var entries = await LeavesAsync(store);
        Assert.Equal(["access review received", "access reviewed", "access reviewed"], entries.Select(entry => (string)JsonNode.Parse(entry)!["type"]!));
        Assert.All(entries, entry => Assert.DoesNotMatch(@"ana\.x|ben\.x|the\.boss|d\.osei|not hers", entry));
        var said = JsonNode.Parse(entries[1])!["data"]!;
        Assert.Equal(("revoke", "crm", Review), ((string)said["decision"]!, (string)said["system"]!, (string)said["review"]!));
        Assert.StartsWith("sha256:", (string)JsonNode.Parse(entries[2])!["data"]!["review"]!, StringComparison.Ordinal);
        Assert.StartsWith("r:", (string)said["entitlement"]!, StringComparison.Ordinal);
        Assert.StartsWith("p:", (string)said["reviewer"]!, StringComparison.Ordinal);
        Assert.StartsWith("sha256:", (string)said["justification"]!, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task The_same_sheet_again_is_no_second_review()
    {
        var store = Open();
        await ImportAsync(store, June, "a", Decision("ana", revoke: true));

        await ImportAsync(store, July, "a", Decision("ana", revoke: true));

        Assert.Equal(2, (await LeavesAsync(store)).Count);
        Assert.Equal(June, Assert.Single((await RegisterAsync(store, July))!.Revocations).Decided);
    }

    [SkippableFact]
    public async Task The_last_decision_counts_whichever_sheet_comes_in_again()
    {
        var store = Open();
        await ImportAsync(store, June, "a", Decision("ana", revoke: true));
        await ImportAsync(store, July, "b", Decision("ana", revoke: false) with { Review = "review-2" });

        await KeptAsync();
        Assert.Equal(1, (await ImportAsync(store, July + Duration.FromDays(1), "a", Decision("ana", revoke: true))).Superseded);
        await KeptAsync();

        async Task KeptAsync()
        {
            var register = (await RegisterAsync(store, July))!;
            Assert.Empty(register.Revocations);
            Assert.Equal(new KeptEntitlement(Digest("ana"), "crm", July), Assert.Single(register.Kept));
        }
    }

    [SkippableFact]
    public async Task A_vendor_without_a_review_has_no_such_evidence() => Assert.Null(await RegisterAsync(Open(), July));

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_import_killed_anywhere_and_repeated_has_the_same_end(bool carriedOut)
    {
        for (var step = 1; step < MostRequests; step++)
        {
            var vendor = TestStore.NewVendor();
            var (store, transport) = OpenFaulty();
            Exception? Kill(int request) => request >= step ? new KilledException() : null;
            if (carriedOut) transport.After = Kill;
            else transport.Before = Kill;
            var died = await Record.ExceptionAsync(() => ImportAsync(store, vendor, June, "a", Decision("ana", revoke: true), Decision("ben", revoke: false)));
            Assert.True(died is null or KilledException, died?.ToString());

            var again = Open();
            await ImportAsync(again, vendor, July, "a", Decision("ana", revoke: true), Decision("ben", revoke: false));

            Assert.Equal(3, (await LeavesAsync(again, vendor)).Count);
            Assert.Equal(Digest("ana"), Assert.Single(await again.Reviews.RevocationsAsync(vendor)).Entitlement);
            if (died is null) return;
        }
        Assert.Fail($"an import of two decisions took more than {MostRequests} requests");
    }

    private static string Digest(string account) => EntitlementDigest.Of("crm", $"{account}.x", "admin");

    private static ReviewDecision Decision(string account, bool revoke) =>
        new(2, Digest(account), "crm", $"{account}.x", "admin", $"{account}.x", revoke, "the.boss", "not hers", revoke ? July : null, Review);

    private Task<ImportedReview> ImportAsync(Store store, Instant at, string sheet, params ReviewDecision[] decisions) => ImportAsync(store, Vendor, at, sheet, decisions);

    private Task<ImportedReview> ImportAsync(Store store, VendorId vendor, Instant at, string sheet, params ReviewDecision[] decisions) =>
        new ReviewImporting(store, new VendorJournal(store, Keys(store), new StoppedClock(at))).ImportAsync(vendor, "d.osei", new ReviewAnswers(5, decisions), sheet);

    private async Task<RevocationRegister?> RegisterAsync(Store store, Instant at) =>
        await new DecidedRevocations(store, new StoppedClock(at)).OfAsync(Vendor) is { } document ? RevocationRegister.Read(new MemoryStream(document.ToArray()), "reviews/decisions.json") : null;

    private Task<List<string>> LeavesAsync(Store store) => LeavesAsync(store, Vendor);

    private static async Task<List<string>> LeavesAsync(Store store, VendorId vendor) =>
        [.. (await EntriesAsync(store, vendor)).Select(entry => Encoding.UTF8.GetString(entry.Leaf.Span))];
}
