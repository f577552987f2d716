using System.Text.Json.Nodes;

namespace Compliance.Functions.Tests.Service;

/// <summary>What the service answers when a name is to be forgotten.</summary>
public sealed class ForgetNameTests(SharedService shared) : IClassFixture<SharedService>
{
    [SkippableFact]
    public async Task A_name_is_forgotten_over_http_and_where_it_is_left_is_told_when_asked()
    {
        var service = await shared.GetAsync();
        var vendor = new SmallVendor("forgets");
        await vendor.UploadAsync(service);
        Assert.Equal("Succeeded", (await service.AuditAsync("forgets"))["status"]!.GetValue<string>());
        var (first, second) = (await PseudonymAsync("agent01"), await PseudonymAsync("agent02"));

        var plain = await service.SendAsync(HttpMethod.Delete, $"vendors/forgets/names/{first}");
        var counted = await service.SendAsync(HttpMethod.Delete, $"vendors/forgets/names/{second}?left=true");

        Assert.Equal((200, 200), (plain.Status, counted.Status));
        Assert.Equal((first, 0, true), (plain.Text("pseudonym"), plain.Json["findings"]!.GetValue<int>(), plain.Json["searched"]!.GetValue<bool>()));
        Assert.Null(plain.Json["left"]);
        // The findings about the agent are open, and the audit's result has them too.
        Assert.Equal((1, 1, 0), (Left(counted, "findings"), Left(counted, "audits"), Left(counted, "incidents")));
        Assert.DoesNotContain("agent0", plain.Body + counted.Body, StringComparison.Ordinal);
        using (var store = shared.Folder.OpenStore()) Assert.Null(await store.Names.FindAsync(Vendors.VendorId.Parse("forgets"), first));
        Assert.Equal(2, (await shared.Folder.TrailAsync("forgets")).Count(entry => entry.Type == "name forgotten"));
        Assert.Equal(plain.Text("forgotten"), (await service.SendAsync(HttpMethod.Delete, $"vendors/forgets/names/{first}")).Text("forgotten"));
        Assert.Equal(2, (await shared.Folder.TrailAsync("forgets")).Count(entry => entry.Type == "name forgotten"));

        async Task<string> PseudonymAsync(string name)
        {
            using var store = shared.Folder.OpenStore();
            await foreach (var (pseudonym, known) in store.Names.AllAsync(Vendors.VendorId.Parse("forgets")))
                if (known == name) return pseudonym;
            throw new InvalidOperationException($"no pseudonym of `{name}`");
        }
    }

    [SkippableFact]
    public async Task What_nobody_is_behind_is_not_found()
    {
        var service = await shared.GetAsync();
        await new SmallVendor("unknowns").UploadAsync(service);
        (await service.SendAsync(HttpMethod.Delete, $"vendors/unknowns/names/p:{new string('a', 26)}")).AssertProblem(404, "name-not-found");
        (await service.SendAsync(HttpMethod.Delete, "vendors/unknowns/names/agent01")).AssertProblem(404, "name-not-found");
        (await service.SendAsync(HttpMethod.Delete, $"vendors/unknowns/names/p:{new string('a', 26)}?left=yes")).AssertProblem(400, "query-invalid");
        (await service.SendAsync(HttpMethod.Delete, $"vendors/absent/names/p:{new string('a', 26)}")).AssertProblem(404, "vendor-not-found");
    }

    [SkippableFact]
    public async Task Names_are_forgotten_and_halts_lifted_by_those_signed_in_with_the_role_for_it()
    {
        using var folder = new ServiceFolder();
        await using var service = await ServiceProcess.StartAsync(folder.Path, ("WEBSITE_AUTH_ENABLED", "true"));
        using var body = ServiceProcess.Json(new JsonObject { ["name"] = "A vendor" });
        Assert.Equal(201, (await service.SendAsync(HttpMethod.Put, "vendors/named", body, SignedIn("Operator"))).Status);
        var path = $"vendors/named/names/p:{new string('a', 26)}";
        (await service.SendAsync(HttpMethod.Delete, path)).AssertProblem(401, "not-signed-in");
        (await service.SendAsync(HttpMethod.Delete, path, null, SignedIn("Operator"))).AssertProblem(403, "role-required");
        (await service.SendAsync(HttpMethod.Delete, path, null, SignedIn("Legal"))).AssertProblem(404, "name-not-found");
        (await ResumeAsync("Legal")).AssertProblem(403, "role-required");
        (await ResumeAsync("Operator")).AssertProblem(409, "trail-not-halted");

        async Task<Reply> ResumeAsync(string role)
        {
            using var decision = ServiceProcess.Json(new JsonObject { ["decision"] = "continue", ["reason"] = "the head was lost in a restore" });
            return await service.SendAsync(HttpMethod.Post, "vendors/named/trail/resume", decision, SignedIn(role));
        }
    }

    private static (string, string)[] SignedIn(string role) =>
        [("X-MS-CLIENT-PRINCIPAL-NAME", "someone@example.com"), ("X-MS-CLIENT-PRINCIPAL", SignedInRolesTests.Principal("roles", ("roles", role)))];

    private static int Left(Reply reply, string where) => reply.Json["left"]![where]!.GetValue<int>();
}
