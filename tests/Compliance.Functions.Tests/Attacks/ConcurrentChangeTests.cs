using System.Text.Json.Nodes;
using Compliance.Functions.Tests.Service;

namespace Compliance.Functions.Tests.Attacks;

/// <summary>Many who change one thing at one time.</summary>
public sealed class ConcurrentChangeTests(SharedService shared) : IClassFixture<SharedService>
{
    private const int Callers = 50;

    [SkippableFact]
    public async Task Of_fifty_changes_of_one_version_of_a_finding_one_takes_effect()
    {
        var (service, path) = await FindingAsync("raced");
        var read = await service.GetAsync(path);

        var replies = await Task.WhenAll(Enumerable.Range(0, Callers).Select(async caller =>
        {
            using var body = ServiceProcess.Json(new JsonObject { ["status"] = "assigned", ["owner"] = $"owner-{caller}" });
            return (Caller: caller, Reply: await service.SendAsync(HttpMethod.Patch, path, body, ("If-Match", read.Headers["ETag"])));
        }));

        var winner = Assert.Single(replies, one => one.Reply.Status == 200);
        Assert.All(replies.Except([winner]), one => one.Reply.AssertProblem(412, "stale"));
        var after = await service.GetAsync(path);
        Assert.Equal(winner.Reply.Headers["ETag"], after.Headers["ETag"]);
        Assert.Contains($"owner-{winner.Caller}", after.Body, StringComparison.Ordinal);
        // An entry stands before its change does: one that came too late is followed by the entry that says so.
        var types = (await shared.Folder.TrailAsync("raced")).Select(entry => entry.Type).ToList();
        Assert.Equal(1, types.Count(type => type == "finding decided") - types.Count(type => type == "change refused"));
    }

    [SkippableFact]
    public async Task Of_fifty_changes_of_one_version_of_a_vendor_one_takes_effect_and_is_one_entry()
    {
        var service = await shared.GetAsync();
        using (var first = ServiceProcess.Json(new JsonObject { ["name"] = "before" })) await service.SendAsync(HttpMethod.Put, "vendors/raced-vendor", first);
        var read = await service.GetAsync("vendors/raced-vendor");

        var replies = await Task.WhenAll(Enumerable.Range(0, Callers).Select(async caller =>
        {
            using var body = ServiceProcess.Json(new JsonObject { ["name"] = $"name-{caller}" });
            return await service.SendAsync(HttpMethod.Put, "vendors/raced-vendor", body, ("If-Match", read.Headers["ETag"]));
        }));

        var winner = Assert.Single(replies, reply => reply.Status == 200);
        Assert.All(replies.Where(reply => reply != winner), reply => reply.AssertProblem(412, "stale"));
        Assert.Equal(winner.Text("name"), (await service.GetAsync("vendors/raced-vendor")).Text("name"));
    }

    [SkippableFact]
    public async Task Of_fifty_who_open_a_case_with_one_key_one_opens_it()
    {
        var service = await shared.GetAsync();
        using (var vendor = ServiceProcess.Json(new JsonObject { ["name"] = "a" })) await service.SendAsync(HttpMethod.Put, "vendors/raced-case", vendor);
        var replies = await Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
        {
            using var body = ServiceProcess.Json(new JsonObject { ["title"] = "records were looked up", ["by"] = "d.osei" });
            return await service.SendAsync(HttpMethod.Post, "vendors/raced-case/incidents", body, ("Idempotency-Key", "one"));
        }));
        Assert.All(replies, reply => Assert.InRange(reply.Status, 200, 201));
        Assert.Single(replies, reply => reply.Status == 201);
        Assert.Single(replies.Select(reply => reply.Text("incident")).Distinct(StringComparer.Ordinal));
        Assert.Single((await service.GetAsync("vendors/raced-case/incidents")).Json["value"]!.AsArray());
    }

    private async Task<(ServiceProcess Service, string Path)> FindingAsync(string vendor)
    {
        var service = await shared.GetAsync();
        await new SmallVendor(vendor, agents: 1).UploadAsync(service);
        await service.AuditAsync(vendor);
        return (service, $"vendors/{vendor}/findings/{(await service.FindingsAsync(vendor))[0]["fingerprint"]!.GetValue<string>()}");
    }
}
