using System.Text.Json.Nodes;
using Compliance.Reports;
using Compliance.Storage;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Compliance.Functions.Http;

/// <summary>A run as the service shows it: the monitor of an operation that is under way, then its result.</summary>
public static class AuditBody
{
    /// <summary>Seconds after which to ask again.</summary>
    public const string RetryAfter = "2";

    public static JsonObject Of(HttpRequest request, AuditRun run)
    {
        var body = new JsonObject
        {
            ["id"] = run.Id,
            ["vendor"] = run.Vendor.Value,
            ["status"] = run.State.ToString(),
            ["created"] = Wording.Of(run.Created),
            ["startedBy"] = run.StartedBy,
            ["deliveries"] = run.Deliveries,
            ["self"] = Links.Audit(request, run.Vendor, run.Id),
            ["findings"] = $"{Links.Vendor(request, run.Vendor)}/findings",
        };
        Set(body, "started", run.Started);
        Set(body, "completed", run.Completed);
        Set(body, "from", run.From);
        Set(body, "to", run.To);
        if (run.ErrorCode is { } code) body["error"] = new JsonObject { ["code"] = code, ["message"] = run.ErrorMessage };
        if (run.Summary is { } summary) body["summary"] = JsonNode.Parse(summary);
        return body;
    }

    /// <summary>What the run recorded: <c>audit</c>, <c>evidence</c>, <c>checks</c> and <c>groups</c> in the words of <c>audit -o json</c>.</summary>
    public static JsonObject Result(byte[] recorded) => JsonNode.Parse(recorded)!.AsObject();

    /// <summary>How far the logs of a run are read.</summary>
    public static JsonObject Slices(SliceCounts counts) => new() { ["total"] = counts.Total, ["read"] = counts.Read, ["failed"] = counts.Failed };

    private static void Set(JsonObject body, string name, Instant? time)
    {
        if (time is { } instant) body[name] = Wording.Of(instant);
    }
}
