using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Compliance.Azure.Tests.Storage;
using Compliance.Checking;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Trail.Verification;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Azure.Tests.Checking;

/// <summary>What a check of a whole log finds, on every service that logs are kept on.</summary>
public abstract partial class CheckContract : StoreContract
{
    protected static readonly Instant Start = Instant.FromUtc(2026, 3, 1, 0, 0);

    protected VendorId Vendor { get; } = TestStore.NewVendor();

    private TrailEntry[] Entries(string act, int count) => Entries(Vendor, act, count);

    internal static TrailEntry[] Entries(VendorId vendor, string act, int count) =>
        [.. Enumerable.Range(0, count).Select(i => TrailEntry.Create(
            vendor.Value, Start + Duration.FromMilliseconds(i), "evidence received", "system:test", i % 2 == 0 ? "a1" : null, new JsonObject { ["act"] = act, ["i"] = i }))];

    // Acts of one, four and three entries.
    private async Task<StoreTable> ThreeActsAsync(Store? store = null)
    {
        store ??= Open();
        await store.Trail.AppendAsync(Vendor.Value, "a", Entries("a", 1));
        await store.Trail.AppendAsync(Vendor.Value, "b", Entries("b", 4));
        await store.Trail.AppendAsync(Vendor.Value, "c", Entries("c", 3));
        return store.Table("trail");
    }

    private Task<TrailCheckResult> CheckAsync(Store? store = null) => new TrailCheck(store ?? Open(), null, TimeProvider.System).RunAsync(Vendor);

    private async Task<TrailProblem> FirstAsync()
    {
        var result = await CheckAsync();
        Assert.True(result.ProblemsInAll > 0, "nothing was found");
        Assert.Equal(result.Problems, result.Problems.OrderBy(problem => problem.Index ?? long.MaxValue));
        return result.Problems[0];
    }

    private async Task<TableEntity> RowAsync(StoreTable rows, string key) => (await rows.FindAsync(Vendor.Value, key, default))!;

    private async Task<List<TableEntity>> AllRowsAsync(StoreTable rows)
    {
        var all = new List<TableEntity>();
        await foreach (var row in rows.RowsAsync($"PartitionKey eq {Vendor.Value}")) all.Add(row);
        return all;
    }

    private async Task RetypeAsync(StoreTable rows, int index, string type)
    {
        var row = await RowAsync(rows, E(index));
        row["Type"] = type;
        await rows.PutAsync(row, default);
    }

    private static string E(long index) => $"e{index:D19}";

    private static string Operation(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    [SkippableFact]
    public async Task A_log_that_was_never_written_holds()
    {
        var result = await CheckAsync();
        Assert.Empty(result.Problems);
        Assert.Equal((0, 0, EntryHash.EmptyRoot), (result.Size, result.Entries, result.Root!.Value));
    }

    [SkippableFact]
    public async Task A_log_that_nobody_touched_holds_and_has_its_heads_root()
    {
        var store = Open();
        await ThreeActsAsync(store);
        var result = await CheckAsync();
        Assert.Empty(result.Problems);
        var head = await store.Trail.HeadAsync(Vendor.Value);
        Assert.Equal((8, 8, head.Root), (result.Size, result.Entries, result.Root!.Value));
        Assert.Null(result.Undecided);
    }

    [SkippableFact]
    public async Task A_log_of_more_than_a_page_holds()
    {
        var store = Open();
        for (var i = 0; i < 8; i++) await store.Trail.AppendAsync(Vendor.Value, $"act-{i}", Entries($"act-{i}", 97));
        var result = await CheckAsync();
        Assert.Empty(result.Problems);
        Assert.Equal((8 * 97, (await store.Trail.HeadAsync(Vendor.Value)).Root), (result.Size, result.Root!.Value));
    }

    [SkippableFact]
    public async Task Of_many_problems_the_first_hundred_are_told_and_all_are_counted()
    {
        var store = Open();
        for (var i = 0; i < 3; i++) await store.Trail.AppendAsync(Vendor.Value, $"act-{i}", Entries($"act-{i}", 50));
        var rows = store.Table("trail");
        for (var i = 149; i >= 0; i--)
        {
            var row = await RowAsync(rows, E(i));
            row["Type"] = "audit completed";
            await rows.PutAsync(row, default);
        }
        var result = await CheckAsync();
        Assert.Equal(150, result.ProblemsInAll);
        Assert.Equal(Enumerable.Range(0, TrailCheck.MostProblems).Select(i => (long?)i), result.Problems.Select(problem => problem.Index));
    }
}
