using System.Diagnostics;
using System.Net;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Compliance.Benchmarks.Load;

/// <summary>The service as a process of its own on a free port, with a first audit of the sample vendor behind it.</summary>
internal sealed partial class ServiceUnderLoad : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly HttpClient _client = new() { Timeout = Patience };

    private ServiceUnderLoad(Process process) => _process = process;

    /// <summary>Such as <c>http://127.0.0.1:40001</c>.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Path of the sample vendor.</summary>
    public static string Vendor => "/api/vendors/acme-bpo";

    /// <summary>Memory that the process holds now, in bytes.</summary>
    public long MemoryBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Processor time since it started.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <param name="folder">Where its state goes.</param>
    public static async Task<ServiceUnderLoad> StartAsync(string folder, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [Metadata("Service"), "--port", "0"]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        (string Name, string Value)[] all =
        [
            ("AuditSchedule", "0 0 0 1 1 *"), ("VendorFolders", Metadata("Samples")), ("RunAtStart", "RunScheduledAudits"),
            // One caller asks here what hundreds do.
            ("RequestsPerMinute", "1000000"), .. settings,
        ];
        foreach (var (name, value) in all) start.Environment[name] = value;
        // What it writes must not make it wait, nor be seen.
        var service = new ServiceUnderLoad(Process.Start(start) ?? throw new InvalidOperationException("the service could not be started"));
        _ = service._process.StandardError.BaseStream.CopyToAsync(Stream.Null);
        var ready = false;
        try
        {
            service.Listen();
            await service.FirstAuditAsync();
            ready = true;
        }
        finally
        {
            if (!ready) service.Dispose();
        }
        return service;
    }

    /// <summary>A finding and an audit of the sample vendor.</summary>
    public async Task<(string Finding, string Audit)> SomeAsync() =>
        ((await FirstAsync("findings"))!["fingerprint"]!.GetValue<string>(), (await FirstAsync("audits"))!["id"]!.GetValue<string>());

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _client.Dispose();
    }

    private void Listen()
    {
        while (_process.StandardOutput.ReadLine() is { } line)
        {
            if (Listening().Match(line) is not { Success: true } address) continue;
            Address = address.Value.Replace("localhost", "127.0.0.1", StringComparison.Ordinal);
            _ = _process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
            return;
        }
        throw new InvalidOperationException("the service ended before it listened");
    }

    private async Task FirstAuditAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while ((await FirstAsync("audits"))?["status"]?.GetValue<string>() is not "Succeeded") await Task.Delay(200, patience.Token);
    }

    // A vendor is not known before its first audit is ordered.
    private async Task<JsonNode?> FirstAsync(string list)
    {
        using var answer = await _client.GetAsync(new Uri($"{Address}{Vendor}/{list}?maxpagesize=1"));
        if (answer.StatusCode is HttpStatusCode.NotFound) return null;
        return JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!["value"]!.AsArray().FirstOrDefault();
    }

    private static string Metadata(string key) =>
        Path.GetFullPath(typeof(ServiceUnderLoad).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == key).Value!);

    [GeneratedRegex("http://localhost:[0-9]+")]
    private static partial Regex Listening();
}
