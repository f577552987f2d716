using System.Text.Json.Nodes;
using Compliance.Functions.Tests.Service;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Vendors;

namespace Compliance.Functions.Tests.Slicing;

/// <summary>The running service, with a large audit, on a table and a blob service of another make.</summary>
public sealed class SlicedServiceTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const int Logs = 6;

    // Two files in each.
    private const int Slices = 3;

    /// <summary>Where a process is killed: the request that it has just sent.</summary>
    private static readonly Dictionary<string, Func<string, Hold>> Moments = new()
    {
        ["before the slices are put down"] = vendor => new((method, address, body) => method == "POST" && address.Contains("$batch", StringComparison.Ordinal) && body.Contains("s.", StringComparison.Ordinal) && body.Contains("\"Waiting\"", StringComparison.Ordinal), false),
        ["between the slices and their messages"] = vendor => new((method, address, body) => IsWrite(method) && address.Contains("RowKey='a", StringComparison.Ordinal) && body.Contains("\"Forgiven\"", StringComparison.Ordinal), true),
        ["while a slice is read"] = vendor => new((method, address, _) => method == "GET" && address.Contains($"/evidence/{vendor}/logs/", StringComparison.Ordinal), true),
        ["between the file of a slice and its row"] = vendor => new(IsMark, false),
        ["between the row of a slice and what follows from it"] = vendor => new(IsMark, true),
        ["while the slices are merged"] = vendor => new((method, address, _) => method == "GET" && address.Contains($"/slices/{vendor}/", StringComparison.Ordinal), true),
        ["between the record and the end of the run"] = vendor => new((method, address, body) => IsWrite(method) && address.Contains("RowKey='a", StringComparison.Ordinal) && body.Contains("\"Succeeded\"", StringComparison.Ordinal), false),
        ["between the end of the run and the end of its slices"] = vendor => new((method, address, _) => method == "GET" && address.Contains("/slices?", StringComparison.Ordinal), false),
    };

    public static TheoryData<string> MomentNames => [.. Moments.Keys];

    [SkippableTheory]
    [MemberData(nameof(MomentNames))]
    public async Task Killed_and_started_again_it_finds_what_the_audit_in_one_piece_finds(string moment)
    {
        var settings = azurite.Settings;
        var vendor = LargeVendor($"killed-{Moments.Keys.ToList().IndexOf(moment)}");
        using var folder = new ServiceFolder();
        string audit;
        var hold = Moments[moment](vendor.Id);
        await using (var service = await ServiceProcess.StartAsync(folder.Path, settings))
        {
            await vendor.UploadAsync(service);
            azurite.Hold(hold);
            audit = (await service.SendAsync(HttpMethod.Post, $"vendors/{vendor.Id}/audits")).Text("id");
            await hold.Reached.WaitAsync(TimeSpan.FromSeconds(120));
            await service.KillAsync();
        }
        azurite.Hold(null);
        await using var again = await ServiceProcess.StartAsync(folder.Path, settings);
        await HoldToOnePieceAsync(again, vendor, await again.EndOfAsync(vendor.Id, audit));
        await ServiceProcess.UntilAsync(() => LeftAsync(vendor.Id).GetAwaiter().GetResult().Count == 0);
    }

    [SkippableFact]
    public async Task Two_instances_at_once_read_each_slice_once()
    {
        // Nothing is killed before the end, so leases are as long as they are in service: short ones are lost where the machine is busy, and what was lost is read again.
        (string, string)[] settings = [.. azurite.Settings, ("EmbeddedQueueLease", "00:00:30"), ("VendorLease", "00:01:00")];
        using var folder = new ServiceFolder();
        await using var one = await ServiceProcess.StartAsync(folder.Path, settings);
        await using var other = await ServiceProcess.StartAsync(folder.Path, settings);
        var vendors = new[] { LargeVendor("both-1"), LargeVendor("both-2") };
        var audits = new List<string>();
        foreach (var vendor in vendors)
        {
            await vendor.UploadAsync(one);
            audits.Add((await one.SendAsync(HttpMethod.Post, $"vendors/{vendor.Id}/audits")).Text("id"));
        }
        foreach (var (vendor, audit) in vendors.Zip(audits)) await HoldToOnePieceAsync(other, vendor, await other.EndOfAsync(vendor.Id, audit));
        // While they live: the slices of a run are cleared away after it has ended.
        foreach (var vendor in vendors) await ServiceProcess.UntilAsync(() => LeftAsync(vendor.Id).GetAwaiter().GetResult().Count == 0);
        await one.KillAsync();
        await other.KillAsync();
        var said = (await one.ExitAsync()).Said + (await other.ExitAsync()).Said;
        foreach (var (vendor, audit) in vendors.Zip(audits))
            foreach (var number in Enumerable.Range(1, Slices))
                Assert.Equal(1, said.Split($"The slice `{vendor.Id}/{audit}/{number}` was read").Length - 1);
    }

    [SkippableFact]
    public async Task While_it_is_read_the_audit_says_how_far_it_is()
    {
        var settings = azurite.Settings;
        var vendor = LargeVendor("told");
        using var folder = new ServiceFolder();
        await using var service = await ServiceProcess.StartAsync(folder.Path, settings);
        await vendor.UploadAsync(service);
        var hold = new Hold(IsMark, false);
        azurite.Hold(hold);
        var audit = (await service.SendAsync(HttpMethod.Post, $"vendors/{vendor.Id}/audits")).Text("id");
        await hold.Reached.WaitAsync(TimeSpan.FromSeconds(120));
        var run = (await service.GetAsync($"vendors/{vendor.Id}/audits/{audit}")).Json;
        Assert.Equal(("Running", $$"""{"total":{{Slices}},"read":0,"failed":0}"""), (run["status"]!.GetValue<string>(), run["slices"]!.ToJsonString()));
        azurite.Hold(null);
        await service.KillAsync();
        await using var again = await ServiceProcess.StartAsync(folder.Path, settings);
        Assert.Null((await again.EndOfAsync(vendor.Id, audit))["slices"]);
    }

    [SkippableFact]
    public async Task A_message_of_a_slice_that_cannot_be_read_is_dropped()
    {
        using var folder = new ServiceFolder();
        await using var service = await ServiceProcess.StartAsync(folder.Path);
        await service.FireAsync("ReadSlice", "acme-bpo/a1");
        await service.SaysAsync("is not `vendor/audit/number` and was dropped: acme-bpo/a1");
        await service.FireAsync("FailSlice", "\n/\u0007/1");
        await service.SaysAsync("is not `vendor/audit/number` and was dropped: ?/?/1");
        await service.FireAsync("ReadSlice", "acme-bpo/a1/1");
        await service.SaysAsync("The slice `acme-bpo/a1/1` is not wanted any more");
    }

    private static SmallVendor LargeVendor(string id) => new(id) { Files = SlicedWorld.FilesOf(id, Logs, agents: 60, days: 210) };

    private static async Task HoldToOnePieceAsync(ServiceProcess service, SmallVendor vendor, JsonObject run)
    {
        Assert.True(run["status"]!.GetValue<string>() == "Succeeded", run.ToJsonString());
        using var copy = new ServiceFolder();
        vendor.WriteTo(copy.Path);
        Assert.Equal(SmallVendor.FindingsIn(copy.Path), SmallVendor.Words(await service.FindingsAsync(vendor.Id)));
    }

    // What is left of slices in the store, and whether the trail has the audit once.
    private async Task<List<string>> LeftAsync(string vendor)
    {
        using var store = Store.Open(azurite.ConnectionString);
        var left = new List<string>();
        await foreach (var row in store.Table("audits").RowsAsync($"PartitionKey eq {vendor} and RowKey ge {"s"} and RowKey lt {"t"}")) left.Add(row.RowKey);
        await foreach (var row in store.Table("outbox").RowsAsync($"Vendor eq {vendor}")) left.Add(row.RowKey);
        if (await store.Audits.KeptForAsync(VendorId.Parse(vendor)) is { } audit) left.Add(audit);
        var types = new List<string>();
        await foreach (var (_, entry) in store.Trail.ReadAsync(vendor)) types.Add(entry.Type);
        Assert.Single(types, "audit started");
        Assert.Single(types, "audit completed");
        return left;
    }

    private static bool IsMark(string method, string address, string body) =>
        IsWrite(method) && address.Contains("RowKey='s.", StringComparison.Ordinal) && body.Contains("\"Read\"", StringComparison.Ordinal);

    private static bool IsWrite(string method) => method is "PUT" or "PATCH" or "MERGE" or "POST";
}
