using System.Text.Json;
using Compliance.Transit;

namespace Compliance.Tests.Cli;

public sealed class CollectTests : IDisposable
{
    private const string Permission = "permission: { by: j.cruz, document: annex 6, until: 2999-12-31 }";
    private const string Ended = "permission: { by: j.cruz, document: annex 6, until: 2026-03-31 }";

    private readonly TinyVendor _vendor = new();

    public void Dispose() => _vendor.Dispose();

    [SkippableFact]
    public async Task What_an_endpoint_does_is_put_beside_the_logs_under_the_time_of_asking_and_audited()
    {
        await using var server = await OpensslServer.StartAsync(["-tls1_2"]);
        NameEndpoints($"{{ host: \"{server.Address}\", allowPrivate: true, {Permission} }}");
        _vendor.LogQuietMonths("ticket.read");

        var collected = await _vendor.RunAsync("collect", "acme");

        Assert.Equal((0, ""), (collected.ExitCode, collected.Error));
        var document = Assert.Single(Probes());
        Assert.Equal(document + "\n", collected.Output);
        Assert.Matches("^probes/endpoints-[0-9]{8}T[0-9]{6}Z[.]json$", document);
        Assert.Equal(server.Address, Assert.Single(Read(document)).Endpoint.ToString());

        var audit = JsonElement.Parse((await _vendor.RunAsync("audit", "acme", "--no-store", "-o", "json")).Output);
        Assert.Contains(audit.GetProperty("evidence").EnumerateArray(), source => source.GetProperty("source").GetString() == document);
        var trust = Assert.Single(audit.GetProperty("findings").EnumerateArray(), finding => finding.GetProperty("rule").GetString() == "tls-certificate-trust");
        Assert.Equal(server.Address, trust.GetProperty("action").GetString());
    }

    [SkippableFact]
    public async Task What_was_collected_before_stays_and_the_newest_is_audited()
    {
        await using var server = await OpensslServer.StartAsync(["-tls1_2"]);
        NameEndpoints($"{{ host: \"{server.Address}\", allowPrivate: true, {Permission} }}");
        _vendor.LogQuietMonths("ticket.read");
        var old = Read(await CollectAsync()) is [var seen] ? seen : throw new InvalidOperationException("one endpoint was named");
        // What it did before: it took anything.
        var earlier = old with { At = old.At - NodaTime.Duration.FromDays(1), Versions = [.. old.Versions.Select(version => version with { Accepted = true })] };
        var document = Write("probes/endpoints-20260101T000000Z.json", earlier);

        Assert.Equal([document, .. Probes().Skip(1)], Probes());
        Assert.Equal(2, Probes().Count);
        Assert.Empty(await VersionsFoundAsync());
        File.Delete(Path.Combine(_vendor.Root, "acme", Probes()[1]));
        Assert.NotEmpty(await VersionsFoundAsync());

        await CollectAsync();
        Assert.Equal(document, Probes()[0]);
        Assert.Equal(2, Probes().Count);
        Assert.Empty(await VersionsFoundAsync());
    }

    [SkippableFact]
    public async Task An_endpoint_without_permission_is_told_left_alone_and_exits_4()
    {
        await using var server = await OpensslServer.StartAsync(["-tls1_2"]);
        var silent = $"127.0.0.1:{OpensslServer.FreePort()}";
        NameEndpoints(
            $"{{ host: \"{server.Address}\", allowPrivate: true, {Permission} }}",
            "{ host: crm.acme.example }",
            $"{{ host: \"{silent}\", allowPrivate: true, {Ended} }}");

        var collected = await _vendor.RunAsync("collect", "acme");

        Assert.Equal(4, collected.ExitCode);
        Assert.Contains("crm.acme.example:443 was not probed: nobody permitted probing it", collected.Error, StringComparison.Ordinal);
        Assert.Contains($"{silent} was not probed: the permission to probe it ended at 2026-04-01T00:00:00Z", collected.Error, StringComparison.Ordinal);
        Assert.Equal(server.Address, Assert.Single(Read(Assert.Single(Probes()))).Endpoint.ToString());
    }

    [Fact]
    public async Task With_every_endpoint_refused_nothing_is_written()
    {
        NameEndpoints("{ host: crm.acme.example }");

        var collected = await _vendor.RunAsync("collect", "acme");

        Assert.Equal((4, ""), (collected.ExitCode, collected.Output));
        Assert.False(Directory.Exists(Path.Combine(_vendor.Root, "acme", "probes")), "a folder was made for nothing");
    }

    [Fact]
    public async Task A_private_address_is_not_connected_to_unless_the_endpoint_allows_it()
    {
        NameEndpoints($"{{ host: \"127.0.0.1:{OpensslServer.FreePort()}\", {Permission} }}");

        var seen = Assert.Single(Read(await CollectAsync()));

        Assert.Equal(0, seen.Connections);
        Assert.Contains("only public addresses may be probed", seen.Incomplete, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vendor_that_names_nothing_has_nothing_to_collect()
    {
        var collected = await _vendor.RunAsync("collect", "acme");

        Assert.Equal((0, ""), (collected.ExitCode, collected.Output));
        Assert.Contains("vendor.yaml names neither endpoints nor `azure` scopes: there is nothing to collect", collected.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_contract_that_cannot_be_read_exits_1_and_nothing_is_asked()
    {
        _vendor.Write("vendor.yaml", "id: acme-bpo\nendpoints: [{ hosts: crm.acme.example }]\n");

        var collected = await _vendor.RunAsync("collect", "acme");

        Assert.Equal((1, ""), (collected.ExitCode, collected.Output));
        Assert.Contains("vendor.yaml:2:", collected.Error, StringComparison.Ordinal);
    }

    private void NameEndpoints(params string[] endpoints) => _vendor.Write("vendor.yaml", $$"""
        id: acme-bpo
        name: Acme BPO
        logs:
          - { path: "logs/*.ndjson", format: ocsf }
        endpoints:
        {{string.Join('\n', endpoints.Select(endpoint => $"  - {endpoint}"))}}
        """);

    private async Task<string> CollectAsync()
    {
        var collected = await _vendor.RunAsync("collect", "acme");
        Assert.Equal((0, ""), (collected.ExitCode, collected.Error));
        return collected.Output.TrimEnd('\n');
    }

    private async Task<List<JsonElement>> VersionsFoundAsync()
    {
        var audit = await _vendor.RunAsync("audit", "acme", "--no-store", "-o", "json");
        return [.. JsonElement.Parse(audit.Output).GetProperty("findings").EnumerateArray().Where(finding => finding.GetProperty("rule").GetString() == "tls-version")];
    }

    private List<string> Probes() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(_vendor.Root, "acme", "probes")).Select(file => $"probes/{Path.GetFileName(file)}").Order(StringComparer.Ordinal),
    ];

    private List<EndpointObservation> Read(string document)
    {
        using var file = File.OpenRead(Path.Combine(_vendor.Root, "acme", document));
        return [.. ObservationJsonReader.Read(document, file).Select(read => read.Seen)];
    }

    private string Write(string document, EndpointObservation seen)
    {
        using var written = new MemoryStream();
        using (var json = new Utf8JsonWriter(written))
        {
            json.WriteStartObject();
            json.WriteStartArray("endpoints");
            ObservationJson.Write(seen, json);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        File.WriteAllBytes(Path.Combine(_vendor.Root, "acme", document), written.ToArray());
        return document;
    }
}
