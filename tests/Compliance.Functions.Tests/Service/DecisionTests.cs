using System.Text;
using System.Text.Json.Nodes;

namespace Compliance.Functions.Tests.Service;

/// <summary>Where people are with findings: one, many, and what the vendor replies.</summary>
public sealed class DecisionTests(SharedService shared) : IClassFixture<SharedService>
{
    [SkippableFact]
    public async Task A_finding_is_assigned_with_a_time_of_its_own_and_given_back()
    {
        var (service, vendor, finding) = await FoundAsync("assigns");
        var path = $"vendors/{vendor}/findings/{finding["fingerprint"]!.GetValue<string>()}";
        var etag = (await service.GetAsync(path)).Headers["ETag"];

        (await ChangeAsync(service, path, etag, new JsonObject { ["status"] = "assigned" })).AssertProblem(422, "decision-invalid");
        (await ChangeAsync(service, path, etag, new JsonObject { ["status"] = "gone" })).AssertProblem(422, "decision-invalid");
        (await ChangeAsync(service, path, etag, new JsonObject { ["status"] = "fixed", ["exemption"] = null })).AssertProblem(400, "body-invalid");
        (await ChangeAsync(service, path, etag, new JsonObject { ["status"] = "fixed", ["withdraw"] = true })).AssertProblem(400, "body-invalid");
        (await ChangeAsync(service, path, etag, new JsonObject { ["status"] = "assigned", ["owner"] = "bob", ["due"] = "2026-01-01" })).AssertProblem(400, "instant-invalid");

        var assigned = await ChangeAsync(service, path, etag, new JsonObject { ["status"] = "assigned", ["owner"] = "bob", ["due"] = "2026-01-01T00:00:00Z" });
        Assert.Equal((200, "assigned", "bob", true), (assigned.Status, assigned.Text("status"), assigned.Json["work"]!["owner"]!.GetValue<string>(), assigned.Json["overdue"]!.GetValue<bool>()));
        Assert.Single((await service.GetAsync($"vendors/{vendor}/findings?overdue=true&status=assigned")).Json["value"]!.AsArray());
        (await service.GetAsync($"vendors/{vendor}/findings?status=gone")).AssertProblem(400, "query-invalid");

        var back = await ChangeAsync(service, path, assigned.Headers["ETag"], new JsonObject { ["withdraw"] = true });
        Assert.Equal((200, "open"), (back.Status, back.Text("status")));
        var types = (await shared.Folder.TrailAsync(vendor)).Select(entry => entry.Type).ToList();
        Assert.Equal(["finding decided", "finding decision withdrawn"], types.TakeLast(2));
    }

    [SkippableFact]
    public async Task What_is_decided_about_a_rule_takes_its_failures_away_from_the_next_audit_on()
    {
        var (service, vendor, _) = await FoundAsync("decides");
        var path = $"vendors/{vendor}/decisions";
        var order = new JsonObject
        {
            ["rule"] = "unauthorized-action",
            ["status"] = "risk-accepted",
            ["owner"] = "o.wner",
            ["approvedBy"] = "grace",
            ["reason"] = "agreed with Grace",
            ["control"] = "watched daily",
            ["expires"] = ExemptionTests.InHalfAYear,
        };

        (await PostAsync(service, path, new JsonObject { ["status"] = "fixed" })).AssertProblem(422, "selector-invalid");
        (await PostAsync(service, path, new JsonObject { ["rule"] = "zelda left", ["status"] = "fixed" })).AssertProblem(422, "selector-invalid");
        (await PostAsync(service, path, new JsonObject { ["all"] = true, ["status"] = "false-positive", ["reason"] = "all of it" })).AssertProblem(422, "selector-invalid");
        (await PostAsync(service, path, new JsonObject { ["all"] = true, ["rule"] = "x", ["status"] = "fixed" })).AssertProblem(422, "selector-invalid");
        (await PostAsync(service, path, new JsonObject { ["role"] = "tier9", ["withdraw"] = true })).AssertProblem(404, "decision-not-found");
        foreach (var _ in new[] { 1, 2 })
        {
            var decided = await PostAsync(service, path, (JsonObject)order.DeepClone());
            Assert.Equal((200, "unauthorized-action", "risk-accepted", "local"), (decided.Status, decided.Text("rule"), decided.Text("status"), decided.Text("requestedBy")));
        }
        var entry = Assert.Single(await shared.Folder.TrailAsync(vendor), one => one.Type == "findings decided");
        Assert.DoesNotContain("grace", Encoding.UTF8.GetString(entry.Leaf.Span), StringComparison.OrdinalIgnoreCase);

        await service.AuditAsync(vendor);
        Assert.Equal("exempt", (await FindingAsync(service, vendor))["verdict"]!.GetValue<string>());
        Assert.Single((await service.GetAsync(path)).Json["value"]!.AsArray());
        var withdrawn = await PostAsync(service, path, new JsonObject { ["rule"] = "unauthorized-action", ["withdraw"] = true });
        Assert.True(withdrawn.Json["withdrawn"]!.GetValue<bool>());
        Assert.Empty((await service.GetAsync(path)).Json["value"]!.AsArray());
        await service.AuditAsync(vendor);
        Assert.Equal("fail", (await FindingAsync(service, vendor))["verdict"]!.GetValue<string>());
    }

