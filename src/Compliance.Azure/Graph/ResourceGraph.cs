using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Compliance.Graph;

/// <summary>What was written.</summary>
public sealed record GraphResult(int Rows, int Pages);

/// <summary>Lists resources through Azure Resource Graph, in pages. The identity needs the role Reader on what is asked for.</summary>
public sealed class ResourceGraph
{
    // The last stable version; https://learn.microsoft.com/rest/api/azureresourcegraph/resourcegraph/resources/resources
    private const string Path = "providers/Microsoft.ResourceGraph/resources?api-version=2022-10-01";
    private static readonly TimeSpan LongestWindow = TimeSpan.FromMinutes(5);

    private readonly HttpPipeline _pipeline;
    private readonly ResourceGraphOptions _options;
    private readonly TimeProvider _clock;
    private readonly Uri _address;

    /// <exception cref="InputException">Options out of range.</exception>
    public ResourceGraph(TokenCredential credential, ResourceGraphOptions? options = null, TimeProvider? clock = null)
    {
        _options = (options ?? new()).Checked();
        _clock = clock ?? TimeProvider.System;
        _address = new Uri(_options.Cloud.Endpoint, Path);
        _pipeline = HttpPipelineBuilder.Build(_options, [], [new BearerTokenAuthenticationPolicy(credential, _options.Cloud.Scope)], new ResponseClassifier());
    }

    /// <summary>Writes every resource as one line of JSON, in order of ids; one page is held in memory, and 16 bytes for each resource.
    /// What has been written when it throws is a part of the evidence and none: it must be thrown away.</summary>
    /// <exception cref="InputException">Resource Graph refused, gave an answer that is none or not the whole, or a limit was reached.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<GraphResult> WriteAsync(Stream output, GraphQuery query, CancellationToken cancellationToken = default)
    {
        var asked = query.Checked();
        using var time = new CancellationTokenSource(_options.Time, _clock);
        using var within = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        try
        {
            return await WritePagesAsync(output, asked, within.Token);
        }
        catch (OperationCanceledException) when (time.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new InputException($"listing resources took longer than {_options.Time.TotalSeconds:0} s, the most that is allowed: raise the limit, or ask for fewer subscriptions or types at a time");
        }
    }

    private async Task<GraphResult> WritePagesAsync(Stream output, GraphQuery query, CancellationToken cancellationToken)
    {
        using var rows = new GraphRows();
        var tokens = new HashSet<string>(StringComparer.Ordinal);
        string? token = null;
        long? total = null;
        for (var pages = 1; ; pages++)
        {
            if (pages > _options.Pages) throw new InputException($"there are more than {_options.Pages} pages, the most that is read: raise the limit, or ask for fewer subscriptions or types at a time");
            using var message = Message(query, token);
            using var page = GraphPage.Parse(await SendAsync(message, cancellationToken));
            // INVARIANT: what is written is all of one result. Pages of a result that changed in between can miss a resource.
            if ((total ??= page.Total) != page.Total) throw Changed();
            await rows.WriteAsync(page.Rows, _options.Rows, output, cancellationToken);
            if (page.Next is null) return rows.Count == total ? new(rows.Count, pages) : throw Changed();
            if (!tokens.Add(page.Next)) throw GraphPage.Odd("expected a `$skipToken` that was not given before");
            token = page.Next;
            await QuotaAsync(message.Response, cancellationToken);
        }
    }

    private static InputException Changed() =>
        new("the pages of Resource Graph do not add up to the number of resources that it names: resources changed while they were listed; repeat");

    private HttpMessage Message(GraphQuery query, string? token)
    {
        var message = _pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Post;
        message.Request.Uri.Reset(_address);
        message.Request.Headers.SetValue("Content-Type", "application/json");
        message.Request.Headers.SetValue("Accept", "application/json");
        message.Request.Content = RequestContent.Create(Body(query, token));
        message.BufferResponse = false;
        return message;
    }

    private byte[] Body(GraphQuery query, string? token)
    {
        using var written = new MemoryStream();
        using (var json = new Utf8JsonWriter(written))
        {
            json.WriteStartObject();
            json.WriteString("query", query.Text);
            List("subscriptions", query.Subscriptions);
            List("managementGroups", query.ManagementGroups);
            json.WriteStartObject("options");
            json.WriteString("resultFormat", "objectArray");
            json.WriteNumber("$top", _options.PageRows);
            if (token is not null) json.WriteString("$skipToken", token);
            json.WriteEndObject();
            json.WriteEndObject();

            void List(string name, IReadOnlyList<string> ids)
            {
                if (ids.Count == 0) return;
                json.WriteStartArray(name);
                foreach (var id in ids) json.WriteStringValue(id);
                json.WriteEndArray();
            }
        }
        return written.ToArray();
    }

    private async Task<ReadOnlyMemory<byte>> SendAsync(HttpMessage message, CancellationToken cancellationToken)
    {
        var body = await AnswerAsync(message, cancellationToken);
        var response = message.Response;
        if (response.Status is not 200) throw GraphFailure.Of(response.Status, body);
        if (response.Headers.TryGetValue("x-ms-tenant-subscription-limit-hit", out var cut) && string.Equals(cut, "true", StringComparison.OrdinalIgnoreCase))
            throw new InputException("Resource Graph looked into the first 10,000 subscriptions only: name management groups with fewer");
        return body;
    }

    private async Task<ReadOnlyMemory<byte>> AnswerAsync(HttpMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await _pipeline.SendAsync(message, cancellationToken);
            return await BodyAsync(message.Response, cancellationToken);
        }
        catch (Exception failure) when (GraphFailure.Of(failure) is not null && !cancellationToken.IsCancellationRequested)
        {
            throw GraphFailure.Of(failure)!;
        }
    }

    private async Task<ReadOnlyMemory<byte>> BodyAsync(Response response, CancellationToken cancellationToken)
    {
        if (response.ContentStream is not { } content) return default;
        using var held = new MemoryStream();
        var block = new byte[81_920];
        while (await content.ReadAsync(block, cancellationToken) is var read and > 0)
        {
            if (held.Length + read > _options.PageBytes) throw new InputException($"a page of Resource Graph has more than {_options.PageBytes} bytes, the most that is read: ask for fewer rows at a time");
            held.Write(block, 0, read);
        }
        return held.GetBuffer().AsMemory(0, (int)held.Length);
    }

    /// <summary>Waits where no request is left in this window; what comes too early is refused.</summary>
    private async Task QuotaAsync(Response response, CancellationToken cancellationToken)
    {
        if (!response.Headers.TryGetValue("x-ms-user-quota-remaining", out var left) || !int.TryParse(left, NumberStyles.None, CultureInfo.InvariantCulture, out var remaining) || remaining > 0) return;
        if (!response.Headers.TryGetValue("x-ms-user-quota-resets-after", out var after) || !TimeSpan.TryParse(after, CultureInfo.InvariantCulture, out var wait) || wait <= TimeSpan.Zero) return;
        await Task.Delay(wait < LongestWindow ? wait : LongestWindow, _clock, cancellationToken);
    }
}
