using System.Text.Json.Nodes;
using Compliance.Functions.Tests.Service;

namespace Compliance.Functions.Tests.Http;

/// <summary>304 for who has it as it is, and never for who has not.</summary>
public sealed class EntityTagTests(SharedService shared) : IClassFixture<SharedService>
{
    [SkippableFact]
    public async Task What_is_known_is_not_sent_again_until_it_changes()
    {
        var service = await shared.GetAsync();
        await new SmallVendor("tagged").UploadAsync(service);
        var audit = await service.AuditAsync("tagged");
        var finding = (await service.FindingsAsync("tagged"))[0];
        foreach (var path in new[] { "vendors/tagged", $"vendors/tagged/audits/{audit["id"]}", $"vendors/tagged/findings/{finding["fingerprint"]}", "openapi.json" })
        {
            var shown = await service.GetAsync(path);
            var tag = shown.Headers["ETag"];
            foreach (var known in new[] { tag, $"W/{tag}", $"\"other\", {tag}", "*" })
            {
                var again = await service.SendAsync(HttpMethod.Get, path, null, ("If-None-Match", known));
                Assert.Equal((304, "", tag), (again.Status, again.Body, again.Headers["ETag"]));
            }
            foreach (var unknown in new[] { "\"other\"", "nonsense", tag[..^2] + "\"", "" })
                Assert.Equal((200, shown.Body), await AnsweredAsync(service, path, unknown));
        }
    }

    [SkippableFact]
    public async Task A_finding_that_is_shown_otherwise_has_another_tag_though_nobody_touched_it()
    {
        var service = await shared.GetAsync();
        await new SmallVendor("decided").UploadAsync(service);
        await service.AuditAsync("decided");
        var finding = (await service.FindingsAsync("decided")).First(one => one["rule"]!.GetValue<string>() == "unauthorized-action");
        var path = $"vendors/decided/findings/{finding["fingerprint"]}";
        var before = await service.GetAsync(path);
        using (var body = ServiceProcess.Json(new JsonObject { ["rule"] = "unauthorized-action", ["status"] = "false-positive", ["reason"] = "a test system" }))
            Assert.Equal(200, (await service.SendAsync(HttpMethod.Post, "vendors/decided/decisions", body)).Status);
        var after = await service.SendAsync(HttpMethod.Get, path, null, ("If-None-Match", before.Headers["ETag"]));
        Assert.Equal((200, "false-positive"), (after.Status, after.Text("status")));
        Assert.NotEqual(before.Headers["ETag"], after.Headers["ETag"]);
        // To change the finding itself either will do: it is as it was.
        var changed = await ChangeAsync(before.Headers["ETag"]);
        Assert.True(changed.Status == 200, changed.Body);
        Assert.Equal(changed.Headers["ETag"], (await service.GetAsync(path)).Headers["ETag"]);
        (await ChangeAsync(after.Headers["ETag"])).AssertProblem(412, "stale");
        (await ChangeAsync($"W/{changed.Headers["ETag"]}")).AssertProblem(412, "stale");

        async Task<Reply> ChangeAsync(string tag)
        {
            using var change = ServiceProcess.Json(new JsonObject { ["status"] = "open", ["reason"] = "not at all" });
            return await service.SendAsync(HttpMethod.Patch, path, change, ("If-Match", tag));
        }
    }

    [SkippableFact]
    public async Task An_audit_under_way_has_no_tag()
    {
        var service = await shared.GetAsync();
        await new SmallVendor("goes-on").UploadAsync(service);
        var ordered = await service.SendAsync(HttpMethod.Post, "vendors/goes-on/audits");
        for (Reply run; (run = await service.GetAsync($"vendors/goes-on/audits/{ordered.Text("id")}")).Text("status") is not ("Succeeded" or "Failed");)
        {
            Assert.False(run.Headers.ContainsKey("ETag"));
            Assert.Equal("2", run.Headers["Retry-After"]);
        }
        Assert.True((await service.GetAsync($"vendors/goes-on/audits/{ordered.Text("id")}")).Headers.ContainsKey("ETag"));
    }

    private static async Task<(int, string)> AnsweredAsync(ServiceProcess service, string path, string known)
    {
        var reply = await service.SendAsync(HttpMethod.Get, path, null, ("If-None-Match", known));
        return (reply.Status, reply.Body);
    }
}
