using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Compliance.Functions.Tests.Service;
using Compliance.Tests.Delivery;

namespace Compliance.Functions.Tests.Attacks;

/// <summary>Secrets planted wherever a story passes: afterwards they stand where they were put, and in nothing that the service wrote or said.</summary>
public sealed class SecretTests
{
    // Each is told from the others, and has a part that no mask leaves.
    private const string WebhookSecret = "whsec_cGxhbnRlZFdlYmhvb2tTZWNyZXRPbmUwMQ==";
    private const string HookPath = "planted0hook0path";
    private const string FunctionKey = "plantedfunctionkey0000000000000000000000000000000000AzFuAAAA";
    private const string QueryKey = "plantedquerykey00000000000000000000000000000000000000AzFuBBBB";
    private const string Bearer = "eyJhbGciOiJub25lIn0.eyJwbGFudGVkIjoiYmVhcmVyIn0.cGxhbnRlZHNpZ25hdHVyZQ";
    private const string Sas = "cGxhbnRlZC1zYXMtc2lnbmF0dXJlLW9uZQ";
    private const string AccountKey = "cGxhbnRlZEFjY291bnRLZXlwbGFudGVkQWNjb3VudEtleXBsYW50ZWRBY2NvdW50S2V5cGxhbnRlZEFjY291bg==";
    private const string Password = "planted-Passw0rd-one";

    private static readonly string[] Planted = ["cGxhbnRlZFdlYmhvb2tTZWNyZXRPbmUwMQ", HookPath, "plantedfunctionkey", "plantedquerykey", "eyJwbGFudGVkIjoiYmVhcmVyIn0", "cGxhbnRlZHNpZ25hdHVyZQ", Sas, "cGxhbnRlZEFjY291bnRLZXlwbGFu", Password];

    private static readonly (string, string)[] Headers =
        [("x-functions-key", FunctionKey), ("Cookie", $"session={Password}"), ("X-MS-TOKEN-AAD-ACCESS-TOKEN", Bearer), ("Proxy-Authorization", $"Basic {Password}")];

    private readonly List<string> _said = [];

