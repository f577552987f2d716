using System.Text.Json.Nodes;
using Compliance.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Functions;

/// <summary>Says that the process answers; asks nothing else.</summary>
public static class Live
{
    [Function(nameof(Live))]
    public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/live")] HttpRequest request) =>
        Answer.Json(new JsonObject { ["status"] = "live" });
}
