using Compliance.Functions.Tests.Service;

namespace Compliance.Functions.Tests.Attacks;

/// <summary>Queries that would reach into another vendor's data.</summary>
public sealed class QueryTests(SharedService shared) : IClassFixture<SharedService>
{
    [SkippableTheory]
    [InlineData("rule")]
    [InlineData("severity")]
    [InlineData("state")]
    [InlineData("verdict")]
    [InlineData("status")]
    [InlineData("overdue")]
    [InlineData("continuation")]
    [InlineData("maxpagesize")]
    public async Task A_filter_is_a_text_and_never_a_query(string parameter)
    {
        var service = await FilledAsync();
        foreach (var text in new[] { "' or '1' eq '1", "' or PartitionKey eq 'query-other", "'') or (PartitionKey ne '')", "x' or true or 'x' eq 'x", "1 or 1 eq 1", "guid'", "\" or \"1\"=\"1", "*", "%", "%00", "query-other", "\ud83d\udca9", new string('\'', 500) })
        {
            var reply = await service.GetAsync($"vendors/query-own/findings?{parameter}={Uri.EscapeDataString(text)}");
            if (reply.Status == 200) Assert.Empty(reply.Json["value"]!.AsArray());
            else reply.AssertProblem(400, "query-invalid");
        }
    }

    [SkippableFact]
    public async Task Where_another_vendors_list_goes_on_is_no_place_in_ones_own()
    {
        var service = await FilledAsync();
        foreach (var list in new[] { "findings", "audits" })
        {
            var other = await service.GetAsync($"vendors/query-other/{list}?maxpagesize=1");
            if (other.Json["nextLink"]?.GetValue<string>() is not { } next) continue;
            var reply = await service.GetAsync($"vendors/query-own/{list}?{new Uri(next).Query.TrimStart('?')}");
            Assert.True(reply.Status is 200 or 400, reply.Body);
            Assert.DoesNotContain("query-other", reply.Body, StringComparison.Ordinal);
        }
    }

    [SkippableFact]
    public async Task A_finding_an_audit_and_a_case_of_another_vendor_are_not_found()
    {
        var service = await FilledAsync();
        var finding = (await service.FindingsAsync("query-other"))[0]["fingerprint"]!.GetValue<string>();
        var audit = (await service.GetAsync("vendors/query-other/audits")).Json["value"]![0]!["id"]!.GetValue<string>();
        (await service.GetAsync($"vendors/query-own/findings/{finding}")).AssertProblem(404, "finding-not-found");
        (await service.GetAsync($"vendors/query-own/audits/{audit}")).AssertProblem(404, "audit-not-found");
        (await service.GetAsync($"vendors/query-own/audits/{audit}/report?for=management")).AssertProblem(404, "audit-not-found");
        (await service.GetAsync($"vendors/query-own/audits/{audit}/frameworks/hipaa")).AssertProblem(404, "audit-not-found");
    }

    private async Task<ServiceProcess> FilledAsync()
    {
        var service = await shared.GetAsync();
        if ((await service.GetAsync("vendors/query-own")).Status == 200) return service;
        await new SmallVendor("query-own", agents: 1, days: 2).UploadAsync(service);
        await new SmallVendor("query-other").UploadAsync(service);
        for (var i = 0; i < 2; i++) await service.AuditAsync("query-other");
        await service.AuditAsync("query-own");
        return service;
    }
}
