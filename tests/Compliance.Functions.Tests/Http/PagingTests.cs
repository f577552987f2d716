using System.Text.Json.Nodes;
using Azure.Security.KeyVault.Secrets;
using Compliance.Functions.Http;
using Compliance.Functions.Tests.Service;
using Compliance.Secrets;
using NodaTime;

namespace Compliance.Functions.Tests.Http;

/// <summary>Lists, page by page, over the running service.</summary>
public sealed class PagingTests(SharedService shared) : IClassFixture<SharedService>
{
    [SkippableFact]
    public async Task Every_finding_comes_once_whatever_the_size_of_a_page()
    {
        var (service, vendor) = await FoundAsync("pages");
        var all = (await service.FindingsAsync(vendor)).Select(Fingerprint).ToList();
        Assert.True(all.Count >= 3, $"{all.Count} findings");
        foreach (var size in new[] { 1, 2, all.Count, all.Count + 1 })
            Assert.Equal(all, (await service.FindingsAsync(vendor, size)).Select(Fingerprint));
    }

    [SkippableFact]
    public async Task A_link_is_for_its_own_list_and_filter()
    {
        var (service, vendor) = await FoundAsync("bound");
        await new SmallVendor("bound-too").UploadAsync(service);
        await service.AuditAsync("bound-too");
        var list = $"vendors/{vendor}/findings";
        var word = WordOf((await service.GetAsync($"{list}?maxpagesize=1&verdict=fail")).Text("nextLink"));

        Assert.Equal(200, (await service.GetAsync($"{list}?verdict=fail&continuation={word}")).Status);
        // How much comes at once is nobody's secret, and where a key stood is no part of the list.
        Assert.Equal(200, (await service.GetAsync($"{list}?code=k&continuation={word}&verdict=fail&maxpagesize=7")).Status);
        (await service.GetAsync($"{list}?continuation={word}")).AssertProblem(400, "query-invalid");
        (await service.GetAsync($"{list}?verdict=pass&continuation={word}")).AssertProblem(400, "query-invalid");
        (await service.GetAsync($"{list}?verdict=fail&severity=low&continuation={word}")).AssertProblem(400, "query-invalid");
        (await service.GetAsync($"{list}?verdict=fail&continuation={word}&continuation={word}")).AssertProblem(400, "query-invalid");
        (await service.GetAsync($"vendors/bound-too/findings?verdict=fail&continuation={word}")).AssertProblem(400, "query-invalid");
        (await service.GetAsync($"vendors/{vendor}/audits?continuation={word}")).AssertProblem(400, "query-invalid");
        (await service.GetAsync($"{list}?verdict=fail&continuation=")).AssertProblem(400, "query-invalid");
        for (var at = 0; at < word.Length; at += 7)
            (await service.GetAsync($"{list}?verdict=fail&continuation={word[..at]}{(word[at] == 'A' ? 'B' : 'A')}{word[(at + 1)..]}")).AssertProblem(400, "query-invalid");
    }

    [SkippableFact]
    public async Task A_link_is_for_who_got_it()
    {
        using var folder = new ServiceFolder();
        await using var service = await ServiceProcess.StartAsync(folder.Path, ("WEBSITE_AUTH_ENABLED", "true"));
        foreach (var vendor in new[] { "one", "two" })
        {
            using var body = ServiceProcess.Json(new JsonObject { ["name"] = vendor });
            Assert.Equal(201, (await service.SendAsync(HttpMethod.Put, $"vendors/{vendor}", body, SignedIn("ann"))).Status);
        }
        foreach (var _ in new[] { 1, 2 }) Assert.Equal(202, (await service.SendAsync(HttpMethod.Post, "vendors/one/audits", null, SignedIn("ann"))).Status);
        var next = (await service.SendAsync(HttpMethod.Get, "vendors/one/audits?maxpagesize=1", null, SignedIn("ann"))).Text("nextLink");
        Assert.Equal(200, (await service.SendAsync(HttpMethod.Get, next, null, SignedIn("ann"))).Status);
        (await service.SendAsync(HttpMethod.Get, next, null, SignedIn("bob"))).AssertProblem(400, "query-invalid");
    }

