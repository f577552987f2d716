using System.Text.Json.Nodes;
using Compliance.Azure.Tests.Secrets;
using Compliance.Graph;

namespace Compliance.Azure.Tests.Graph;

/// <summary>Rows of all pages, asked for as the API documents and no faster than the quota allows.</summary>
public sealed class ResourceGraphTests : IDisposable
{
    private readonly FakeGraph _graph = new();

    public void Dispose() => _graph.Dispose();

    [Fact]
    public async Task Every_row_of_every_page_is_one_line_in_order()
    {
        _graph.With(2_500);
        var (result, lines) = await _graph.WriteAsync();
        Assert.Equal(new GraphResult(2_500, 3), result);
        Assert.Equal(_graph.Rows.Select(row => (string)row["id"]!), lines.Select(line => (string)JsonNode.Parse(line)!["id"]!));
        Assert.True(JsonNode.DeepEquals(_graph.Rows[7], JsonNode.Parse(lines[7])));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(20)]
    public async Task Rows_are_neither_lost_nor_doubled_at_the_ends_of_pages(int rows)
    {
        _graph.With(rows);
        var (result, lines) = await _graph.WriteAsync(_graph.Options(pageRows: 10));
        Assert.Equal(rows, result.Rows);
        Assert.Equal(rows, lines.Distinct().Count());
        Assert.Equal(Math.Max(1, (rows + 9) / 10), result.Pages);
    }

    [Fact]
    public async Task The_request_is_the_one_that_the_API_documents()
    {
        _graph.With(15);
        var credential = new StubCredential();
        var query = new GraphQuery(["Microsoft.Web/sites", "microsoft.storage/storageaccounts", "MICROSOFT.WEB/SITES"]) { Subscriptions = ["11111111-2222-3333-4444-555555555555"] };
        await new ResourceGraph(credential, _graph.Options(pageRows: 10)).WriteAsync(Stream.Null, query);
        Assert.All(_graph.Requests, request => Assert.Equal("POST /providers/Microsoft.ResourceGraph/resources", request));
        var (first, second) = (_graph.Queries.First(), _graph.Queries.Last());
        Assert.Equal("Resources | where type in~ ('microsoft.storage/storageaccounts', 'microsoft.web/sites') | project id, name, type, kind, location, sku, properties | order by id asc", (string?)first["query"]);
        Assert.Equal("""{"resultFormat":"objectArray","$top":10}""", first["options"]!.ToJsonString());
        Assert.Equal("""{"resultFormat":"objectArray","$top":10,"$skipToken":"10"}""", second["options"]!.ToJsonString());
        Assert.Equal("""["11111111-2222-3333-4444-555555555555"]""", first["subscriptions"]!.ToJsonString());
        Assert.False(first.ContainsKey("managementGroups"));
        Assert.EndsWith("/.default", Assert.Single(credential.Scopes.Distinct()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Management_groups_stand_in_place_of_subscriptions()
    {
        await _graph.Client().WriteAsync(Stream.Null, FakeGraph.Storage with { ManagementGroups = ["mg-vendors"] });
        var query = _graph.Queries.Single();
        Assert.Equal("""["mg-vendors"]""", query["managementGroups"]!.ToJsonString());
        Assert.False(query.ContainsKey("subscriptions"));
    }

    [Fact]
    public void Each_cloud_has_its_address_and_scope()
    {
        Assert.Equal("https://management.azure.com/.default", GraphCloud.Public.Scope);
        Assert.Equal("https://management.usgovcloudapi.net/.default", GraphCloud.UsGovernment.Scope);
        Assert.Equal("https://management.chinacloudapi.cn/.default", GraphCloud.China.Scope);
    }

    [Fact]
    public async Task When_the_quota_is_used_up_the_next_page_waits_until_it_resets()
    {
        _graph.With(30);
        _graph.Headers = answer => [("x-ms-user-quota-remaining", answer == 1 ? "0" : "7"), ("x-ms-user-quota-resets-after", "00:00:04")];
        var clock = new ManualClock();
        var written = new ResourceGraph(new StubCredential(), _graph.Options(pageRows: 10), clock).WriteAsync(Stream.Null, FakeGraph.Storage);
        Assert.Equal(TimeSpan.FromSeconds(4), await clock.WaitAsync());
        Assert.Equal(2, _graph.Requests.Count);
        clock.Advance(TimeSpan.FromSeconds(3.9));
        Assert.False(written.IsCompleted);
        Assert.Equal(2, _graph.Requests.Count);
        clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(new GraphResult(30, 3), await written);
    }

    [Fact]
    public async Task Waiting_for_quota_is_part_of_the_time_allowed()
    {
        _graph.With(30);
        _graph.Headers = _ => [("x-ms-user-quota-remaining", "0"), ("x-ms-user-quota-resets-after", "00:00:40")];
        var clock = new ManualClock();
        var written = new ResourceGraph(new StubCredential(), _graph.Options(pageRows: 10, time: TimeSpan.FromSeconds(90)), clock).WriteAsync(Stream.Null, FakeGraph.Storage);
        await clock.WaitAsync();
        clock.Advance(TimeSpan.FromSeconds(90));
        Assert.Contains("longer than 90 s", (await Assert.ThrowsAsync<InputException>(() => written)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("soon", "00:00:04")]
    [InlineData("0", "soon")]
    [InlineData("0", "-00:00:04")]
    [InlineData("0", "00:00:00")]
    public async Task Headers_of_quota_that_are_none_are_not_waited_for(string remaining, string after)
    {
        _graph.With(20);
        _graph.Headers = _ => [("x-ms-user-quota-remaining", remaining), ("x-ms-user-quota-resets-after", after)];
        Assert.Equal(20, (await _graph.WriteAsync(_graph.Options(pageRows: 10))).Result.Rows);
    }

    [Fact]
    public async Task A_request_too_many_is_sent_again_when_the_service_says()
    {
        _graph.With(5);
        _graph.Instead = async (request, context) =>
        {
            if (request > 0) return false;
            await LoopbackServer.WriteAsync(context, 429, "", ("Retry-After", "1"));
            return true;
        };
        Assert.Equal(5, (await _graph.WriteAsync()).Result.Rows);
        Assert.Equal(2, _graph.Requests.Count);
    }
}
