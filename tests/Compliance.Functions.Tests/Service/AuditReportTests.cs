using System.Text.Json.Nodes;

namespace Compliance.Functions.Tests.Service;

/// <summary>An audit of the service, told to people.</summary>
public sealed class AuditReportTests(SharedService shared) : IClassFixture<SharedService>
{
    [SkippableFact]
    public async Task Management_gets_a_page_that_a_browser_lets_run_nothing()
    {
        var service = await shared.GetAsync();
        var path = await AuditedAsync(service, "managed");

        var reply = await service.GetAsync($"{path}?for=management");

        Assert.Equal((200, "text/html"), (reply.Status, reply.MediaType));
        Assert.Contains("<h1>managed", reply.Body, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'; style-src 'sha256-", reply.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Equal(("nosniff", "no-store"), (reply.Headers["X-Content-Type-Options"], reply.Headers["Cache-Control"]));
        Assert.DoesNotContain("agent01", reply.Body, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task An_auditor_gets_each_exception_with_its_entry_in_the_trail()
    {
        var service = await shared.GetAsync();
        var path = await AuditedAsync(service, "audited");

        var report = (await service.GetAsync($"{path}?for=auditor&format=json&sample=3&seed=-5")).Json;

        Assert.True(report["trail"]!["resultAgrees"]!.GetValue<bool>());
        var entries = await shared.Folder.TrailAsync("audited");
        var exceptions = report["exceptions"]!.AsArray();
        Assert.NotEmpty(exceptions);
        Assert.All(exceptions, exception =>
        {
            var place = exception!["trail"]!;
            var entry = entries[(int)place["index"]!.GetValue<long>()];
            Assert.Equal(place["type"]!.GetValue<string>(), entry.Type);
            Assert.Equal(place["leafSha256"]!.GetValue<string>(), entry.Hash.ToString());
            Assert.Equal(exception["finding"]!.GetValue<string>(), JsonNode.Parse(entry.Leaf.Span)!["data"]!["finding"]!.GetValue<string>());
        });
        Assert.Equal((-5L, 3), (report["sample"]!["seed"]!.GetValue<long>(), report["sample"]!["records"]!.AsArray().Count));
        Assert.All(report["sample"]!["records"]!.AsArray(), record => Assert.Equal(64, record!["sha256"]!.GetValue<string>().Length));
        Assert.DoesNotContain("agent0", report.ToJsonString(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task The_vendor_gets_its_own_people_by_name_to_answer()
    {
        var service = await shared.GetAsync();
        var path = await AuditedAsync(service, "answering");

        var reply = await service.GetAsync($"{path}?for=vendor&format=csv");

        Assert.Equal((200, "text/csv"), (reply.Status, reply.MediaType));
        Assert.Contains("unauthorized-action,agent01,", reply.Body, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task What_cannot_be_reported_is_refused()
    {
        var service = await shared.GetAsync();
        var path = await AuditedAsync(service, "refused");

        foreach (var query in new[] { "", "?for=everybody", "?for=vendor&format=pdf", "?for=auditor&names=yes", "?for=vendor&names=true", "?for=auditor&sample=5", "?for=auditor&sample=0&seed=1", "?for=auditor&sample=5&seed=x", "?for=management&sample=5&seed=1" })
            (await service.GetAsync(path + query)).AssertProblem(400, "query-invalid");
        (await service.GetAsync($"{path}?for=auditor&names=true")).AssertProblem(403, "role-required");
        (await service.GetAsync("vendors/refused/audits/none/report?for=vendor")).AssertProblem(404, "audit-not-found");
        (await service.GetAsync("vendors/absent/audits/none/report?for=vendor")).AssertProblem(404, "vendor-not-found");
    }

    [SkippableFact]
    public async Task Names_are_for_the_role_of_an_auditor()
    {
        using var folder = new ServiceFolder();
        await using var service = await ServiceProcess.StartAsync(folder.Path, ("WEBSITE_AUTH_ENABLED", "true"));
        (string, string)[] reader = [("X-MS-CLIENT-PRINCIPAL-NAME", "ann@example.com"), ("X-MS-CLIENT-PRINCIPAL", SignedInRolesTests.Principal("roles", ("roles", "Reader")))];
        (string, string)[] auditor = [("X-MS-CLIENT-PRINCIPAL-NAME", "olga@example.com"), ("X-MS-CLIENT-PRINCIPAL", SignedInRolesTests.Principal("roles", ("roles", "Auditor")))];

        (await service.SendAsync(HttpMethod.Get, "vendors/any/audits/a1/report?for=auditor&names=true", null, reader)).AssertProblem(403, "role-required");
        (await service.SendAsync(HttpMethod.Get, "vendors/any/audits/a1/report?for=auditor&names=true")).AssertProblem(401, "not-signed-in");
        (await service.SendAsync(HttpMethod.Get, "vendors/any/audits/a1/report?for=auditor&names=true", null, auditor)).AssertProblem(404, "vendor-not-found");
    }

    private static async Task<string> AuditedAsync(ServiceProcess service, string id)
    {
        var vendor = new SmallVendor(id);
        await vendor.UploadAsync(service);
        var audit = await service.AuditAsync(id);
        return $"vendors/{id}/audits/{audit["id"]!.GetValue<string>()}/report";
    }
}
