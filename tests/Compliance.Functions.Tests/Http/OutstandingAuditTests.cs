using System.Text.Json.Nodes;
using Compliance.Functions.Tests.Service;
using Compliance.Storage;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Functions.Tests.Http;

/// <summary>How many audits of a vendor people may have ordered that have not ended.</summary>
public sealed class OutstandingAuditTests
{
    [SkippableFact]
    public async Task No_more_are_taken_until_one_has_ended_and_one_that_was_ordered_before_is_given_all_the_same()
    {
        using var folder = new ServiceFolder();
        await using var service = await ServiceProcess.StartAsync(folder.Path, ("OutstandingAudits", "3"));
        await new SmallVendor("busy").UploadAsync(service);
        await new SmallVendor("idle").UploadAsync(service);
        // Whose messages are nowhere: they wait for the outbox. Those of the schedule are nobody's.
        await PlaceAsync(folder, "waiting-1", "ann");
        await PlaceAsync(folder, "waiting-2", "bob");
        await PlaceAsync(folder, "scheduled-1", "schedule");
        await PlaceAsync(folder, "scheduled-2", "schedule");

        var many = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => service.SendAsync(HttpMethod.Post, "vendors/busy/audits", null, ("Idempotency-Key", "same"))));
        Assert.All(many, reply => Assert.Equal(202, reply.Status));
        var ours = Assert.Single(many.Select(reply => reply.Text("id")).Distinct());
        await service.EndOfAsync("busy", ours);
        await PlaceAsync(folder, "waiting-3", "ann");

        var refused = await service.SendAsync(HttpMethod.Post, "vendors/busy/audits");
        refused.AssertProblem(429, "audits-outstanding");
        Assert.Equal("30", refused.Headers["Retry-After"]);
        Assert.Equal((202, ours), await OrderedAsync("same"));
        Assert.Equal(202, (await service.SendAsync(HttpMethod.Post, "vendors/idle/audits")).Status);

        await service.FireAsync("FailAudit", "busy/waiting-1");
        await service.EndOfAsync("busy", "waiting-1");
        Assert.Equal(202, (await service.SendAsync(HttpMethod.Post, "vendors/busy/audits")).Status);

        async Task<(int, string)> OrderedAsync(string key)
        {
            var reply = await service.SendAsync(HttpMethod.Post, "vendors/busy/audits", null, ("Idempotency-Key", key));
            return (reply.Status, reply.Json["id"]?.GetValue<string>() ?? "");
        }
    }

    [SkippableFact]
    public async Task Orders_that_come_together_are_counted_one_after_the_other()
    {
        using var folder = new ServiceFolder();
        await using var service = await ServiceProcess.StartAsync(folder.Path, ("OutstandingAudits", "2"));
        using (var body = ServiceProcess.Json(new JsonObject { ["name"] = "Rushed" })) await service.SendAsync(HttpMethod.Put, "vendors/rushed", body);
        await PlaceAsync(folder, "waiting-1", "ann", "rushed");
        await PlaceAsync(folder, "waiting-2", "ann", "rushed");
        var replies = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => service.SendAsync(HttpMethod.Post, "vendors/rushed/audits")));
        Assert.All(replies, reply => reply.AssertProblem(429, "audits-outstanding"));
    }

    private static async Task PlaceAsync(ServiceFolder folder, string id, string by, string vendor = "busy")
    {
        using var store = folder.OpenStore();
        await store.Audits.PlaceAsync(new AuditOrder
        {
            Vendor = VendorId.Parse(vendor),
            Id = id,
            StartedBy = by,
            // In the outbox for a while yet.
            Created = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()) + Duration.FromMinutes(5),
        });
    }
}
