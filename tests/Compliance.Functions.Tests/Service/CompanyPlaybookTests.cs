using System.Text.Json.Nodes;
using Compliance.Playbooks;
using Compliance.Tests.Delivery;
using Compliance.Vendors;

namespace Compliance.Functions.Tests.Service;

/// <summary>Cases that run a playbook of the company's own, put into its folder while the service runs.</summary>
public sealed class CompanyPlaybookTests
{
    private const string NewId = "playbook--5f0c1f5e-8a5b-4d0a-9a39-0c6f7c1b2d3e";

    [SkippableFact]
    public async Task A_case_runs_it_names_its_steps_and_gives_it_back_with_results_under_pseudonyms()
    {
        await using var receiver = HttpReceiver.Answering(HttpReceiver.Status(204));
        await using var service = await IncidentService.StartAsync(VendorMode.Live, receiver);
        var unknown = await service.PostAsync($"vendors/{service.Vendor.Id}/incidents", new JsonObject { ["title"] = "a drill", ["playbook"] = "ours", ["by"] = "a.nyman" });
        unknown.AssertProblem(422, "act-refused");
        var folder = Path.Combine(service.Folder.Path, "playbooks");
        await File.WriteAllTextAsync(Path.Combine(folder, "bad.json"), "{\"type\": \"playbook\"}");
        await File.WriteAllTextAsync(Path.Combine(folder, "ours.json"), Own());

        var incident = await service.OpenAsync("a drill", "ours");
        await service.AdvanceAsync();
        var step = (await service.GetAsync(incident))["steps"]!.AsArray().Single(one => one!["key"]?.GetValue<string>() == "triage")!;
        Assert.Equal("Look at the suspicion", step["name"]!.GetValue<string>());
        Assert.Contains(receiver.Requests, request => request.Text.Contains("triage", StringComparison.Ordinal) && request.Text.Contains("Look at the suspicion", StringComparison.Ordinal));
        Assert.Equal(201, (await service.PostAsync($"{incident}/steps/triage", new JsonObject { ["act"] = "complete", ["by"] = "a.nyman" })).Status);

        var results = await service.Service.GetAsync($"{incident}/timeline?format=cacao");
        Assert.True(results.Status == 200, results.Body);
        var cacao = CacaoReader.Read(System.Text.Encoding.UTF8.GetBytes(results.Body), "results.json");
        Assert.Equal(NewId, cacao.Document.GetProperty("derived_from")[0].GetString());
        Assert.Contains("\"ended_by\": \"p:", results.Body.Replace("\":\"", "\": \"", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("trail_index", results.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("a.nyman", results.Body, StringComparison.Ordinal);

        File.Delete(Path.Combine(folder, "ours.json"));
        (await service.Service.GetAsync($"{incident}/timeline?format=cacao")).AssertProblem(409, "no-playbook");
        var shown = await service.GetAsync(incident);
        Assert.Contains("`ours`", shown["problem"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.NotEmpty(shown["clocks"]!.AsArray());
    }

    [SkippableFact]
    public async Task A_named_person_enables_a_rule_once_and_a_machine_never()
    {
        await using var receiver = HttpReceiver.Answering(HttpReceiver.Status(204));
        await using var service = await IncidentService.StartAsync(VendorMode.Pilot, receiver);
        var incident = await service.OpenAsync();
        var asked = new JsonObject { ["reason"] = "counsel confirmed it", ["by"] = "l.marsh" };
        Assert.Equal(201, (await service.PostAsync($"{incident}/rules/pci.mastercard-adc", asked)).Status);
        Assert.Equal(200, (await service.PostAsync($"{incident}/rules/pci.mastercard-adc", asked)).Status);
        (await service.PostAsync($"{incident}/rules/no-such-rule", asked)).AssertProblem(422, "act-refused");
        (await service.PostAsync($"{incident}/rules/pci.visa-pfi", new JsonObject { ["reason"] = "x", ["by"] = "system:audit" })).AssertProblem(422, "act-refused");
        Assert.Single(await service.Folder.TrailAsync(service.Vendor.Id), entry => entry.Type == "rule enabled");
    }

    private static string Own()
    {
        var shipped = ShippedPlaybooks.Find("mass-record-access")!.Cacao;
        var own = JsonNode.Parse(CacaoWriter.Bytes(shipped))!.AsObject();
        own["id"] = NewId;
        own["labels"] = new JsonArray("id:ours");
        return own.ToJsonString();
    }
}
