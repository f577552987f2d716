using System.Text.Json.Nodes;
using Compliance.Tests.Delivery;
using Compliance.Vendors;

namespace Compliance.Functions.Tests.Service;

/// <summary>A service with a company behind it, whose security team is reached on loopback.</summary>
internal sealed class IncidentService : IAsyncDisposable
{
    public const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private readonly ServiceFolder _folder;
    private ServiceProcess _service;

    private IncidentService(ServiceFolder folder, ServiceProcess service, SmallVendor vendor) => (_folder, _service, Vendor) = (folder, service, vendor);

    public SmallVendor Vendor { get; }

    public ServiceFolder Folder => _folder;

    public ServiceProcess Service => _service;

    /// <param name="receivers">In the order in which they are told.</param>
    public static async Task<IncidentService> StartAsync(VendorMode mode, params HttpReceiver[] receivers)
    {
        var folder = new ServiceFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "playbooks"));
        await HookedCompany.WriteAsync(folder, Secret, [.. receivers.Select(receiver => $"http://127.0.0.1:{receiver.Port}/hook")]);
        var service = await LaunchAsync(folder);
        var vendor = new SmallVendor("leaks", more: "dataClasses: [contact]\ndataSubjects: [{ kind: customers, jurisdictions: [DE] }]");
        await vendor.UploadAsync(service);
        using var body = ServiceProcess.Json(new JsonObject { ["name"] = "A small vendor", ["mode"] = mode.ToString().ToLowerInvariant() });
        await service.SendAsync(HttpMethod.Put, $"vendors/{vendor.Id}", body);
        return new(folder, service, vendor);
    }

    /// <summary>Opens a case and gives its address.</summary>
    public async Task<string> OpenAsync(string title = "records were looked up without a case", string playbook = "mass-record-access")
    {
        var opened = await PostAsync($"vendors/{Vendor.Id}/incidents", new JsonObject
        {
            ["title"] = title,
            ["playbook"] = playbook,
            ["principals"] = new JsonArray("agent01"),
            ["by"] = "a.nyman",
        });
        Assert.True(opened.Status == 201, opened.Body);
        return $"vendors/{Vendor.Id}/incidents/{opened.Json["incident"]!.GetValue<string>()}";
    }

    public async Task<Reply> PostAsync(string path, JsonObject asked, string? key = null)
    {
        using var body = ServiceProcess.Json(asked);
        return await _service.SendAsync(HttpMethod.Post, path, body, key is null ? [] : [("Idempotency-Key", key)]);
    }

    public Task<Reply> FactAsync(string incident, string name, string at, string by = "d.osei") =>
        PostAsync($"{incident}/facts", new JsonObject { ["name"] = name, ["at"] = at, ["by"] = by });

    /// <summary>Fires the timer and waits until it has run.</summary>
    public Task AdvanceAsync() => _service.RunAsync("AdvancePlaybooks");

    public async Task<JsonObject> GetAsync(string incident)
    {
        var reply = await _service.GetAsync(incident);
        Assert.True(reply.Status == 200, reply.Body);
        return reply.Json;
    }

    /// <summary>Ends the process as a power cut would, and starts another on what it left.</summary>
    public async Task KillAndRestartAsync()
    {
        await _service.KillAsync();
        await _service.DisposeAsync();
        _service = await LaunchAsync(_folder);
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        _folder.Dispose();
    }

    // Rounds are run by hand: one of the clock's own would hold the cases that the test looks at.
    private static Task<ServiceProcess> LaunchAsync(ServiceFolder folder) =>
        ServiceProcess.StartAsync(folder.Path, ("Company", "company.yaml"), ("Playbooks", "playbooks"), ("AzureWebJobs.AdvancePlaybooks.Disabled", "true"));
}
