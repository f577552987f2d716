using System.Text;
using System.Text.Json.Nodes;
using Compliance.Tests.Delivery;
using Compliance.Vendors;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Functions.Tests.Service;

/// <summary>A clock that ran out is a finding of the next audit.</summary>
public sealed class OverdueTests
{
    private const string Clock = "contract.vendor-notice";

    [SkippableFact]
    public async Task The_contracts_clock_that_ran_out_is_a_finding_until_a_report_in_time_is_recorded()
    {
        await using var receiver = HttpReceiver.Answering(HttpReceiver.Status(204));
        await using var service = await IncidentService.StartAsync(VendorMode.Pilot, receiver);
        var vendor = service.Vendor.Id;
        await PutContractAsync(service);
        Assert.DoesNotContain(Rules(await service.Service.AuditAsync(vendor)), rule => rule == "notice-overdue");

        var incident = await service.OpenAsync("Ann's leak");
        var now = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
        Assert.Equal(201, (await service.FactAsync(incident, "vendor_awareness", Ago(now, 180))).Status);
        await service.AdvanceAsync();

        var run = await service.Service.AuditAsync(vendor);
        var open = await FindingAsync(service);
        Assert.Equal(("new", "high"), (open["state"]!.GetValue<string>(), open["severity"]!.GetValue<string>()));
        Assert.Equal((Clock, incident.Split('/')[^1]), (open["action"]!.GetValue<string>(), open["resource"]!.GetValue<string>()));
        Assert.Null(open["principal"]);
        var path = $"collected/{run["id"]!.GetValue<string>()}/incidents/overdue.json";
        Assert.Equal(path, open["evidence"]![0]!["source"]!.GetValue<string>());
        var written = await File.ReadAllTextAsync(Assert.Single(service.Folder.FilesOf(vendor), file => file.EndsWith(path, StringComparison.Ordinal)));
        Assert.DoesNotContain("Ann", written, StringComparison.Ordinal);
        Assert.DoesNotContain("d.osei", written, StringComparison.Ordinal);
        Assert.Contains(await service.Folder.TrailAsync(vendor), entry => entry.Type == "evidence received" && Encoding.UTF8.GetString(entry.Leaf.Span).Contains(path, StringComparison.Ordinal));

        Assert.Equal(201, (await service.FactAsync(incident, $"{Clock}:submitted_at", Ago(now, 60))).Status);
        await service.Service.AuditAsync(vendor);
        var late = await FindingAsync(service);
        Assert.Equal(("persisting", "medium"), (late["state"]!.GetValue<string>(), late["severity"]!.GetValue<string>()));

        var number = (await service.GetAsync(incident))["facts"]!.AsArray().Single(fact => fact!["name"]!.GetValue<string>() == $"{Clock}:submitted_at")!["number"]!.GetValue<int>();
        var corrected = new JsonObject { ["name"] = $"{Clock}:submitted_at", ["at"] = Ago(now, 150), ["corrects"] = number, ["by"] = "d.osei" };
        Assert.Equal(201, (await service.PostAsync($"{incident}/facts", corrected)).Status);
        await service.Service.AuditAsync(vendor);
        Assert.Equal("resolved", (await FindingAsync(service))["state"]!.GetValue<string>());
    }

    private static async Task PutContractAsync(IncidentService service)
    {
        var contract = Encoding.UTF8.GetString(service.Vendor.Files["vendor.yaml"]) + "\nsla: { breachNotice: 1h, document: MSA-2031 annex 4 }\n";
        using var body = new StringContent(contract);
        var put = await service.Service.SendAsync(HttpMethod.Put, $"vendors/{service.Vendor.Id}/files/vendor.yaml", body);
        Assert.True(put.Status is 200 or 201, put.Body);
    }

    private static async Task<JsonObject> FindingAsync(IncidentService service) =>
        Assert.Single(await service.Service.FindingsAsync(service.Vendor.Id), finding => finding["rule"]!.GetValue<string>() == "notice-overdue");

    private static IEnumerable<string> Rules(JsonObject run) => run["result"]!["checks"]!.AsArray().Select(check => check!["rule"]!.GetValue<string>());

    private static string Ago(Instant now, int minutes) => InstantPattern.General.Format(now - Duration.FromMinutes(minutes));
}
