using System.Text;
using System.Text.Json.Nodes;
using Compliance.Functions.Tests.Service;
using Compliance.Tests.Delivery;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Functions.Tests.Telemetry;

/// <summary>A service that has everything happen to it once, with names and secrets in every place where one can be put, and what it told a collector and
/// its log meanwhile.</summary>
public sealed class Story : IAsyncLifetime, IDisposable
{
    public const string Vendor = "story";
    public const string Halted = "story-halted";
    public const string Garbled = "story-garbled";

    /// <summary>Of a person, in the ways in which names come.</summary>
    public static readonly IReadOnlyList<string> Names = ["zquillfeather", "Quillfeather", "Zebulon"];

    /// <summary>What opens something to whoever has it.</summary>
    public static readonly IReadOnlyList<string> Secrets =
        ["Kq7vPlantedFunctionKey0xAzFuQQ", "PlantedQueryCode4711", "eyJhbGciOiJSUzI1NiJ9.eyJuYW1lIjoicGxhbnRlZCJ9.c2lnbmF0dXJl", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "PlantedSignature%3D"];

    private const string Person = "zebulon.quillfeather@acme.example";
    private const string TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";

    private ServiceFolder? _folder;
    private HttpReceiver? _hook;

    internal OtlpReceiver Collector { get; private set; } = null!;

    internal ServiceProcess Service { get; private set; } = null!;

    /// <summary>All that the process wrote to its two outputs.</summary>
    public string Said { get; private set; } = "";

    public async Task InitializeAsync()
    {
        Collector = await OtlpReceiver.StartAsync();
        _hook = HttpReceiver.Answering(HttpReceiver.Status(204));
        _folder = new ServiceFolder();
        await HookedCompany.WriteAsync(_folder, Secrets[3], $"http://127.0.0.1:{_hook.Port}/zquillfeather");
        try
        {
            Service = await ServiceProcess.StartAsync(_folder.Path, [.. Collector.Settings(), ("Company", "company.yaml"), ("WEBSITE_AUTH_ENABLED", "true"), ("AZURE_CLIENT_SECRET", Secrets[3])]);
        }
        catch (SkipException)
        {
            // Each test says so itself.
            return;
        }
        SignIn(Service.Client, "Reader", "Auditor", "Analyst", "Operator", "Approver", "Legal");
        await UploadAsync(Vendor);
        await AuditAsync();
        await AskAsync();
        await RunOutAsync();
        await BreakAsync();
        await Service.FireAsync("FailAudit", $"{Vendor}/no-such-audit");
        await Service.SaysAsync("Executed 'Functions.FailAudit' (Succeeded");
        await Service.FireAsync("RunAudit", $"{Person} has no audit");
        await Service.SaysAsync("Executed 'Functions.RunAudit' (Succeeded");
        await ServiceProcess.UntilAsync(() => Collector.Sum("compliance.messages.poisoned") > 0 && Collector.Logs.Any(line => line.EventName == "Malformed")
            && Collector.Spans.Any(span => span.Name == "RunAudit" && !span.Attributes.ContainsKey("error.type")));
        await Service.KillAsync();
        Said = (await Service.ExitAsync()).Said;
    }

    public async Task DisposeAsync()
    {
        if (Service is not null) await Service.DisposeAsync();
        if (_hook is not null) await _hook.DisposeAsync();
        await Collector.DisposeAsync();
    }

    // After the process has gone.
    public void Dispose() => _folder?.Dispose();

    private static void SignIn(HttpClient client, params string[] roles)
    {
        client.DefaultRequestHeaders.Add("X-MS-CLIENT-PRINCIPAL-NAME", Person);
        client.DefaultRequestHeaders.Add("X-MS-CLIENT-PRINCIPAL", SignedInRolesTests.Principal("roles", [("name", Person), .. roles.Select(role => ("roles", role))]));
        client.DefaultRequestHeaders.Add("traceparent", TraceParent);
        client.DefaultRequestHeaders.Add("tracestate", "user=zquillfeather");
        client.DefaultRequestHeaders.Add("baggage", "user=zquillfeather");
        client.DefaultRequestHeaders.Add("x-functions-key", Secrets[0]);
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", "Zebulon's browser");
    }

