using System.Text.Json.Nodes;
using Compliance.Functions.Auditing;
using Compliance.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Functions;

/// <summary>Says whether what the service needs can be reached, and if not, what cannot.</summary>
public sealed class Ready(Dependencies dependencies)
{
    [Function(nameof(Ready))]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/ready")] HttpRequest request, CancellationToken cancellationToken)
    {
        var missing = await dependencies.MissingAsync(cancellationToken);
        return missing.Count == 0
            ? Answer.Json(new JsonObject { ["status"] = "ready" })
            : Problem.Of(503, "not-ready", $"missing: {string.Join(", ", missing)}; the log says why", ("missing", new JsonArray([.. missing.Select(part => (JsonNode)part)])));
    }
}
