using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Core;
using Compliance.Collection;
using Compliance.Functions.Auditing;
using Compliance.Secrets;
using Compliance.Storage;
using Compliance.Transit;
using Compliance.Vendors;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace Compliance.Functions.Tests.Service;

/// <summary>What an audit collects by itself, and what it leaves alone.</summary>
public sealed class CollectionTests(SharedService shared) : IClassFixture<SharedService>
{
    [SkippableFact]
    public async Task An_endpoint_that_may_be_probed_is_probed_and_what_was_seen_is_evidence_of_the_audit()
    {
        await using var endpoint = new LoopbackEndpoint();
        var (service, vendor) = await UploadAsync("probed", endpoint.Entry());

        var run = await service.AuditAsync(vendor);

        Assert.True(run["status"]!.GetValue<string>() == "Succeeded", run.ToJsonString());
        Assert.True(endpoint.Connections > 0, "nobody knocked");
        var path = Collected(run);
        Assert.Equal("probe", Assert.Single(Evidence(run), source => source["source"]!.GetValue<string>() == path)["kind"]!.GetValue<string>());
        Assert.Equal("pass", Verdict(run, "tls-version"));
        var finding = Assert.Single(await service.FindingsAsync(vendor), one => one["rule"]!.GetValue<string>() == "tls-certificate-trust");
        Assert.Equal(endpoint.Address, finding["action"]!.GetValue<string>());
        Assert.Equal(path, finding["evidence"]![0]!["source"]!.GetValue<string>());

        var stored = Assert.Single(shared.Folder.FilesOf(vendor), file => file.EndsWith(path, StringComparison.Ordinal));
        var entry = Assert.Single(await shared.Folder.TrailAsync(vendor), one => one.Type == "evidence received" && Encoding.UTF8.GetString(one.Leaf.Span).Contains(path, StringComparison.Ordinal));
        Assert.Contains(Digest(stored), Encoding.UTF8.GetString(entry.Leaf.Span), StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("not-permitted", null, true, "nobody permitted probing it")]
    [InlineData("no-longer-permitted", "2026-03-31", true, "the permission to probe it ended at 2026-04-01")]
    [InlineData("private", "2999-12-31", false, "is loopback")]
    public async Task An_endpoint_that_may_not_be_probed_is_left_alone_and_is_not_evaluable(string vendor, string? until, bool allowPrivate, string why)
    {
        await using var endpoint = new LoopbackEndpoint();
        var (service, _) = await UploadAsync(vendor, endpoint.Entry(until, allowPrivate));

        var run = await service.AuditAsync(vendor);

        Assert.Equal("notEvaluable", Verdict(run, "tls-version"));
        Assert.Contains(why, Check(run, "tls-version")["reason"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(0, endpoint.Connections);
        Assert.DoesNotContain(await service.FindingsAsync(vendor), one => one["rule"]!.GetValue<string>().StartsWith("tls-", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task An_audit_judges_nothing_that_another_collected()
    {
        await using var endpoint = new LoopbackEndpoint();
        var (service, vendor) = await UploadAsync("twice", endpoint.Entry());

        var first = await service.AuditAsync(vendor);
        var knocks = endpoint.Connections;
        var second = await service.AuditAsync(vendor);

        Assert.True(endpoint.Connections > knocks, "the second audit did not look for itself");
        Assert.Equal([Collected(first)], Evidence(first).Select(Source).Where(IsCollected));
        Assert.Equal([Collected(second)], Evidence(second).Select(Source).Where(IsCollected));
        Assert.Equal(2, shared.Folder.FilesOf(vendor).Count(file => file.EndsWith("probes/endpoints.json", StringComparison.Ordinal)));
    }

    [SkippableFact]
    public async Task An_audit_that_is_delivered_again_asks_nobody_again_and_judges_the_same_bytes()
    {
        await using var endpoint = new LoopbackEndpoint();
        var (service, vendor) = await UploadAsync("again", endpoint.Entry());
        // As a process leaves it that is killed when it has frozen the list and judged nothing.
        IReadOnlyList<FrozenFile> frozen;
        using (var store = shared.Folder.OpenStore())
        {
            var (id, now) = (VendorId.Parse(vendor), Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()));
            await store.Audits.PlaceAsync(new AuditOrder { Vendor = id, Id = "killed-1", StartedBy = "ann", Created = now });
            var claimed = await store.Audits.ClaimAsync(id, "killed-1", now);
            (_, frozen) = await store.Audits.FreezeEvidenceAsync(claimed!, ct => Gathered(store).OfAsync(claimed!, ct));
        }
        var knocks = endpoint.Connections;
        Assert.True(knocks > 0, "nobody knocked");
        using var late = new StringContent("""{"endpoints": []}""");
        Assert.Equal(201, (await service.SendAsync(HttpMethod.Put, $"vendors/{vendor}/evidence/probes/late.json", late)).Status);

        await service.FireAsync("RunAudit", $"{vendor}/killed-1");
        var run = await service.EndOfAsync(vendor, "killed-1");
        await service.FireAsync("RunAudit", $"{vendor}/killed-1");
        await service.SaysAsync("Executed 'Functions.RunAudit' (Succeeded");

        Assert.True(run["status"]!.GetValue<string>() == "Succeeded", run.ToJsonString());
        Assert.Equal(knocks, endpoint.Connections);
        var judged = Assert.Single(Evidence(run), source => source["kind"]!.GetValue<string>() == "probe");
        Assert.Equal((Collected(run), Assert.Single(frozen, file => IsCollected(file.Path)).Sha256), (Source(judged), judged["sha256"]!.GetValue<string>()));
    }

    [SkippableFact]
    public async Task A_contract_that_cannot_be_read_permits_nothing()
    {
        await using var endpoint = new LoopbackEndpoint();
        var (service, vendor) = await UploadAsync("broken", $"{endpoint.Entry()}\nunknown: key");

        var run = await service.AuditAsync(vendor);

        Assert.Equal(("Failed", "input-refused"), (run["status"]!.GetValue<string>(), run["error"]!["code"]!.GetValue<string>()));
        Assert.Contains("`unknown`", run["error"]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(0, endpoint.Connections);
    }

    [SkippableFact]
    public async Task What_is_collected_for_a_vendor_in_a_folder_is_not_written_there()
    {
        await using var endpoint = new LoopbackEndpoint();
        using var folder = new ServiceFolder();
        var vendor = new SmallVendor("in-folder", more: endpoint.Entry());
        var root = Path.Combine(folder.Path, "vendors", vendor.Id);
        vendor.WriteTo(root);
        await using var service = await ServiceProcess.StartAsync(folder.Path, ("VendorFolders", "vendors"));

        var run = await service.AuditAsync(vendor.Id);

        Assert.Equal("pass", Verdict(run, "tls-version"));
        Assert.Single(folder.FilesOf(vendor.Id), file => file.EndsWith(Collected(run), StringComparison.Ordinal));
        Assert.Equal(vendor.Files.Keys.Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(root, file)).Order(StringComparer.Ordinal));
    }

    [SkippableTheory]
    [InlineData("collected/a1/probes/endpoints.json", 400)]
    [InlineData("probes/endpoints.json", 201)]
    [InlineData("vaults/acme.json", 201)]
    [InlineData("attestations/soc2.pdf", 201)]
    public async Task Nobody_puts_evidence_where_audits_put_theirs(string path, int status)
    {
        var (service, vendor) = await UploadAsync("sends", "");
        using var body = new StringContent("{}");

        Assert.Equal(status, (await service.SendAsync(HttpMethod.Put, $"vendors/{vendor}/evidence/{path}", body)).Status);
    }

    private async Task<(ServiceProcess Service, string Vendor)> UploadAsync(string id, string more)
    {
        var service = await shared.GetAsync();
        if ((await service.GetAsync($"vendors/{id}")).Status == 404) await new SmallVendor(id, more: more).UploadAsync(service);
        return (service, id);
    }

    private AuditEvidence Gathered(Store store) => new(
        new VendorEvidence(EvidenceStore.Open($"Directory={Path.Combine(shared.Folder.Path, ".compliance", "evidence")}"), new VendorFolders([])),
        new LiveEvidence(NoCredential, ProbeLimits.Default, TimeProvider.System),
        new OverdueClocks(new IncidentJournal(store, new VendorKeys(new LocalSecretClient(Path.Combine(shared.Folder.Path, ".compliance", "secrets.json")), store.Vendors)), TimeProvider.System),
        new DecidedRevocations(store, TimeProvider.System),
        NullLogger<AuditEvidence>.Instance);

    private static TokenCredential NoCredential() => throw new InvalidOperationException("nothing in Azure is to be read");

    private static string Collected(JsonObject run) => $"collected/{run["id"]!.GetValue<string>()}/probes/endpoints.json";

    private static bool IsCollected(string path) => path.StartsWith("collected/", StringComparison.Ordinal);

    private static IEnumerable<JsonNode> Evidence(JsonObject run) => run["result"]!["evidence"]!.AsArray().Select(source => source!);

    private static string Source(JsonNode source) => source["source"]!.GetValue<string>();

    private static JsonNode Check(JsonObject run, string rule) => Assert.Single(run["result"]!["checks"]!.AsArray(), check => check!["rule"]!.GetValue<string>() == rule)!;

    private static string Verdict(JsonObject run, string rule) => Check(run, rule)["verdict"]!.GetValue<string>();

    private static string Digest(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
}
