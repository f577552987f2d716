using System.Text;
using System.Text.Json.Nodes;
using Compliance.Functions.Access;
using Compliance.Functions.Tests.Service;

namespace Compliance.Functions.Tests.Access;

/// <summary>A step of an incident is approved by another person than asked for it, whatever the two are called.</summary>
public sealed class SecondPersonTests(SignedInCompany company) : IClassFixture<SignedInCompany>
{
    private const string Vendor = SignedInCompany.Vendor;
    private const string Id = "44444444-otto";

    [SkippableFact]
    public async Task Who_opened_a_case_approves_nothing_of_it_under_another_name_and_a_namesake_does()
    {
        var service = await company.GetAsync();
        var incident = await AtApprovalAsync(service, "a lost laptop", Otto("otto@example.com", Id));
        var step = $"{incident}/steps/approve-containment";
        foreach (var himself in new[] { Otto("otto@example.com", Id), Otto("o.tto@example.com", Id), Otto("o.tto@example.com", Id.ToUpperInvariant()), Otto("OTTO@example.com", null) })
            (await PostAsync(service, step, new() { ["act"] = "approve" }, himself)).AssertProblem(422, "act-refused");
        // Nor is another's name his to say.
        (await PostAsync(service, step, new() { ["act"] = "approve", ["by"] = "axel@example.com" }, Otto("o.tto@example.com", Id))).AssertProblem(422, "act-refused");

        var approved = await PostAsync(service, step, new() { ["act"] = "approve" }, Otto("otto@example.com", "55555555-another"));

        Assert.True(approved.Status == 201, approved.Body);
        await service.RunAsync("AdvancePlaybooks");
        Assert.Contains("contain", await RunningAsync(service, incident));
        await AssertNobodyIsToldAsync(service, incident, Id, "55555555-another");
    }

    [SkippableFact]
    public async Task Where_one_of_the_two_signs_in_without_an_id_the_names_tell()
    {
        var service = await company.GetAsync();
        var incident = await AtApprovalAsync(service, "a lost phone", Otto("otto@example.com", null));
        var step = $"{incident}/steps/approve-containment";
        (await PostAsync(service, step, new() { ["act"] = "approve" }, Otto("Otto@Example.com", Id))).AssertProblem(422, "act-refused");

        Assert.Equal(201, (await PostAsync(service, step, new() { ["act"] = "approve" }, Otto("axel@example.com", Id))).Status);
    }

    private static (string, string)[] Otto(string name, string? id)
    {
        var headers = Someone.Named(name, Role.Operator, Role.Approver);
        return id is null ? headers : [.. headers, ("X-MS-CLIENT-PRINCIPAL-ID", id)];
    }

    /// <summary>A case that waits for its containment to be approved.</summary>
    private static async Task<string> AtApprovalAsync(ServiceProcess service, string title, (string, string)[] who)
    {
        var opened = await PostAsync(service, $"vendors/{Vendor}/incidents", new() { ["title"] = title, ["playbook"] = "lost-device" }, who);
        Assert.True(opened.Status == 201, opened.Body);
        var incident = $"vendors/{Vendor}/incidents/{opened.Text("incident")}";
        await service.RunAsync("AdvancePlaybooks");
        var seen = await PostAsync(service, $"{incident}/steps/triage", new() { ["act"] = "complete" }, who);
        Assert.True(seen.Status == 201, seen.Body);
        await service.RunAsync("AdvancePlaybooks");
        Assert.Contains("approve-containment", await RunningAsync(service, incident));
        return incident;
    }

    private static async Task<List<string>> RunningAsync(ServiceProcess service, string incident)
    {
        var shown = await service.SendAsync(HttpMethod.Get, incident, null, Someone.With(Role.Reader));
        return [.. shown.Json["steps"]!.AsArray().Where(step => step!["state"]!.GetValue<string>() is "running" or "awaiting_approval").Select(step => step!["key"]!.GetValue<string>())];
    }

    private async Task AssertNobodyIsToldAsync(ServiceProcess service, string incident, params string[] ids)
    {
        foreach (var view in new[] { "", "?arguable=true", "/timeline", "/timeline?format=markdown", "/timeline?format=cacao" })
        {
            var shown = await service.SendAsync(HttpMethod.Get, incident + view, null, Someone.With(Role.Reader, Role.Legal));
            Assert.True(shown.Status == 200, shown.Body);
            Assert.All(ids, id => Assert.DoesNotContain(id, shown.Body, StringComparison.OrdinalIgnoreCase));
        }
        var trail = await company.Folder.TrailAsync(Vendor);
        Assert.Contains(trail, entry => entry.Type == "step approved");
        Assert.All(trail, entry => Assert.All(ids, id => Assert.DoesNotContain(id, Encoding.UTF8.GetString(entry.Leaf.Span), StringComparison.OrdinalIgnoreCase)));
    }

    private static async Task<Reply> PostAsync(ServiceProcess service, string path, JsonObject asked, (string, string)[] who)
    {
        using var body = ServiceProcess.Json(asked);
        return await service.SendAsync(HttpMethod.Post, path, body, who);
    }
}
