using System.Text.Json.Nodes;
using Compliance.Azure.Tests.Secrets;
using Compliance.Graph;

namespace Compliance.Azure.Tests.Graph;

/// <summary>A result that is not whole, or not one, is refused: never is a part of it taken for all.</summary>
public sealed class GraphResultTests : IDisposable
{
    private readonly FakeGraph _graph = new();

    public void Dispose() => _graph.Dispose();

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
        Assert.StartsWith("Azure gave an answer", await _graph.RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_result_cut_short_without_a_way_on_is_refused()
    {
        _graph.With(5);
        _graph.Change = (_, answer) => answer["resultTruncated"] = "true";
        Assert.Contains("cut the result short", await _graph.RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Subscriptions_left_out_are_refused()
    {
        _graph.With(5);
        _graph.Headers = _ => [("x-ms-tenant-subscription-limit-hit", "true")];
        Assert.Contains("10,000 subscriptions", await _graph.RefusedAsync(), StringComparison.Ordinal);
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
        Assert.Contains("`$skipToken` that was not given before", await _graph.RefusedAsync(_graph.Options(pageRows: 10)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resource_twice_is_refused_also_in_another_case()
    {
        _graph.With(20);
        _graph.Rows[15]["id"] = ((string)_graph.Rows[3]["id"]!).ToUpperInvariant();
        Assert.Contains("twice", await _graph.RefusedAsync(_graph.Options(pageRows: 10)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task A_result_that_changes_between_pages_is_refused(int rows)
    {
        _graph.With(30);
        _graph.Change = (answer, body) => body["totalRecords"] = 30 + (answer == 1 ? rows : 0);
        Assert.Contains("changed while they were listed", await _graph.RefusedAsync(_graph.Options(pageRows: 10)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_was_left_out_is_noticed()
    {
        _graph.With(30);
        _graph.Change = (answer, body) =>
        {
            if (answer == 2) body["data"]!.AsArray().RemoveAt(4);
        };
        Assert.Contains("do not add up", await _graph.RefusedAsync(_graph.Options(pageRows: 10)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limits_are_refused_and_never_cut()
    {
        _graph.With(30);
        Assert.Contains("more than 29 resources", await _graph.RefusedAsync(_graph.Options(rows: 29)), StringComparison.Ordinal);
        Assert.Contains("more than 2 pages", await _graph.RefusedAsync(_graph.Options(pageRows: 10, pages: 2)), StringComparison.Ordinal);
        _graph.Rows[0]["properties"] = new JsonObject { ["x"] = new string('x', 1 << 17) };
        Assert.Contains("more than 65536 bytes", await _graph.RefusedAsync(_graph.Options(pageBytes: 64 << 10)), StringComparison.Ordinal);
        Assert.Equal(30, (await _graph.WriteAsync(_graph.Options(pageRows: 10, rows: 30, pages: 3))).Result.Rows);
    }

    [Fact]
    public async Task Empty_pages_without_end_are_refused()
    {
        _graph.Change = (answer, body) => body["$skipToken"] = $"{answer}";
        Assert.Contains("more than 40 pages", await _graph.RefusedAsync(_graph.Options(pages: 40)), StringComparison.Ordinal);
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
                var result = await client.WriteAsync(output, FakeGraph.Storage);
                Assert.Equal(result.Rows, FakeGraph.Lines(output).Count(line => JsonNode.Parse(line) is JsonObject));
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
}
