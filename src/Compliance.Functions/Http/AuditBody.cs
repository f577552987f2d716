using System.Text.Json.Nodes;
using Compliance.Findings;
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
        if (run.Summary is { } summary) body["summary"] = Worded(JsonNode.Parse(summary)!.AsObject());
        return body;
    }

    /// <summary>What the run recorded: <c>audit</c>, <c>evidence</c>, <c>checks</c> and <c>groups</c> in the words of <c>audit -o json</c>.</summary>
    public static JsonObject Result(byte[] recorded)
    {
        var result = JsonNode.Parse(recorded)!.AsObject();
        Worded(result["audit"]!.AsObject());
        foreach (var check in result["checks"]!.AsArray()) Worded(check!.AsObject());
        return result;
    }

    // The store says verdicts by the names of the program, the reports by those of the design.
    private static JsonObject Worded(JsonObject json)
    {
        if (json["verdict"] is JsonValue verdict) json["verdict"] = Word(verdict);
        if (json["checks"] is JsonObject checks)
            foreach (var (rule, word) in checks.ToList()) checks[rule] = Word(word!.AsValue());
        return json;
    }

    private static string Word(JsonValue verdict) => Wording.Of(Enum.Parse<Verdict>(verdict.GetValue<string>()));

    private static void Set(JsonObject body, string name, Instant? time)
    {
        if (time is { } instant) body[name] = Wording.Of(instant);
    }
}
