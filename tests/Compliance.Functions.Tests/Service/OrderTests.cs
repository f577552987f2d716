using System.Text.Json.Nodes;
using Compliance.Storage;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Functions.Tests.Service;

/// <summary>Orders of audits, and the messages that carry them.</summary>
public sealed class OrderTests(SharedService shared) : IClassFixture<SharedService>
{
    [SkippableFact]
    public async Task An_order_repeated_with_its_key_is_the_same_audit_and_with_another_body_is_refused()
    {
        var (service, vendor) = (await shared.GetAsync(), await NewVendorAsync("repeats"));
        var first = await OrderAsync(service, vendor, "key-1", "{}");
        Assert.Equal(202, first.Status);
        Assert.Equal(first.Headers["Operation-Location"], first.Headers["Location"]);
        Assert.Equal("2", first.Headers["Retry-After"]);
        Assert.Equal(200, (await service.GetAsync(first.Headers["Operation-Location"])).Status);
        var again = await OrderAsync(service, vendor, "key-1", "{}");
        Assert.Equal((202, first.Text("id")), (again.Status, again.Text("id")));
        (await OrderAsync(service, vendor, "key-1", """{"from":"2026-01-01T00:00:00Z"}""")).AssertProblem(422, "idempotency-key-reused");
        Assert.NotEqual(first.Text("id"), (await OrderAsync(service, vendor, "key-2", "{}")).Text("id"));
    }

