using System.Text;
using System.Text.Json.Nodes;
using Compliance.Functions.Tests.Service;
using Compliance.Tests.Delivery;

namespace Compliance.Functions.Tests.Attacks;

/// <summary>Addresses by which a contract would have the service ask what lies beside it.</summary>
public sealed class OutgoingTests(SharedService shared) : IClassFixture<SharedService>
{
    [SkippableTheory]
    [InlineData("by-name", "localhost")]
    [InlineData("by-name-with-dot", "localhost.")]
    [InlineData("mapped", "[::ffff:127.0.0.1]")]
    [InlineData("mapped-in-hex", "[::ffff:7f00:1]")]
    [InlineData("translated", "[64:ff9b::7f00:1]")]
    [InlineData("six", "[::1]")]
    [InlineData("six-zone", "[fe80::1%25lo]")]
    [InlineData("other-loopback", "127.255.255.254")]
    [InlineData("unspecified", "0.0.0.0")]
    [InlineData("decimal", "2130706433")]
    [InlineData("octal", "0177.0.0.1")]
    [InlineData("hexadecimal", "0x7f.1")]
    [InlineData("short", "127.1")]
    [InlineData("with-dot", "127.0.0.1.")]
    [InlineData("circled", "①②⑦.⓪.⓪.①")]
    [InlineData("with-user", "vendor.example@127.0.0.1")]
    [InlineData("with-path", "127.0.0.1/x")]
    [InlineData("with-nul", "127.0.0.1\\0.example")]
    public async Task However_loopback_is_spelled_nobody_knocks_there(string vendor, string host)
    {
        await using var inside = new LoopbackEndpoint();
        var port = inside.Address.Split(':')[1];
        var run = await AuditAsync(vendor, $"endpoints: [{{ host: \"{host}:{port}\", permission: {{ by: j.cruz, document: annex 6, until: 2999-12-31 }} }}]");

        Assert.Equal(0, inside.Connections);
        if (run["status"]!.GetValue<string>() == "Failed") Assert.Equal("input-refused", run["error"]!["code"]!.GetValue<string>());
        else Assert.Equal("notEvaluable", Check(run, "tls-version")["verdict"]!.GetValue<string>());
    }

    [SkippableTheory]
    [InlineData("metadata", "169.254.169.254", "link-local")]
    [InlineData("metadata-mapped", "[::ffff:169.254.169.254]", "link-local")]
    [InlineData("platform", "168.63.129.16", "the platform's own")]
    [InlineData("link-local-six", "[fe80::a9fe:a9fe]", "link-local")]
    public async Task Where_clouds_keep_credentials_is_not_asked_though_the_endpoint_may_be_private(string vendor, string host, string what)
    {
        var run = await AuditAsync(vendor, $"endpoints: [{{ host: \"{host}:80\", allowPrivate: true, permission: {{ by: j.cruz, document: annex 6, until: 2999-12-31 }} }}]");
        Assert.True(run["status"]!.GetValue<string>() == "Succeeded", run.ToJsonString());
        Assert.Equal("notEvaluable", Check(run, "tls-version")["verdict"]!.GetValue<string>());
        Assert.Contains(what, Check(run, "tls-version")["reason"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("url", "http://127.0.0.1:{0}/log.ndjson")]
    [InlineData("share", "//127.0.0.1@{0}/log.ndjson")]
    [InlineData("file", "file:///etc/passwd")]
    [InlineData("absolute", "/etc/passwd")]
    [InlineData("upwards", "../../../../../../etc/passwd")]
    [InlineData("all-upwards", "../*")]
    [InlineData("contract", "access.yaml")]
    [InlineData("notes", ".digests/*")]
    [InlineData("neighbour", "../log-neighbour/logs/help.ndjson")]
    public async Task A_log_is_a_file_among_the_evidence_and_nothing_else(string kind, string path)
    {
        await using var inside = HttpReceiver.Answering(HttpReceiver.Status(200, "{}"));
        var service = await shared.GetAsync();
        if (kind == "neighbour") await new SmallVendor("log-neighbour").UploadAsync(service);
        var text = string.Format(System.Globalization.CultureInfo.InvariantCulture, path, inside.Port);
        var run = await AuditAsync($"log-{kind}-of", "", $"  - {{ path: \"{text}\", format: ocsf }}");

        Assert.Equal(0, inside.Connections);
        if (run["status"]!.GetValue<string>() == "Failed") return;
        Assert.All(run["result"]!["evidence"]!.AsArray().Where(source => source!["bytes"]!.GetValue<long>() > 0), source => Assert.Matches(@"\A(?:logs/|collected/)", source!["source"]!.GetValue<string>()));
        Assert.DoesNotContain("root:", run.ToJsonString(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_timestamp_authority_within_is_not_asked_unless_the_setting_says_so()
    {
        await using var inside = HttpReceiver.Answering(HttpReceiver.Status(200));
        using var folder = new ServiceFolder();
        await using var service = await ServiceProcess.StartAsync(folder.Path, ("TimestampAuthority", $"http://127.0.0.1:{inside.Port}/"));
        await new SmallVendor("stamped").UploadAsync(service);
        await service.RunAsync("SignCheckpoints");
        Assert.Equal(0, inside.Connections);
    }

    private async Task<JsonObject> AuditAsync(string vendor, string more, string log = "")
    {
        var service = await shared.GetAsync();
        var made = new SmallVendor(vendor, agents: 1, days: 2, more: more);
        await made.UploadAsync(service);
        if (log.Length > 0)
        {
            var contract = Encoding.UTF8.GetString(made.Files["vendor.yaml"]).Replace("logs:\n", $"logs:\n{log}\n", StringComparison.Ordinal);
            using var body = new StringContent(contract);
            Assert.Equal(201, (await service.SendAsync(HttpMethod.Put, $"vendors/{vendor}/files/vendor.yaml", body)).Status);
        }
        return await service.AuditAsync(vendor);
    }

    private static JsonObject Check(JsonObject run, string rule) => Assert.Single(run["result"]!["checks"]!.AsArray(), check => check!["rule"]!.GetValue<string>() == rule)!.AsObject();
}
