using System.Globalization;
using System.Text.Json;
using Azure.Core;

namespace Compliance.Graph;

/// <summary>What was written.</summary>
/// <param name="Rows">Resources that Resource Graph listed.</param>
/// <param name="Configurations">Configurations of App Service sites, read one by one.</param>
public sealed record GraphResult(int Rows, int Pages, int Configurations = 0);

/// <summary>Lists resources through Azure Resource Graph, in pages. The identity needs the role Reader on what is asked for.</summary>
public sealed class ResourceGraph
{
    // The last stable version; https://learn.microsoft.com/rest/api/azureresourcegraph/resourcegraph/resources/resources
    private const string Path = "providers/Microsoft.ResourceGraph/resources?api-version=2022-10-01";
    private static readonly TimeSpan LongestWindow = TimeSpan.FromMinutes(5);

    private readonly ArmRequests _arm;
    private readonly ResourceGraphOptions _options;
    private readonly TimeProvider _clock;

    /// <exception cref="InputException">Options out of range.</exception>
    public ResourceGraph(TokenCredential credential, ResourceGraphOptions? options = null, TimeProvider? clock = null)
    {
        _options = (options ?? new()).Checked();
        _clock = clock ?? TimeProvider.System;
        _arm = new(credential, _options);
    }

    /// <summary>Writes every resource as one line of JSON, in order of ids, then the configurations of sites where they are asked for; one page is
    /// held in memory, 16 bytes for each resource, and the ids of sites.
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
            var answer = await SendAsync(query, token, cancellationToken);
            using var page = GraphPage.Parse(answer.Body);
            // INVARIANT: what is written is all of one result. Pages of a result that changed in between can miss a resource.
            if ((total ??= page.Total) != page.Total) throw Changed();
            await rows.WriteAsync(page.Rows, _options.Rows, output, cancellationToken);
            if (page.Next is null)
            {
                if (rows.Count != total) throw Changed();
                return new(rows.Count, pages, query.SiteConfigurations ? await new SiteConfigurations(_arm).WriteAsync(rows.Sites, output, cancellationToken) : 0);
            }
            if (!tokens.Add(page.Next)) throw GraphJson.Odd("expected a `$skipToken` that was not given before");
            token = page.Next;
            await QuotaAsync(answer, cancellationToken);
        }
    }

    private static InputException Changed() =>
        new("the pages of Resource Graph do not add up to the number of resources that it names: resources changed while they were listed; repeat");

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

    private async Task<ArmAnswer> SendAsync(GraphQuery query, string? token, CancellationToken cancellationToken)
    {
        var answer = await _arm.SendAsync(RequestMethod.Post, Path, Body(query, token), cancellationToken);
        if (answer.Status is not 200) throw GraphFailure.Of(answer);
        if (string.Equals(answer.Header("x-ms-tenant-subscription-limit-hit"), "true", StringComparison.OrdinalIgnoreCase))
            throw new InputException("Resource Graph looked into the first 10,000 subscriptions only: name management groups with fewer");
        return answer;
    }

    /// <summary>Waits where no request is left in this window; what comes too early is refused.</summary>
    private async Task QuotaAsync(ArmAnswer answer, CancellationToken cancellationToken)
    {
        if (!int.TryParse(answer.Header("x-ms-user-quota-remaining"), NumberStyles.None, CultureInfo.InvariantCulture, out var left) || left > 0) return;
        if (!TimeSpan.TryParse(answer.Header("x-ms-user-quota-resets-after"), CultureInfo.InvariantCulture, out var wait) || wait <= TimeSpan.Zero) return;
        await Task.Delay(wait < LongestWindow ? wait : LongestWindow, _clock, cancellationToken);
    }
}