    [SkippableFact]
    public async Task Of_orders_with_one_key_at_one_time_one_audit_comes()
    {
        var (service, vendor) = (await shared.GetAsync(), await NewVendorAsync("hurries"));
        var replies = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => OrderAsync(service, vendor, "key", "{}")));
        Assert.All(replies, reply => Assert.Equal(202, reply.Status));
        var id = Assert.Single(replies.Select(reply => reply.Text("id")).Distinct());
        Assert.Equal("Succeeded", (await service.EndOfAsync(vendor, id))["status"]!.GetValue<string>());
        Assert.Single((await service.GetAsync($"vendors/{vendor}/audits")).Json["value"]!.AsArray());
    }

    [SkippableTheory]
    [InlineData("""{"from":"2026-01-01"}""", 400, "instant-invalid")]
    [InlineData("""{"from":"2026-02-01T00:00:00Z","to":"2026-01-01T00:00:00Z"}""", 400, "body-invalid")]
    [InlineData("""{"since":"2026-02-01T00:00:00Z"}""", 400, "body-invalid")]
    [InlineData("[", 400, "body-invalid")]
    [InlineData("null", 400, "body-invalid")]
    public async Task An_order_that_makes_no_sense_is_refused(string body, int status, string code)
    {
        var service = await shared.GetAsync();
        await NewVendorAsync("senseless");
        (await OrderAsync(service, "senseless", "", body)).AssertProblem(status, code);
    }

    [SkippableTheory]
    [InlineData("""{"since":"2026-02-01T00:00:00Z"}""", "`since` is not asked for, stands there twice, or is of another type than is asked for")]
    [InlineData("""{"from":7}""", "`from` is not asked for, stands there twice, or is of another type than is asked for")]
    [InlineData("{\n\"from\": now}", "it is no JSON, or breaks off, at line 2, byte 10")]
    [InlineData("[]", "it is no object, or lacks something that is asked for")]
    public async Task What_is_wrong_with_a_body_is_said_in_words_of_the_service(string body, string why)
    {
        var service = await shared.GetAsync();
        await NewVendorAsync("misspelt");
        Assert.Equal($"the body is not the JSON that is expected: {why}", (await OrderAsync(service, "misspelt", "", body)).Text("detail"));
    }

    [SkippableFact]
    public async Task What_is_not_there_is_said_to_be_missing()
    {
        var service = await shared.GetAsync();
        await NewVendorAsync("present");
        (await service.SendAsync(HttpMethod.Post, "vendors/absent/audits")).AssertProblem(404, "vendor-not-found");
        (await service.GetAsync("vendors/absent")).AssertProblem(404, "vendor-not-found");
        (await service.GetAsync("vendors/absent/findings")).AssertProblem(404, "vendor-not-found");
        (await service.GetAsync("vendors/present/audits/none")).AssertProblem(404, "audit-not-found");
        (await service.GetAsync("vendors/present/findings/none")).AssertProblem(404, "finding-not-found");
        (await service.GetAsync("vendors/present/findings?severity=loud")).AssertProblem(400, "query-invalid");
        (await service.GetAsync("vendors/present/findings?maxpagesize=0")).AssertProblem(400, "query-invalid");
        (await service.GetAsync("vendors/present/audits?continuation=bm9uc2Vuc2U")).AssertProblem(400, "query-invalid");
        (await service.GetAsync("vendors/present/audits?continuation=!")).AssertProblem(400, "query-invalid");
        Assert.Equal(200, (await service.GetAsync("health/ready")).Status);
        Assert.Equal(200, (await service.GetAsync("health/live")).Status);
    }

    [SkippableFact]
    public async Task A_message_that_cannot_be_read_is_dropped_and_the_next_audit_runs()
    {
        var (service, vendor) = (await shared.GetAsync(), await NewVendorAsync("goes-on"));
        await service.FireAsync("RunAudit", "not a ticket");
        await service.SaysAsync("is not `vendor/audit` and was dropped: not a ticket");
        await service.SaysAsync("Executed 'Functions.RunAudit' (Succeeded");
        await service.FireAsync("RunAudit", $"{vendor}/there-is-none");
        await service.SaysAsync($"There is no audit `{vendor}/there-is-none`");
        Assert.Equal("Succeeded", (await service.AuditAsync(vendor))["status"]!.GetValue<string>());
    }

    [SkippableFact]
    public async Task An_order_whose_message_was_lost_is_sent_again()
    {
        var (service, vendor) = (await shared.GetAsync(), await NewVendorAsync("lost"));
        // As a process leaves it that is killed between the answer and its outputs.
        using (var store = shared.Folder.OpenStore())
        {
            await store.Audits.PlaceAsync(new AuditOrder
            {
                Vendor = VendorId.Parse(vendor),
                Id = "lost-1",
                StartedBy = "ann",
                Created = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()) - Duration.FromMinutes(2),
            });
        }
        await service.FireAsync("ResendAudits");
        Assert.Equal("Succeeded", (await service.EndOfAsync(vendor, "lost-1"))["status"]!.GetValue<string>());
    }

    [SkippableFact]
    public async Task A_vendor_whose_files_cannot_be_used_has_an_audit_that_failed_and_says_why()
    {
        var service = await shared.GetAsync();
        using var vendor = ServiceProcess.Json(new JsonObject { ["name"] = "Unusable" });
        await service.SendAsync(HttpMethod.Put, "vendors/unusable", vendor);
        using var file = new StringContent("id: somebody-else\nname: X\n");
        await service.SendAsync(HttpMethod.Put, "vendors/unusable/files/vendor.yaml", file);
        var run = await service.AuditAsync("unusable");
        Assert.Equal(("Failed", "input-refused"), (run["status"]!.GetValue<string>(), run["error"]!["code"]!.GetValue<string>()));
        Assert.Contains("access.yaml", run["error"]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("audit failed", (await shared.Folder.TrailAsync("unusable"))[^1].Type);
    }

    [SkippableFact]
    public async Task An_audit_whose_deliveries_are_used_up_ends_as_failed()
    {
        var (service, vendor) = (await shared.GetAsync(), await NewVendorAsync("gives-up"));
        using (var store = shared.Folder.OpenStore())
        {
            await store.Audits.PlaceAsync(new AuditOrder
            {
                Vendor = VendorId.Parse(vendor),
                Id = "hopeless",
                StartedBy = "ann",
                Created = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()),
            });
        }
        await service.FireAsync("FailAudit", $"{vendor}/hopeless");
        var run = await service.EndOfAsync(vendor, "hopeless");
        Assert.Equal(("Failed", "gave-up"), (run["status"]!.GetValue<string>(), run["error"]!["code"]!.GetValue<string>()));
        await service.FireAsync("RunAudit", $"{vendor}/hopeless");
        Assert.Equal("Failed", (await service.EndOfAsync(vendor, "hopeless"))["status"]!.GetValue<string>());
    }

    private static async Task<Reply> OrderAsync(ServiceProcess service, string vendor, string key, string body)
    {
        using var content = new StringContent(body);
        return await service.SendAsync(HttpMethod.Post, $"vendors/{vendor}/audits", content, key.Length == 0 ? [] : [("Idempotency-Key", key)]);
    }

    private async Task<string> NewVendorAsync(string id)
    {
        var service = await shared.GetAsync();
        if ((await service.GetAsync($"vendors/{id}")).Status == 404) await new SmallVendor(id).UploadAsync(service);
        return id;
    }
}
