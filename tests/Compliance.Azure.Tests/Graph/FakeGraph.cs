using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Core;
using Compliance.Azure.Tests.Secrets;
using Compliance.Graph;

namespace Compliance.Azure.Tests.Graph;

/// <summary>Resource Graph as its REST API shows it: a query, answered in pages that a token leads through.</summary>
internal sealed class FakeGraph : IDisposable
{
    /// <summary>What most tests ask.</summary>
    public static readonly GraphQuery Storage = new(["Microsoft.Storage/storageAccounts"]);

    private readonly LoopbackServer _server;
    private int _answers;

    public FakeGraph() => _server = new(AnswerAsync);

    public List<JsonObject> Rows { get; } = [];

    /// <summary>The bodies of all requests, in order.</summary>
    public ConcurrentQueue<JsonObject> Queries { get; } = [];

    public IReadOnlyList<string> Requests => [.. _server.Requests];

    /// <summary>Changes the n-th answer, from 0, before it is sent.</summary>
    public Action<int, JsonObject> Change { get; set; } = (_, _) => { };

    /// <summary>Headers of the n-th answer.</summary>
    public Func<int, (string Name, string Value)[]> Headers { get; set; } = _ => [];

    /// <summary>Asked first: true when it has answered the n-th request itself.</summary>
    public Func<int, HttpListenerContext, Task<bool>> Instead { get; set; } = (_, _) => Task.FromResult(false);

    public static JsonObject Row(int number) => new()
    {
        ["id"] = $"/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/a{number:D6}",
        ["name"] = $"a{number:D6}",
        ["type"] = "microsoft.storage/storageaccounts",
        ["properties"] = new JsonObject { ["supportsHttpsTrafficOnly"] = number % 2 == 0, ["note"] = "ä \"x\"\n" },
    };

    public FakeGraph With(int rows)
    {
        Rows.AddRange(Enumerable.Range(0, rows).Select(Row));
        return this;
    }

    public ResourceGraph Client(TokenCredential? credential = null) => new(credential ?? new StubCredential(), Options());

    public ResourceGraphOptions Options(int pageRows = 1_000, int rows = 1_000_000, int pages = 10_000, int pageBytes = 64 << 20, TimeSpan? time = null) => new()
    {
        Cloud = new(_server.Address),
        PageRows = pageRows,
        Rows = rows,
        Pages = pages,
        PageBytes = pageBytes,
        Time = time ?? TimeSpan.FromMinutes(5),
        Transport = _server.Transport,
        Retry = { MaxRetries = 2, Mode = RetryMode.Fixed, Delay = TimeSpan.FromMilliseconds(1), NetworkTimeout = TimeSpan.FromSeconds(20) },
    };

    /// <summary>What configuration of a site is answered; by its path.</summary>
    public ConcurrentDictionary<string, string> Configurations { get; } = [];

    /// <summary>Asks as a client does, with <see cref="Storage"/> unless a query is given; gives the lines that it wrote.</summary>
    public async Task<(GraphResult Result, IReadOnlyList<string> Lines)> WriteAsync(ResourceGraphOptions? options = null, GraphQuery? query = null)
    {
        using var output = new MemoryStream();
        var result = await new ResourceGraph(new StubCredential(), options ?? Options()).WriteAsync(output, query ?? Storage);
        return (result, Lines(output));
    }

    /// <summary>Asks, and is refused; gives the words.</summary>
    public async Task<string> RefusedAsync(ResourceGraphOptions? options = null) => (await Assert.ThrowsAsync<InputException>(() => WriteAsync(options))).Message;

    public static string[] Lines(MemoryStream output) => Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public void Stop() => _server.Stop();

    public void Dispose() => _server.Dispose();

    private async Task AnswerAsync(HttpListenerContext context)
    {
        if (context.Request.Headers["Authorization"] != $"Bearer {StubCredential.Token}")
        {
            await LoopbackServer.WriteAsync(context, 401, "");
            return;
        }
        if (context.Request.HttpMethod == "GET")
        {
            var found = Configurations.TryGetValue(context.Request.Url!.AbsolutePath, out var configuration);
            await LoopbackServer.WriteAsync(context, found ? 200 : 404, configuration ?? "{}");
            return;
        }
        var query = (await JsonNode.ParseAsync(context.Request.InputStream))!.AsObject();
        Queries.Enqueue(query);
        var number = Interlocked.Increment(ref _answers) - 1;
        if (await Instead(number, context)) return;
        var answer = Page(query["options"]!.AsObject());
        Change(number, answer);
        await LoopbackServer.WriteAsync(context, 200, answer.ToJsonString(), Headers(number));
    }

    private JsonObject Page(JsonObject options)
    {
        var skip = int.Parse((string?)options["$skipToken"] ?? "0", CultureInfo.InvariantCulture);
        var rows = Rows.Skip(skip).Take((int)options["$top"]!).Select(row => row.DeepClone()).ToArray();
        var more = skip + rows.Length < Rows.Count;
        var answer = new JsonObject { ["totalRecords"] = Rows.Count, ["count"] = rows.Length, ["data"] = new JsonArray(rows), ["facets"] = new JsonArray(), ["resultTruncated"] = more ? "true" : "false" };
        if (more) answer["$skipToken"] = (skip + rows.Length).ToString(CultureInfo.InvariantCulture);
        return answer;
    }
}
