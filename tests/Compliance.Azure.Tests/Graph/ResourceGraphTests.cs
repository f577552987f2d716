using System.Text;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Identity;
using Compliance.Azure.Tests.Secrets;
using Compliance.Graph;
using Moq;

namespace Compliance.Azure.Tests.Graph;

public sealed class ResourceGraphTests : IDisposable
{
    private static readonly GraphQuery Storage = new(["Microsoft.Storage/storageAccounts"]);
    private readonly FakeGraph _graph = new();

    public void Dispose() => _graph.Dispose();

    [Fact]
    public async Task Every_row_of_every_page_is_one_line_in_order()
    {
        _graph.With(2_500);
        var (result, lines) = await WriteAsync();
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
        var (result, lines) = await WriteAsync(_graph.Options(pageRows: 10));
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
        await _graph.Client().WriteAsync(Stream.Null, Storage with { ManagementGroups = ["mg-vendors"] });
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
        var written = new ResourceGraph(new StubCredential(), _graph.Options(pageRows: 10), clock).WriteAsync(Stream.Null, Storage);
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
        var written = new ResourceGraph(new StubCredential(), _graph.Options(pageRows: 10, time: TimeSpan.FromSeconds(90)), clock).WriteAsync(Stream.Null, Storage);
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
        Assert.Equal(20, (await WriteAsync(_graph.Options(pageRows: 10))).Result.Rows);
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
        Assert.Equal(5, (await WriteAsync()).Result.Rows);
        Assert.Equal(2, _graph.Requests.Count);
    }

