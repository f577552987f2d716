using System.Text.Json.Nodes;
using Compliance.Functions.Auditing;
using Compliance.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Functions;

/// <summary>Says whether what the service needs can be reached, and if not, what cannot.</summary>
public sealed class Ready(Dependencies dependencies)
{
    // Seconds, for which the answer counts.
    private const string RetryAfter = "5";

    [Function(nameof(Ready))]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/ready")] HttpRequest request, CancellationToken cancellationToken)
    {
        var missing = await dependencies.MissingAsync(cancellationToken);
        if (missing.Count == 0) return Answer.Json(new JsonObject { ["status"] = "ready" });
        request.HttpContext.Response.Headers.RetryAfter = RetryAfter;
        return Problem.Of(503, "not-ready", $"missing: {string.Join(", ", missing)}; the log says why", ("missing", new JsonArray([.. missing.Select(part => (JsonNode)part)])));
    }
}