    [SkippableFact]
    public async Task Replies_are_taken_in_row_by_row_and_sent_again_change_nothing()
    {
        var (service, vendor, finding) = await FoundAsync("replies");
        var id = "F-" + finding["fingerprint"]!.GetValue<string>()[..12];
        var csv = $"id,answer,reply,evidence\r\n{id},disputed,it was a test,T-1\r\nF-000000000000,fixed,,\r\n";

        var imported = await ImportAsync(service, vendor, csv);
        Assert.Equal((200, 2, 1, 0), (imported.Status, imported.Json["rows"]!.GetValue<int>(), imported.Json["taken"]!.GetValue<int>(), imported.Json["unchanged"]!.GetValue<int>()));
        Assert.Equal(3, Assert.Single(imported.Json["refused"]!.AsArray())!["line"]!.GetValue<int>());
        var after = await FindingAsync(service, vendor);
        Assert.Equal(("vendor-disputed", "it was a test", "fail"), (after["status"]!.GetValue<string>(), after["work"]!["reply"]!.GetValue<string>(), after["verdict"]!.GetValue<string>()));

        var again = await ImportAsync(service, vendor, csv);
        Assert.Equal((0, 1), (again.Json["taken"]!.GetValue<int>(), again.Json["unchanged"]!.GetValue<int>()));
        (await ImportAsync(service, vendor, "something else\r\n")).AssertProblem(400, "input-refused");
        (await ImportAsync(service, vendor, "id,answer,reply\r\n" + string.Concat(Enumerable.Repeat("F-000000000000,fixed,\r\n", 1001)))).AssertProblem(422, "too-many-replies");
        (await ImportAsync(service, vendor, new string('x', (4 << 20) + 1))).AssertProblem(413, "body-too-large");
    }

    private async Task<(ServiceProcess Service, string Vendor, JsonObject Finding)> FoundAsync(string name)
    {
        var service = await shared.GetAsync();
        var vendor = new SmallVendor(name);
        await vendor.UploadAsync(service);
        await service.AuditAsync(vendor.Id);
        return (service, vendor.Id, await FindingAsync(service, vendor.Id));
    }

    private static async Task<JsonObject> FindingAsync(ServiceProcess service, string vendor) =>
        (JsonObject)(await service.FindingsAsync(vendor)).First(one => one["rule"]!.GetValue<string>() == "unauthorized-action");

    private static async Task<Reply> ChangeAsync(ServiceProcess service, string path, string etag, JsonObject change)
    {
        using var body = ServiceProcess.Json(change);
        return await service.SendAsync(HttpMethod.Patch, path, body, [("If-Match", etag)]);
    }

    private static async Task<Reply> PostAsync(ServiceProcess service, string path, JsonObject order)
    {
        using var body = ServiceProcess.Json(order);
        return await service.SendAsync(HttpMethod.Post, path, body, []);
    }

    private static async Task<Reply> ImportAsync(ServiceProcess service, string vendor, string csv)
    {
        using var body = new StringContent(csv, Encoding.UTF8, "text/csv");
        return await service.SendAsync(HttpMethod.Post, $"vendors/{vendor}/replies", body, []);
    }
}
