using System.Text.Json.Nodes;
using Compliance.Functions.Access;
using Compliance.Functions.Tests.Service;

namespace Compliance.Functions.Tests.Access;

/// <summary>Report, list and tag of a finding tell its vendor the same, and none that the company has decided something.</summary>
public sealed class VendorsShareTests(SignedInCompany company) : IClassFixture<SignedInCompany>
{
    private const string Vendor = SignedInCompany.Vendor;

    private static readonly (string, string)[] ItsOwn = Someone.Named("victor@acme.example", $"Vendor.{Vendor}");
    private static readonly (string, string)[] Anna = Someone.Named("anna@example.com", Role.Analyst);

    [SkippableFact]
    public async Task The_report_for_the_vendor_says_no_more_than_its_list_whoever_asks_for_it()
    {
        var service = await company.GetAsync();
        var finding = (await company.FindingAsync("agent01")).Text("fingerprint");
        foreach (var (decision, told) in new (JsonObject, string?)[]
        {
            (new() { ["status"] = "assigned", ["owner"] = "owner@example.com" }, "open"),
            (new() { ["status"] = "risk-requested", ["owner"] = "owner@example.com", ["reason"] = "r", ["control"] = "c", ["expires"] = "2027-06-01T00:00:00Z" }, "open"),
            (new() { ["status"] = "vendor-disputed" }, "vendor-disputed"),
            (new() { ["status"] = "fixed" }, "fixed"),
            (new() { ["status"] = "false-positive", ["reason"] = "a test" }, null),
        })
        {
            Assert.Equal(200, (await ChangeAsync(service, finding, decision)).Status);
            var listed = (await service.SendAsync(HttpMethod.Get, $"vendors/{Vendor}/findings", null, ItsOwn)).Json["value"]!.AsArray();
            var reported = await ReportedAsync(service, ItsOwn);

            Assert.Equal(told, StatusIn(listed, "fingerprint", finding));
            Assert.Equal(told, StatusIn(reported.Json["findings"]!.AsArray(), "id", "F-" + finding[..12]));
            foreach (var inner in new[] { "owner@", "assigned", "risk-requested", "false-positive" }) Assert.DoesNotContain(inner, reported.Body, StringComparison.Ordinal);
            Assert.Equal(reported.Json["findings"]!.ToJsonString(), (await ReportedAsync(service, Anna)).Json["findings"]!.ToJsonString());
        }
    }

    [SkippableFact]
    public async Task A_vendors_tag_of_a_finding_stays_until_what_it_sees_changes_and_permits_no_change()
    {
        var service = await company.GetAsync();
        var finding = (await company.FindingAsync("agent02")).Text("fingerprint");
        var path = $"vendors/{Vendor}/findings/{finding}";
        Assert.Equal(200, (await ChangeAsync(service, finding, new() { ["status"] = "open", ["reason"] = "looked at" })).Status);
        var (vendors, companys) = ((await GetAsync(ItsOwn)).Headers["ETag"], (await GetAsync(Anna)).Headers["ETag"]);

        Assert.Equal(200, (await ChangeAsync(service, finding, new() { ["status"] = "assigned", ["owner"] = "owner@example.com" })).Status);
        var after = await GetAsync(ItsOwn, ("If-None-Match", vendors));
        Assert.Equal((304, vendors), (after.Status, after.Headers["ETag"]));
        Assert.Equal(200, (await GetAsync(Anna, ("If-None-Match", companys))).Status);

        // By when is the vendor's to know.
        Assert.Equal(200, (await ChangeAsync(service, finding, new() { ["status"] = "assigned", ["owner"] = "owner@example.com", ["due"] = "2027-06-01T00:00:00Z" })).Status);
        var due = await GetAsync(ItsOwn, ("If-None-Match", vendors));
        Assert.Equal((200, "2027-06-01T00:00:00.000Z"), (due.Status, due.Text("due")));
        Assert.NotEqual(vendors, due.Headers["ETag"]);

        (await ChangeAsync(service, finding, new() { ["status"] = "fixed" }, due.Headers["ETag"])).AssertProblem(412, "stale");
        (await ChangeAsync(service, finding, new() { ["status"] = "fixed" }, companys)).AssertProblem(412, "stale");

        Task<Reply> GetAsync((string, string)[] who, params (string, string)[] more) => service.SendAsync(HttpMethod.Get, path, null, [.. who, .. more]);
    }

    private static string? StatusIn(JsonArray findings, string key, string id) =>
        findings.SingleOrDefault(finding => finding![key]!.GetValue<string>() == id)?["status"]!.GetValue<string>();

    private static async Task<Reply> ReportedAsync(ServiceProcess service, (string, string)[] who)
    {
        var audits = await service.SendAsync(HttpMethod.Get, $"vendors/{Vendor}/audits", null, Anna);
        var report = await service.SendAsync(HttpMethod.Get, $"vendors/{Vendor}/audits/{audits.Json["value"]![0]!["id"]!.GetValue<string>()}/report?for=vendor&format=json", null, who);
        Assert.True(report.Status == 200, report.Body);
        return report;
    }

    /// <param name="tag">Null: as it is now.</param>
    private static async Task<Reply> ChangeAsync(ServiceProcess service, string finding, JsonObject change, string? tag = null)
    {
        var path = $"vendors/{Vendor}/findings/{finding}";
        tag ??= (await service.SendAsync(HttpMethod.Get, path, null, Anna)).Headers["ETag"];
        using var body = ServiceProcess.Json(change);
        return await service.SendAsync(HttpMethod.Patch, path, body, [.. Anna, ("If-Match", tag)]);
    }
}
