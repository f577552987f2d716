using System.Diagnostics;
using System.Net.Http.Headers;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Threading.Channels;

namespace Compliance.Functions.Tests.Service;

/// <summary>The service as a process of its own on a free port, its state in a folder that outlives it.</summary>
internal sealed partial class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    // What was cut off or lost on the way is sent again, after a minute and then after two.
    private static readonly TimeSpan LongPatience = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly List<string> _read = [];

    private ServiceProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public HttpClient Client { get; } = new() { Timeout = Patience };

    /// <summary>Memory that the process holds now, in bytes.</summary>
    public long MemoryBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>The project's folder.</summary>
    public static string ProjectFolder { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Application)!, "../../.."));

    private static string Application => Path.GetFullPath(Metadata("ServiceApp"));

    /// <summary>Starts the service and waits until it listens. Every audit is asked for: the schedule is due on New Year's Day.</summary>
    public static async Task<ServiceProcess> StartAsync(string folder, params (string Name, string Value)[] settings)
    {
        var service = Launch(folder, [("AuditSchedule", "0 0 0 1 1 *"), .. settings]);
        var ready = "";
        try
        {
            ready = await service.SaysAsync("Listening on ");
        }
        finally
        {
            // Nobody else could: the caller has not got it.
            if (ready.Length == 0) await service.DisposeAsync();
        }
        service.Client.BaseAddress = new Uri(Address().Match(ready).Value.Replace("localhost", "127.0.0.1", StringComparison.Ordinal) + "api/");
        return service;
    }

    /// <summary>Starts the service without waiting for anything.</summary>
    public static ServiceProcess Launch(string folder, params (string Name, string Value)[] settings)
    {
        Skip.If(Metadata("Hosting") == "Azure", "the host of Hosting=Azure is Azure's own; the running service is tested on the local one");
        var start = new ProcessStartInfo("dotnet", [Application, "--port", "0"]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // So that what a killed process held is free again soon.
        start.Environment["EmbeddedQueueLease"] = "00:00:01";
        start.Environment["VendorLease"] = "00:00:02";
        // Tests ask more often than people do.
        start.Environment["RequestsPerMinute"] = "100000";
        foreach (var (name, value) in settings) start.Environment[name] = value;
        return new ServiceProcess(new Process { StartInfo = start });
    }

    /// <summary>Waits for a line of either output that contains a text and that no earlier wait has passed.</summary>
    public async Task<string> SaysAsync(string text)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            while (true)
            {
                var line = await _lines.Reader.ReadAsync(patience.Token);
                _read.Add(line);
                if (line.Contains(text, StringComparison.Ordinal)) return line;
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or ChannelClosedException)
        {
            throw new TimeoutException($"`{text}` was not written:\n{string.Join('\n', _read)}");
        }
    }

    /// <summary>Fires a timer or queue function by hand.</summary>
    public async Task FireAsync(string function, string input = "")
    {
        using var body = Json(new JsonObject { ["input"] = input });
        using var response = await Client.PostAsync(new Uri(Client.BaseAddress!, $"/admin/functions/{function}"), body);
        Assert.Equal(202, (int)response.StatusCode);
    }

    /// <summary>Fires a timer by hand and waits until this run of it, and not one that was due meanwhile, has succeeded.</summary>
    public async Task RunAsync(string timer)
    {
        await FireAsync(timer);
        var begun = await SaysAsync($"Executing 'Functions.{timer}' (Reason='This function was called by hand.', Id=");
        await SaysAsync($"Executed 'Functions.{timer}' (Succeeded, Id={RunId().Match(begun).Value}");
    }

    public async Task<Reply> SendAsync(HttpMethod method, string path, HttpContent? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Client.SendAsync(request);
        return await Reply.OfAsync(response);
    }

    public Task<Reply> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    /// <summary>Orders an audit and waits for its end.</summary>
    public async Task<JsonObject> AuditAsync(string vendor)
    {
        var order = await SendAsync(HttpMethod.Post, $"vendors/{vendor}/audits");
        Assert.Equal(202, order.Status);
        return await EndOfAsync(vendor, order.Text("id"));
    }

    /// <summary>Waits for the end of an audit.</summary>
    public async Task<JsonObject> EndOfAsync(string vendor, string audit)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < LongPatience)
        {
            var run = await GetAsync($"vendors/{vendor}/audits/{audit}");
            if (run.Status == 200 && run.Text("status") is "Succeeded" or "Failed") return run.Json;
            await Task.Delay(Pause);
        }
        while (_lines.Reader.TryRead(out var line)) _read.Add(line);
        throw new TimeoutException($"the audit `{vendor}/{audit}` did not end:\n{string.Join('\n', _read.Where(line => !line.Contains("GetAudit", StringComparison.Ordinal)).TakeLast(200))}");
    }

    /// <summary>Every finding of a vendor, page by page.</summary>
    public async Task<List<JsonObject>> FindingsAsync(string vendor, int pageSize = 1000)
    {
        var findings = new List<JsonObject>();
        for (var next = $"vendors/{vendor}/findings?maxpagesize={pageSize}"; next is not null;)
        {
            var page = await GetAsync(next);
            Assert.Equal(200, page.Status);
            findings.AddRange(page.Json["value"]!.AsArray().Select(finding => finding!.AsObject()));
            next = page.Json["nextLink"]?.GetValue<string>();
        }
        return findings;
    }

    /// <summary>Waits until something is true, which is looked at twenty times a second.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition()) await Task.Delay(Pause, patience.Token);
    }

    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Waits for the process to end by itself; gives its exit code and what it wrote.</summary>
    public async Task<(int Code, string Said)> ExitAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        while (_lines.Reader.TryRead(out var line)) _read.Add(line);
        return (_process.ExitCode, string.Join('\n', _read));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }

    public static StringContent Json(JsonNode json) => new(json.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));

    private void Take(string? line)
    {
        if (line is not null) _lines.Writer.TryWrite(line);
    }

    private static string Metadata(string key) =>
        Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == key).Value!;

    [GeneratedRegex(@"(?<=Id=)[^,)]+")]
    private static partial Regex RunId();

    [GeneratedRegex("http://localhost:[0-9]+/")]
    private static partial Regex Address();
}

/// <summary>What the service answered.</summary>
internal sealed record Reply(int Status, string? MediaType, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();

    public string Text(string member) => Json[member]!.GetValue<string>();

    public static async Task<Reply> OfAsync(HttpResponseMessage response) => new(
        (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync(),
        response.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));

    /// <summary>Holds a refusal to its form.</summary>
    public void AssertProblem(int status, string code)
    {
        Assert.True(status == Status, $"{Status}: {Body}");
        Assert.Equal("application/problem+json", MediaType);
        Assert.Equal(code, Text("code"));
        Assert.Equal(status, Json["status"]!.GetValue<int>());
        Assert.False(string.IsNullOrWhiteSpace(Text("detail")));
        Assert.DoesNotContain("   at ", Body, StringComparison.Ordinal);
    }
}