    [SkippableFact]
    public async Task A_whole_story_leaves_none_of_them_behind()
    {
        using var folder = new ServiceFolder();
        await using var receiver = HttpReceiver.Answering(HttpReceiver.Status(204));
        await HookedCompany.WriteAsync(folder, WebhookSecret, $"http://127.0.0.1:{receiver.Port}/{HookPath}");
        await using var service = await ServiceProcess.StartAsync(folder.Path, ("Company", "company.yaml"));
        var vendor = new SmallVendor("planted");
        await vendor.UploadAsync(service);
        await AskAsync(service, HttpMethod.Put, "vendors/planted", new JsonObject { ["name"] = "planted", ["mode"] = "live" });
        using (var log = new StringContent(Log())) Keep(await service.SendAsync(HttpMethod.Put, "vendors/planted/evidence/logs/secrets.ndjson", log, Headers));
        await AuditAsync(service);

        var incident = (await AskAsync(service, HttpMethod.Post, "vendors/planted/incidents", new JsonObject { ["title"] = "records were looked up", ["playbook"] = "mass-record-access", ["by"] = "d.osei" })).Text("incident");
        for (var i = 0; i < 2; i++) await service.RunAsync("AdvancePlaybooks");
        await AskAsync(service, HttpMethod.Get, $"vendors/planted/incidents/{incident}?code={QueryKey}");
        await AskAsync(service, HttpMethod.Get, $"vendors/planted/incidents/{incident}/timeline?format=cacao");
        Assert.NotEmpty(receiver.Requests);
        Assert.All(receiver.Requests, request => Assert.DoesNotContain(Planted.Except([HookPath]), secret => (request.Line + string.Concat(request.Headers.Values) + request.Text).Contains(secret, StringComparison.Ordinal)));

        await ErrorsAsync(service);
        foreach (var timer in new[] { "VerifyTrail", "SignCheckpoints", "ResendAudits" }) await service.RunAsync(timer);
        await AskAsync(service, HttpMethod.Get, "health/ready");
        Keep(await ExportAsync(service));
        await service.KillAsync();
        _said.Add((await service.ExitAsync()).Said);

        AssertClean("an answer or the log", _said);
        // As they were received, and where they are kept; an audit's copies of the contract are named by digests.
        var kept = new[] { Path.Combine(".compliance", "secrets.json"), "company.yaml" };
        var copies = Path.Combine(".compliance", "evidence", "planted", "collected", "kept");
        foreach (var file in Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(folder.Path, file);
            if (kept.Contains(path) || path.EndsWith("secrets.ndjson", StringComparison.Ordinal) || path.EndsWith("vendor.yaml", StringComparison.Ordinal) || path.StartsWith(copies, StringComparison.Ordinal)) continue;
            AssertClean(path, [Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file))]);
        }
    }

    /// <summary>Records that hold secrets where logs have them, and lines that are no records.</summary>
    private static string Log()
    {
        static string Record(int number, string resource, string agent, string action) => new JsonObject
        {
            ["class_uid"] = 6003,
            ["activity_id"] = 2,
            ["time"] = new DateTimeOffset(2026, 1, 20, 8, number, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(),
            ["status_id"] = 1,
            ["metadata"] = new JsonObject { ["uid"] = $"planted-{number}", ["version"] = "1.1.0" },
            ["actor"] = new JsonObject { ["user"] = new JsonObject { ["name"] = "agent01" }, ["session"] = new JsonObject { ["uid"] = $"token={Password}" } },
            ["http_request"] = new JsonObject { ["user_agent"] = agent },
            ["api"] = new JsonObject { ["operation"] = action },
            ["resources"] = new JsonArray(new JsonObject { ["uid"] = resource, ["type"] = "blob" }),
        }.ToJsonString();

        string[] resources =
        [
            $"https://acme.blob.core.windows.net/exports/all.csv?sv=2024-11-04&sp=r&sig={Sas}%3D", $"DefaultEndpointsProtocol=https;AccountName=acme;AccountKey={AccountKey};EndpointSuffix=core.windows.net",
            $"https://root:{Password}@db.acme.example/customers", $"https://acme.azurewebsites.net/api/export?code={QueryKey}", $"Authorization: Bearer {Bearer}",
        ];
        var lines = resources.SelectMany((resource, i) => new[] { Record(i * 2, resource, $"curl/8 password={Password}", "ticket.delete"), Record(i * 2 + 1, "T-2", $"x Bearer {Bearer}", $"export?sig={Sas}") });
        return string.Join('\n', lines.Concat(resources).Append($"{{\"time\":\"password={Password}\",\"x\":\"sig={Sas}\"")) + "\n";
    }

    private async Task AuditAsync(ServiceProcess service)
    {
        var order = await AskAsync(service, HttpMethod.Post, $"vendors/planted/audits?code={QueryKey}");
        var audit = order.Text("id");
        Assert.Equal("Succeeded", (await service.EndOfAsync("planted", audit))["status"]!.GetValue<string>());
        await AskAsync(service, HttpMethod.Get, $"vendors/planted/audits/{audit}?code={QueryKey}");
        var findings = await AskAsync(service, HttpMethod.Get, $"vendors/planted/findings?maxpagesize=2&code={QueryKey}");
        Assert.NotEmpty(findings.Json["value"]!.AsArray());
        await AskAsync(service, HttpMethod.Get, "vendors/planted/findings?maxpagesize=1000");
        foreach (var reader in new[] { "vendor", "auditor", "management" })
            foreach (var format in new[] { "html", "json", "csv" })
                await AskAsync(service, HttpMethod.Get, $"vendors/planted/audits/{audit}/report?for={reader}&format={format}&sample=5");
        await AskAsync(service, HttpMethod.Get, $"vendors/planted/audits/{audit}/frameworks/hipaa");
        foreach (var format in new[] { "ocsf", "oscal" }) await AskAsync(service, HttpMethod.Get, $"vendors/planted/trail?format={format}");
    }

    /// <summary>Refusals of every kind, each given secrets to repeat.</summary>
    private async Task ErrorsAsync(ServiceProcess service)
    {
        foreach (var path in new[] { "vendors/nobody", "vendors/planted/findings/x", "vendors/planted/audits/x", "nowhere" })
            await AskAsync(service, HttpMethod.Get, $"{path}?code={QueryKey}&sig={Sas}");
        await AskAsync(service, HttpMethod.Post, "vendors/planted/decisions", new JsonObject { ["password"] = Password });
        // Nobody's tokens are taken here: the answer says so.
        foreach (var credentials in new[] { $"Bearer {Bearer}", $"Basic {Password}", Password, $"Bearer {Bearer} {Sas}" })
            Keep(await service.SendAsync(HttpMethod.Get, "vendors/planted", null, [.. Headers, ("Authorization", credentials)]));
        await AskAsync(service, HttpMethod.Post, "vendors/planted/audits", new JsonObject { ["from"] = $"sig={Sas}" });
        await AskAsync(service, HttpMethod.Patch, "vendors/planted/findings/00000000000000000000000000000000", new JsonObject { ["status"] = Bearer });
        // A contract into which somebody pasted what belongs elsewhere.
        var contract = Encoding.UTF8.GetString(new SmallVendor("planted").Files["vendor.yaml"]);
        foreach (var pasted in new[] { $"endpoints: [{{ host: \"https://x?sig={Sas}\" }}]", $"mode: \"AccountKey={AccountKey}\"", $"contacts: {{ security: \"Bearer {Bearer}\" }}" })
        {
            using var body = new StringContent($"{contract}\n{pasted}\n");
            Keep(await service.SendAsync(HttpMethod.Put, "vendors/planted/files/vendor.yaml", body, Headers));
            var order = await AskAsync(service, HttpMethod.Post, "vendors/planted/audits");
            var ended = await service.EndOfAsync("planted", order.Text("id"));
            Assert.Equal("Failed", ended["status"]!.GetValue<string>());
            _said.Add(ended.ToJsonString());
        }
    }

    private async Task<Reply> AskAsync(ServiceProcess service, HttpMethod method, string path, JsonObject? asked = null)
    {
        using var body = asked is null ? null : ServiceProcess.Json(asked);
        var reply = await service.SendAsync(method, path, body, Headers);
        Keep(reply);
        return reply;
    }

    private void Keep(Reply reply) => _said.Add($"{string.Join('\n', reply.Headers.Select(header => $"{header.Key}: {header.Value}"))}\n{reply.Body}");

    private static async Task<Reply> ExportAsync(ServiceProcess service)
    {
        await using var bytes = await service.Client.GetStreamAsync(new Uri("vendors/planted/trail", UriKind.Relative));
        using var whole = new MemoryStream();
        await bytes.CopyToAsync(whole);
        using var zip = new ZipArchive(whole);
        var text = new StringBuilder();
        foreach (var file in zip.Entries)
        {
            Assert.Matches(@"\A[a-z0-9.-]+(?:/[a-z0-9.-]+)*\z", file.FullName);
            using var reader = new StreamReader(await file.OpenAsync(), Encoding.Latin1);
            text.AppendLine(await reader.ReadToEndAsync());
        }
        return new Reply(200, "application/zip", text.ToString(), new Dictionary<string, string>());
    }

    private static void AssertClean(string where, IEnumerable<string> texts)
    {
        foreach (var text in texts)
            foreach (var secret in Planted)
            {
                var at = text.IndexOf(secret, StringComparison.Ordinal);
                Assert.True(at < 0, at < 0 ? "" : $"{where} has `{secret}`: …{text[Math.Max(0, at - 200)..Math.Min(text.Length, at + 60)]}…");
            }
    }
}
