using System.Text.Json;
using System.Text.RegularExpressions;
using Azure.Core;

namespace Compliance.Graph;

/// <summary>The configurations of App Service sites, <c>config/web</c>, as rows of the type <c>Microsoft.Web/sites/config</c>.</summary>
internal sealed partial class SiteConfigurations(ArmRequests arm)
{
    private const int Batch = 64;
    private const int Parallel = 8;
    private const string Version = "2023-12-01";

    // The rest of a configuration names users, settings and connections, which are no evidence of encryption.
    private static readonly string[] Kept = ["minTlsVersion", "scmMinTlsVersion", "minTlsCipherSuite", "ftpsState", "http20Enabled", "remoteDebuggingEnabled"];

    /// <summary>Whether an id is that of a site or a slot of one. Others never go into an address.</summary>
    public static bool IsSite(string id) => Site().IsMatch(id);

    /// <summary>Writes a line for each site, in order. One that has been deleted meanwhile has none.</summary>
    /// <returns>Lines written.</returns>
    /// <exception cref="InputException">A configuration was refused, or is none.</exception>
    public async Task<int> WriteAsync(IReadOnlyList<string> sites, Stream output, CancellationToken cancellationToken)
    {
        var written = 0;
        foreach (var batch in sites.Chunk(Batch))
        {
            var lines = new byte[]?[batch.Length];
            await System.Threading.Tasks.Parallel.ForEachAsync(
                Enumerable.Range(0, batch.Length), new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken },
                async (index, token) => lines[index] = await ReadAsync(batch[index], token));
            foreach (var line in lines)
            {
                if (line is null) continue;
                await output.WriteAsync(line, cancellationToken);
                written++;
            }
        }
        return written;
    }

    private async Task<byte[]?> ReadAsync(string site, CancellationToken cancellationToken)
    {
        var id = $"{site}/config/web";
        var answer = await arm.SendAsync(RequestMethod.Get, $"{id[1..]}?api-version={Version}", body: null, cancellationToken);
        if (answer.Status is 404) return null;
        return answer.Status is 200 ? Row(id, answer.Body) : throw GraphFailure.Of(answer);
    }

    private static byte[] Row(string id, ReadOnlyMemory<byte> body)
    {
        using var document = GraphJson.Parse(body);
        if (document.RootElement.ValueKind is not JsonValueKind.Object || GraphJson.Field(document.RootElement, "properties") is not { ValueKind: JsonValueKind.Object } properties)
            throw GraphJson.Odd("expected the configuration of a site to have `properties`");
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteString("name", "web");
            json.WriteString("type", id.Contains("/slots/", StringComparison.OrdinalIgnoreCase) ? "microsoft.web/sites/slots/config" : "microsoft.web/sites/config");
            json.WriteStartObject("properties");
            foreach (var name in Kept)
            {
                if (GraphJson.Field(properties, name) is not { } value) continue;
                json.WritePropertyName(name);
                GraphJson.Unicode(() =>
                {
                    value.WriteTo(json);
                    return true;
                });
            }
            json.WriteEndObject();
            json.WriteEndObject();
        }
        line.WriteByte((byte)'\n');
        return line.ToArray();
    }

    [GeneratedRegex(@"\A/subscriptions/[0-9a-f\-]{36}/resourceGroups/[\w\-.()]{0,89}[\w\-()]/providers/Microsoft\.Web/sites/[\w\-]{1,80}(?:/slots/[\w\-]{1,80})?\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Site();
}