    [SkippableFact]
    public async Task A_link_that_is_a_day_old_is_gone_and_one_survives_a_restart()
    {
        using var folder = new ServiceFolder();
        string next;
        await using (var first = await ServiceProcess.StartAsync(folder.Path))
        {
            await new SmallVendor("restarts").UploadAsync(first);
            await first.AuditAsync("restarts");
            await first.AuditAsync("restarts");
            next = (await first.GetAsync("vendors/restarts/audits?maxpagesize=1")).Text("nextLink");
        }
        await using var second = await ServiceProcess.StartAsync(folder.Path);
        Assert.Equal(200, (await second.GetAsync(new Uri(next).PathAndQuery)).Status);
        // One that this service itself signed a day ago.
        using var store = folder.OpenStore();
        var key = await new ContinuationKey(new LocalSecretClient(Path.Combine(folder.Path, ".compliance", "secrets.json")), store, TimeProvider.System).GetAsync();
        var old = new Continuation("anything", Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()));
        (await second.GetAsync($"vendors/restarts/audits?continuation={old.Seal(key, "local", "/api/vendors/restarts/audits")}")).AssertProblem(410, "continuation-expired");
    }

    [SkippableFact]
    public async Task A_key_in_the_address_stands_in_no_link_and_no_line_of_the_log()
    {
        using var folder = new ServiceFolder();
        await using var service = await ServiceProcess.StartAsync(folder.Path, ("Logging__LogLevel__Default", "Trace"), ("Logging__LogLevel__Microsoft.AspNetCore.Hosting.Diagnostics", "Trace"));
        await new SmallVendor("secretive").UploadAsync(service);
        await service.AuditAsync("secretive");
        foreach (var name in new[] { "code", "Code", "CODE" })
        {
            var page = await service.GetAsync($"vendors/secretive/findings?{name}=s3cr3t-k3y&maxpagesize=1");
            Assert.DoesNotContain("s3cr3t", page.Body, StringComparison.Ordinal);
            Assert.Contains("maxpagesize=1", page.Text("nextLink"), StringComparison.Ordinal);
            await service.GetAsync($"vendors/absent/findings?{name}=s3cr3t-k3y");
        }
        // Nor does what stood in a parameter that nobody takes.
        (await service.GetAsync("vendors/secretive/findings?severty=s3cr3t-p3rson")).AssertProblem(400, "unknown-parameter");
        await service.KillAsync();
        Assert.DoesNotContain("s3cr3t", (await service.ExitAsync()).Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_instances_that_begin_at_once_have_one_key_and_a_key_that_is_gone_is_replaced()
    {
        using var folder = new ServiceFolder();
        var file = Path.Combine(folder.Path, "secrets.json");
        using var store = folder.OpenStore();
        ContinuationKey Instance(SecretClient secrets) => new(secrets, store, TimeProvider.System);
        var secrets = new LocalSecretClient(file);
        var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Instance(secrets).GetAsync()));
        Assert.All(keys, key => Assert.Equal(keys[0], key));
        Assert.Equal(ContinuationKey.Size, keys[0].Length);
        File.Delete(file);
        var next = await Instance(new LocalSecretClient(file)).GetAsync();
        Assert.NotEqual(keys[0], next);
        Assert.Equal(next, await Instance(new LocalSecretClient(file)).GetAsync());
    }

    private static (string, string)[] SignedIn(string name) => [("X-MS-CLIENT-PRINCIPAL-NAME", name), ("X-MS-CLIENT-PRINCIPAL-ID", $"id-{name}"), ("X-MS-CLIENT-PRINCIPAL", SignedInRolesTests.Principal("roles", ("roles", "Operator")))];

    private static string WordOf(string link) => System.Web.HttpUtility.ParseQueryString(new Uri(link).Query)["continuation"]!;

    private static string Fingerprint(JsonObject finding) => finding["fingerprint"]!.GetValue<string>();

    private async Task<(ServiceProcess Service, string Vendor)> FoundAsync(string name)
    {
        var service = await shared.GetAsync();
        await new SmallVendor(name).UploadAsync(service);
        await service.AuditAsync(name);
        return (service, name);
    }
}
