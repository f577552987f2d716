using System.Text;
using System.Text.Json.Nodes;
using Compliance.Functions.Tests.Service;
using Compliance.Trail;
using Compliance.Trail.Verification;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Functions.Tests.Access;

/// <summary>What a vendor hears when something is wrong with what the company keeps.</summary>
public sealed class VendorProblemsTests
{
    private const string Vendor = "acme-bpo";

    private static readonly (string, string)[] ItsOwn = Someone.Named("victor@acme.example", $"Vendor.{Vendor}");
    private static readonly (string, string)[] Otto = Someone.Named("otto@example.com", "Operator");

    [SkippableFact]
    public async Task Of_a_halted_trail_a_vendor_hears_neither_why_nor_since_when()
    {
        using var folder = new ServiceFolder();
        await using var service = await StartAsync(folder);
        using (var store = folder.OpenStore())
            await store.Halts.HaltAsync(VendorId.Parse(Vendor), new TrailHalt(Instant.FromUtc(2026, 1, 1, 0, 0), new TrailProblem(TrailProblemKind.Gap, 7, "row-of-ours", "an entry is missing")));
        var (company, vendor) = (await PutAsync(service, Otto), await PutAsync(service, ItsOwn));
        company.AssertProblem(409, "trail-halted");
        Assert.Equal("gap", company.Json["halted"]!["kind"]!.GetValue<string>());
        vendor.AssertProblem(409, "trail-halted");
        Assert.Null(vendor.Json["halted"]);
        Assert.All(["gap", "row-of-ours", "missing", "2026-01-01"], word => Assert.DoesNotContain(word, vendor.Body, StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task A_key_that_cannot_be_read_is_no_fault_of_whoever_asks()
    {
        using var folder = new ServiceFolder();
        await using (await StartAsync(folder))
        {
        }
        File.Delete(Path.Combine(folder.Path, ".compliance", "secrets.json"));
        await using var service = await ServiceProcess.StartAsync(folder.Path, ("WEBSITE_AUTH_ENABLED", "true"));
        foreach (var who in new[] { Otto, ItsOwn })
        {
            var answer = await PutAsync(service, who);
            answer.AssertProblem(503, "store-unavailable");
            Assert.DoesNotContain("pseudonyms-", answer.Body, StringComparison.Ordinal);
            Assert.Equal("5", answer.Headers["Retry-After"]);
        }
    }

    [SkippableFact]
    public async Task An_authority_that_cannot_be_asked_is_told_with_when_to_come_again()
    {
        await using var authority = new TestAuthority();
        authority.Instead = context =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        };
        using var folder = new ServiceFolder();
        await using var service = await ServiceProcess.StartAsync(folder.Path, ("TokenAuthority", authority.Address), ("TokenAudience", TestAuthority.Audience));
        var token = authority.Token(authority.Payload(TimeProvider.System.GetUtcNow(), "Reader"));
        var answer = await service.SendAsync(HttpMethod.Get, $"vendors/{Vendor}", null, ("Authorization", $"Bearer {token}"));
        answer.AssertProblem(503, "sign-in-unavailable");
        Assert.Equal("60", answer.Headers["Retry-After"]);
    }

    private static async Task<ServiceProcess> StartAsync(ServiceFolder folder)
    {
        var service = await ServiceProcess.StartAsync(folder.Path, ("WEBSITE_AUTH_ENABLED", "true"));
        using var body = ServiceProcess.Json(new JsonObject { ["name"] = "Acme" });
        Assert.Equal(201, (await service.SendAsync(HttpMethod.Put, $"vendors/{Vendor}", body, Otto)).Status);
        return service;
    }

    private static async Task<Reply> PutAsync(ServiceProcess service, (string, string)[] who)
    {
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes($"{who[0].Item2}"));
        return await service.SendAsync(HttpMethod.Put, $"vendors/{Vendor}/evidence/logs/{who[0].Item2.Split('@')[0]}.ndjson", body, who);
    }
}