    [Theory]
    [InlineData(403, """{"error":{"code":"AuthorizationFailed","message":"ann@acme.example has no right"}}""", "403 AuthorizationFailed: the identity may not read these resources: grant it the role Reader")]
    [InlineData(403, "no JSON", "403: the identity may not read")]
    [InlineData(401, "", "401")]
    [InlineData(400, """{"error":{"code":"BadRequest","message":"ann@acme.example"}}""", "400 BadRequest")]
    [InlineData(400, """{"error":{"code":"ann@acme.example"}}""", "400: ")]
    [InlineData(429, "", "429")]
    [InlineData(503, "", "503")]
    [InlineData(202, "{}", "202")]
    public async Task A_refusal_says_what_to_do_and_repeats_nothing(int status, string body, string said)
    {
        _graph.Instead = async (_, context) =>
        {
            await LoopbackServer.WriteAsync(context, status, body);
            return true;
        };
        var refused = await RefusedAsync();
        Assert.StartsWith(said, refused, StringComparison.Ordinal);
        Assert.DoesNotContain("ann", refused, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"data":{"columns":[],"rows":[]},"totalRecords":0}""")]
    [InlineData("""{"data":[]}""")]
    [InlineData("""{"data":[],"totalRecords":"0"}""")]
    [InlineData("""{"data":[],"totalRecords":-1}""")]
    [InlineData("""{"data":[],"totalRecords":0,"$skipToken":7}""")]
    [InlineData("""{"data":[7],"totalRecords":1}""")]
    [InlineData("""{"data":[{"name":"a"}],"totalRecords":1}""")]
    [InlineData("""{"data":[{"id":7}],"totalRecords":1}""")]
    [InlineData("""{"data":[{"id":"\ud800"}],"totalRecords":1}""")]
    [InlineData("""{"data":[{"id":"a","name":"\ud800"}],"totalRecords":1}""")]
    public async Task An_answer_that_is_none_is_refused(string body)
    {
        _graph.Instead = async (_, context) =>
        {
            await LoopbackServer.WriteAsync(context, 200, body);
            return true;
        };
        Assert.StartsWith("Azure gave an answer", await RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_result_cut_short_without_a_way_on_is_refused()
    {
        _graph.With(5);
        _graph.Change = (_, answer) => answer["resultTruncated"] = "true";
        Assert.Contains("cut the result short", await RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Subscriptions_left_out_are_refused()
    {
        _graph.With(5);
        _graph.Headers = _ => [("x-ms-tenant-subscription-limit-hit", "true")];
        Assert.Contains("10,000 subscriptions", await RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_leads_back_is_refused()
    {
        _graph.With(30);
        _graph.Change = (answer, body) =>
        {
            if (answer == 0) return;
            body["$skipToken"] = "10";
            // Other rows, so that only the token tells.
            foreach (var row in body["data"]!.AsArray()) row!["id"] = $"{answer}{row["id"]}";
        };
        Assert.Contains("`$skipToken` that was not given before", await RefusedAsync(_graph.Options(pageRows: 10)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resource_twice_is_refused_also_in_another_case()
    {
        _graph.With(20);
        _graph.Rows[15]["id"] = ((string)_graph.Rows[3]["id"]!).ToUpperInvariant();
        Assert.Contains("twice", await RefusedAsync(_graph.Options(pageRows: 10)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task A_result_that_changes_between_pages_is_refused(int rows)
    {
        _graph.With(30);
        _graph.Change = (answer, body) => body["totalRecords"] = 30 + (answer == 1 ? rows : 0);
        Assert.Contains("changed while they were listed", await RefusedAsync(_graph.Options(pageRows: 10)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_was_left_out_is_noticed()
    {
        _graph.With(30);
        _graph.Change = (answer, body) =>
        {
            if (answer == 2) body["data"]!.AsArray().RemoveAt(4);
        };
        Assert.Contains("do not add up", await RefusedAsync(_graph.Options(pageRows: 10)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limits_are_refused_and_never_cut()
    {
        _graph.With(30);
        Assert.Contains("more than 29 resources", await RefusedAsync(_graph.Options(rows: 29)), StringComparison.Ordinal);
        Assert.Contains("more than 2 pages", await RefusedAsync(_graph.Options(pageRows: 10, pages: 2)), StringComparison.Ordinal);
        _graph.Rows[0]["properties"] = new JsonObject { ["x"] = new string('x', 1 << 17) };
        Assert.Contains("more than 65536 bytes", await RefusedAsync(_graph.Options(pageBytes: 64 << 10)), StringComparison.Ordinal);
        Assert.Equal(30, (await WriteAsync(_graph.Options(pageRows: 10, rows: 30, pages: 3))).Result.Rows);
    }

    [Fact]
    public async Task Empty_pages_without_end_are_refused()
    {
        _graph.Change = (answer, body) => body["$skipToken"] = $"{answer}";
        Assert.Contains("more than 40 pages", await RefusedAsync(_graph.Options(pages: 40)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_refused()
    {
        _graph.Instead = async (_, context) =>
        {
            context.Response.ContentLength64 = 100;
            await context.Response.OutputStream.WriteAsync("{\"data\":["u8.ToArray());
            await context.Response.OutputStream.FlushAsync();
            context.Response.Abort();
            return true;
        };
        Assert.Contains("broke off", await RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_refused()
    {
        _graph.Stop();
        Assert.Contains("could not be reached", await RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_never_answers_is_cut_off_in_time()
    {
        var released = new TaskCompletionSource();
        _graph.Instead = async (_, _) =>
        {
            await released.Task;
            return false;
        };
        Assert.Contains("longer than 1 s", await RefusedAsync(_graph.Options(time: TimeSpan.FromSeconds(1))), StringComparison.Ordinal);
        released.SetResult();
    }

    [Fact]
    public async Task A_caller_who_gives_up_hears_no_other_reason()
    {
        using var gone = new CancellationTokenSource();
        _graph.Instead = async (_, _) =>
        {
            await gone.CancelAsync();
            return false;
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _graph.Client().WriteAsync(Stream.Null, Storage, gone.Token));
    }

    [Fact]
    public async Task Nobody_signed_in_is_refused()
    {
        var nobody = new Mock<TokenCredential>();
        nobody.Setup(credential => credential.GetTokenAsync(It.IsAny<TokenRequestContext>(), It.IsAny<CancellationToken>())).Throws(new CredentialUnavailableException("tenant 1234"));
        var refused = await Assert.ThrowsAsync<InputException>(() => _graph.Client(credential: nobody.Object).WriteAsync(Stream.Null, Storage));
        Assert.Contains("signed in", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("1234", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_to_write_is_told_as_it_is()
    {
        _graph.With(1);
        using var full = new MemoryStream(new byte[10]);
        await Assert.ThrowsAsync<NotSupportedException>(() => _graph.Client().WriteAsync(full, Storage));
    }

    [Fact]
    public async Task Answers_mutated_at_random_end_as_lines_of_JSON_or_are_refused()
    {
        var valid = """{"totalRecords":2,"count":2,"data":[{"id":"/a","properties":{"x":[1,null,"é"]}},{"id":"/b"}],"facets":[],"resultTruncated":"false"}"""u8.ToArray();
        var random = new Random(7);
        byte[] sent = [];
        _graph.Instead = async (_, context) =>
        {
            context.Response.ContentLength64 = sent.Length;
            await context.Response.OutputStream.WriteAsync(sent);
            context.Response.Close();
            return true;
        };
        var client = new ResourceGraph(new StubCredential(), _graph.Options(pages: 2));
        var refusals = 0;
        for (var round = 0; round < 600; round++)
        {
            sent = [.. valid];
            for (var change = random.Next(4); change > 0; change--) sent = Mutate(random, sent);
            using var output = new MemoryStream();
            try
            {
                var result = await client.WriteAsync(output, Storage);
                Assert.Equal(result.Rows, Lines(output).Count(line => JsonNode.Parse(line) is JsonObject));
            }
            catch (InputException refused)
            {
                refusals++;
                Assert.DoesNotContain(refused.Message, char.IsControl);
            }
        }
        Assert.InRange(refusals, 50, 550);
    }

    private static byte[] Mutate(Random random, byte[] bytes)
    {
        var start = random.Next(bytes.Length + 1);
        var end = Math.Min(bytes.Length, start + random.Next(6));
        byte[][] pieces = [[], [(byte)random.Next(256)], "\""u8.ToArray(), "null"u8.ToArray(), "\\ud800"u8.ToArray(), [0xC0, 0x80], "[[["u8.ToArray()];
        return [.. bytes[..start], .. pieces[random.Next(pieces.Length)], .. bytes[end..]];
    }

    private async Task<string> RefusedAsync(ResourceGraphOptions? options = null) =>
        (await Assert.ThrowsAsync<InputException>(() => new ResourceGraph(new StubCredential(), options ?? _graph.Options()).WriteAsync(Stream.Null, Storage))).Message;

    private async Task<(GraphResult Result, IReadOnlyList<string> Lines)> WriteAsync(ResourceGraphOptions? options = null)
    {
        using var output = new MemoryStream();
        var result = await new ResourceGraph(new StubCredential(), options ?? _graph.Options()).WriteAsync(output, Storage);
        return (result, Lines(output));
    }

    private static string[] Lines(MemoryStream output) => Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
