using System.Text.Json.Nodes;
using Compliance.Graph;

namespace Compliance.Azure.Tests.Graph;

public sealed class SiteConfigurationsTests : IDisposable
{
    private const string Sites = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg.1/providers/Microsoft.Web/sites";
    private static readonly GraphQuery Query = new(["Microsoft.Web/sites", "Microsoft.Web/sites/slots"]) { SiteConfigurations = true };
    private readonly FakeGraph _graph = new();

    public void Dispose() => _graph.Dispose();

    [Fact]
    public async Task Each_site_and_slot_gets_the_line_of_its_configuration_after_the_resources()
    {
        for (var site = 0; site < 150; site++) Site($"{Sites}/s{site:D3}", "1.2");
        Site($"{Sites}/s007/slots/stage", "1.0");
        var (result, lines) = await _graph.WriteAsync(query: Query);
        Assert.Equal(new GraphResult(151, 1, 151), result);
        Assert.Equal(_graph.Rows.Select(row => $"{row["id"]}/config/web"), lines.Skip(151).Select(line => (string)JsonNode.Parse(line)!["id"]!));
        Assert.Equal($$$"""{"id":"{{{Sites}}}/s007/slots/stage/config/web","name":"web","type":"microsoft.web/sites/slots/config","properties":{"minTlsVersion":"1.0","ftpsState":"FtpsOnly"}}""", lines[^1]);
        Assert.Equal("microsoft.web/sites/config", (string)JsonNode.Parse(lines[151])!["type"]!);
    }

    [Fact]
    public async Task Users_settings_and_connections_are_not_kept()
    {
        Site($"{Sites}/a", "1.2");
        var (_, lines) = await _graph.WriteAsync(query: Query);
        Assert.DoesNotContain(lines, line => line.Contains("$a-user", StringComparison.Ordinal) || line.Contains("Password=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task They_are_read_only_when_asked_for()
    {
        Site($"{Sites}/a", "1.2");
        var (result, _) = await _graph.WriteAsync(query: Query with { SiteConfigurations = false });
        Assert.Equal(new GraphResult(1, 1), result);
        Assert.DoesNotContain(_graph.Requests, request => request.StartsWith("GET", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_site_deleted_meanwhile_has_none()
    {
        Site($"{Sites}/a", "1.2");
        Site($"{Sites}/b", "1.2");
        _graph.Configurations.TryRemove($"{Sites}/a/config/web", out _);
        Assert.Equal(new GraphResult(2, 1, 1), (await _graph.WriteAsync(query: Query)).Result);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"properties":null}""")]
    [InlineData("""{"properties":{"minTlsVersion":"\ud800"}}""")]
    public async Task A_configuration_that_is_none_is_refused(string body)
    {
        Site($"{Sites}/a", "1.2");
        _graph.Configurations[$"{Sites}/a/config/web"] = body;
        Assert.StartsWith("Azure gave an answer", (await Assert.ThrowsAsync<InputException>(() => _graph.WriteAsync(query: Query))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/../providers/Microsoft.Web/sites/a")]
    [InlineData("/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/g/providers/Microsoft.Web/sites/a/../b")]
    [InlineData("/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/g/providers/Microsoft.Web/sites/a?x=")]
    [InlineData("//evil.example/providers/Microsoft.Web/sites/a")]
    [InlineData("/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/g/providers/Microsoft.Web/serverfarms/a")]
    public async Task Only_the_id_of_a_site_goes_into_an_address(string id)
    {
        var row = FakeGraph.Row(0);
        row["id"] = id;
        _graph.Rows.Add(row);
        Assert.Equal(new GraphResult(1, 1), (await _graph.WriteAsync(query: Query)).Result);
        Assert.Single(_graph.Requests);
    }

    private void Site(string id, string tls)
    {
        var row = FakeGraph.Row(0);
        (row["id"], row["type"]) = (id, "microsoft.web/sites");
        _graph.Rows.Add(row);
        _graph.Configurations[$"{id}/config/web"] =
            $$$"""{"id":"{{{id}}}/config/web","location":"x","properties":{"minTlsVersion":"{{{tls}}}","ftpsState":"FtpsOnly","publishingUsername":"$a-user","connectionStrings":[{"connectionString":"Password=x"}]}}""";
    }
}
