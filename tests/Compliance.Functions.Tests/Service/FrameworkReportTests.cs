using System.Text.Json.Nodes;
using Compliance.Evidence;
using Compliance.Reports;
using Compliance.Vendors;

namespace Compliance.Functions.Tests.Service;

/// <summary>An audit of the service, told by the clauses of a framework.</summary>
public sealed class FrameworkReportTests(SharedService shared) : IClassFixture<SharedService>
{
    private const string Framework = "pci-dss-4.0.1";

    [SkippableFact]
    public async Task The_report_says_of_each_clause_what_the_auditor_says_of_it()
    {
        var service = await shared.GetAsync();
        var vendor = new SmallVendor("reported", agents: 3, days: 28);
        await vendor.UploadAsync(service);
        var audit = (await service.AuditAsync(vendor.Id))["id"]!.GetValue<string>();

        var reply = await service.GetAsync(PathOf(vendor.Id, audit));

        Assert.Equal((200, "application/json"), (reply.Status, reply.MediaType));
        Assert.Equal(Outcomes(vendor), Outcomes(reply.Json));
        Assert.Equal("exception noted", Outcomes(reply.Json).Single(clause => clause.Number == "7.2.2").Outcome);
        Assert.Equal(audit, reply.Json["audit"]!["id"]!.GetValue<string>());
        Assert.Equal("logs/help.ndjson", Assert.Single(reply.Json["population"]!["sources"]!.AsArray())!["source"]!.GetValue<string>());
    }

    [SkippableFact]
    public async Task The_report_of_an_audit_stays_as_it_was_when_later_audits_find_something_else()
    {
        var service = await shared.GetAsync();
        var vendor = new SmallVendor("changes", agents: 2, days: 28);
        await vendor.UploadAsync(service);
        var first = (await service.AuditAsync(vendor.Id))["id"]!.GetValue<string>();
        var before = await service.GetAsync(PathOf(vendor.Id, first));
        var good = new SmallVendor(vendor.Id, agents: 2, days: 6).Files["logs/help.ndjson"];
        using var body = new ByteArrayContent(good);
        Assert.Equal(201, (await service.SendAsync(HttpMethod.Put, $"vendors/{vendor.Id}/evidence/logs/help.ndjson", body)).Status);

        var second = (await service.AuditAsync(vendor.Id))["id"]!.GetValue<string>();

        Assert.Equal(before.Body, (await service.GetAsync(PathOf(vendor.Id, first))).Body);
        Assert.NotEqual(Outcomes(before.Json), Outcomes((await service.GetAsync(PathOf(vendor.Id, second))).Json));
    }

    [SkippableFact]
    public async Task What_cannot_be_reported_is_refused()
    {
        var service = await shared.GetAsync();
        var vendor = new SmallVendor("unreported", more: "unknown: key");
        await vendor.UploadAsync(service);
        var failed = (await service.AuditAsync(vendor.Id))["id"]!.GetValue<string>();

        (await service.GetAsync(PathOf(vendor.Id, failed))).AssertProblem(409, "audit-not-completed");
        (await service.GetAsync(PathOf(vendor.Id, "none"))).AssertProblem(404, "audit-not-found");
        (await service.GetAsync(PathOf("nobody", failed))).AssertProblem(404, "vendor-not-found");
        var unknown = await service.GetAsync($"vendors/{vendor.Id}/audits/{failed}/frameworks/pci");
        unknown.AssertProblem(404, "framework-not-found");
        Assert.All(Catalogue.Frameworks, framework => Assert.Contains(framework.Id, unknown.Text("detail"), StringComparison.Ordinal));
    }

    private static string PathOf(string vendor, string audit) => $"vendors/{vendor}/audits/{audit}/frameworks/{Framework}";

    private static List<(string Number, string Outcome)> Outcomes(JsonObject report) =>
        [.. report["clauses"]!.AsArray().Select(clause => (clause!["clause"]!.GetValue<string>(), clause["outcome"]!.GetValue<string>()))];

    // In this process, without any service.
    private static List<(string Number, string Outcome)> Outcomes(SmallVendor vendor)
    {
        using var folder = new ServiceFolder();
        vendor.WriteTo(folder.Path);
        var disk = new DiskFolder(folder.Path);
        var result = Auditor.Audit(new AuditRequest { Id = "direct", Record = VendorReader.Read(disk), Folder = disk, StartedBy = "test" }, null, CancellationToken.None);
        var report = FrameworkReport.Of(result, Catalogue.Frameworks.Single(framework => framework.Id == Framework));
        return [.. report.Clauses.Select(clause => (clause.Clause.Number, FrameworkWording.Of(clause.Outcome)))];
    }
}
