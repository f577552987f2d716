using System.Text;
using System.Text.Json.Nodes;
using Compliance.Functions.Tests.Service;

namespace Compliance.Functions.Tests.Access;

/// <summary>A service that people sign in to, with a vendor that was audited.</summary>
public sealed class SignedInCompany : IAsyncLifetime, IDisposable
{
    public const string Vendor = "acme-small";

    private static readonly (string, string)[] Otto = Someone.Named("otto@example.com", "Operator");
    private Lazy<Task<ServiceProcess>> _service = null!;

    public ServiceFolder Folder { get; } = new();

    internal Task<ServiceProcess> GetAsync() => _service.Value;

    /// <summary>A finding about somebody, as the company sees it.</summary>
    internal async Task<Reply> FindingAsync(string principal = "agent01")
    {
        var service = await GetAsync();
        var findings = (await service.SendAsync(HttpMethod.Get, $"vendors/{Vendor}/findings", null, Otto)).Json["value"]!.AsArray();
        var finding = findings.First(one => one!["principal"]?.GetValue<string>() == principal)!;
        return await service.SendAsync(HttpMethod.Get, $"vendors/{Vendor}/findings/{finding["fingerprint"]!.GetValue<string>()}", null, Otto);
    }

    public Task InitializeAsync()
    {
        _service = new(StartAsync);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        if (_service is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }) await (await _service.Value).DisposeAsync();
    }

    // After the process has gone.
    public void Dispose() => Folder.Dispose();

    private async Task<ServiceProcess> StartAsync()
    {
        var service = await ServiceProcess.StartAsync(Folder.Path, ("WEBSITE_AUTH_ENABLED", "true"), ("RequestsPerMinute", "100000"));
        foreach (var (name, value) in Otto) service.Client.DefaultRequestHeaders.Add(name, value);
        var vendor = new SmallVendor(Vendor);
        await vendor.UploadAsync(service);
        using var more = new ByteArrayContent([.. vendor.Files["logs/help.ndjson"].AsSpan(), .. Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(vendor.Files["logs/help.ndjson"]).Replace("agent01", "outsider", StringComparison.Ordinal))]);
        Assert.Equal(201, (await service.SendAsync(HttpMethod.Put, $"vendors/{Vendor}/evidence/logs/help.ndjson", more)).Status);
        Assert.Equal("Succeeded", (await service.AuditAsync(Vendor))["status"]!.GetValue<string>());
        service.Client.DefaultRequestHeaders.Clear();
        return service;
    }
}