    // The small vendor, with a person in it that has the planted names, and a log that is called by one.
    private async Task UploadAsync(string id)
    {
        using var vendor = ServiceProcess.Json(new JsonObject { ["name"] = "Zebulon & Sons", ["mode"] = "live" });
        Assert.Equal(201, (await Service.SendAsync(HttpMethod.Put, $"vendors/{id}", vendor)).Status);
        foreach (var (path, bytes) in new SmallVendor(id, more: "dataClasses: [contact]\ndataSubjects: [{ kind: customers, jurisdictions: [DE] }]\nsla: { breachNotice: 1h, document: MSA-2031 annex 4 }").Files)
        {
            var text = Encoding.UTF8.GetString(bytes).Replace("agent01", "zquillfeather", StringComparison.Ordinal).Replace(",Ann,", ",Zebulon Quillfeather,", StringComparison.Ordinal);
            using var body = new StringContent(text);
            var place = path.StartsWith("logs/", StringComparison.Ordinal) ? $"evidence/{path.Replace("help", "zquillfeather", StringComparison.Ordinal)}" : $"files/{path}";
            var put = await Service.SendAsync(HttpMethod.Put, $"vendors/{id}/{place}", body);
            Assert.True(put.Status == 201, put.Body);
        }
    }

    private async Task AuditAsync()
    {
        Assert.Equal("Succeeded", (await Service.AuditAsync(Vendor))["status"]!.GetValue<string>());
        using var vendor = ServiceProcess.Json(new JsonObject { ["name"] = "Garbled" });
        await Service.SendAsync(HttpMethod.Put, $"vendors/{Garbled}", vendor);
        using var contract = new StringContent($"id: {Garbled}\nname: Zebulon\nzquillfeather: 1\n");
        await Service.SendAsync(HttpMethod.Put, $"vendors/{Garbled}/files/vendor.yaml", contract);
        Assert.Equal("Failed", (await Service.AuditAsync(Garbled))["status"]!.GetValue<string>());
    }

    // Asked for by those who may not, for what is not there, and with secrets where none belongs.
    private async Task AskAsync()
    {
        await Service.GetAsync($"vendors/zquillfeather/audits?code={Secrets[1]}&sig={Secrets[4]}");
        await Service.GetAsync($"vendors/{Vendor}/findings?zquillfeather={Secrets[1]}");
        using var client = new HttpClient { BaseAddress = Service.Client.BaseAddress };
        SignIn(client, "Reader");
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {Secrets[2]}");
        using var decision = ServiceProcess.Json(new JsonObject { ["decision"] = "continue", ["reason"] = "Zebulon asked for it" });
        using var refused = await client.PostAsync(new Uri($"vendors/{Vendor}/trail/resume?code={Secrets[1]}", UriKind.Relative), decision);
        Assert.Equal(403, (int)refused.StatusCode);
    }

    private async Task RunOutAsync()
    {
        using var incident = ServiceProcess.Json(new JsonObject { ["title"] = "Zebulon Quillfeather looked up records", ["playbook"] = "mass-record-access", ["principals"] = new JsonArray("zquillfeather") });
        var opened = await Service.SendAsync(HttpMethod.Post, $"vendors/{Vendor}/incidents", incident);
        Assert.True(opened.Status == 201, opened.Body);
        var ago = InstantPattern.General.Format(Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()) - Duration.FromHours(3));
        using var fact = ServiceProcess.Json(new JsonObject { ["name"] = "vendor_awareness", ["at"] = ago });
        var told = await Service.SendAsync(HttpMethod.Post, $"vendors/{Vendor}/incidents/{opened.Json["incident"]!.GetValue<string>()}/facts", fact);
        Assert.True(told.Status == 201, told.Body);
        await Service.RunAsync("AdvancePlaybooks");
    }

    private async Task BreakAsync()
    {
        await UploadAsync(Halted);
        using (var store = _folder!.OpenStore())
        {
            var rows = store.Table("trail");
            var row = (await rows.FindAsync(Halted, $"e{1:D19}", default))!;
            row["L"] = new byte[32];
            await rows.PutAsync(row, default);
        }
        await Service.RunAsync("VerifyTrail");
    }
}
