using System.Text.Json;
using Compliance.Findings;
using Compliance.Rules;
using NodaTime;

namespace Compliance.Reports;

/// <summary>An audit's result as a SARIF 2.1.0 log of one run, for viewers and pipelines that read static analysis.</summary>
/// <remarks>What SARIF has no word for is in property bags. <c>region.startLine</c> is the record's position in its
/// source: the line of NDJSON; of other formats the array element or data row, which each location says in words.</remarks>
public static class AuditSarif
{
    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    /// <summary>What relative URIs are relative to; SARIF lets the reader say where it is (3.14.14).</summary>
    private const string VendorFolder = "VENDORFOLDER";

    /// <summary>Writes the log and a final line feed. <paramref name="rules"/> are those that judged, in their order.</summary>
    public static void Write(AuditResult result, IReadOnlyList<RuleDefinition> rules, Stream output)
    {
        var ruleIndex = rules.Select((rule, index) => (rule.Id, index)).ToDictionary(pair => pair.Id, pair => pair.index, StringComparer.Ordinal);
        using (var json = new Utf8JsonWriter(output, AuditJson.Readable))
        {
            json.WriteStartObject();
            json.WriteString("$schema", Schema);
            json.WriteString("version", "2.1.0");
            json.WriteStartArray("runs");
            json.WriteStartObject();
            WriteTool(result.Audit.Tool, rules, json);
            WriteInvocation(result, ruleIndex, json);
            WriteIdentity(result.Audit, json);
            WriteArtifacts(result, json);
            json.WriteStartArray("results");
            foreach (var finding in result.Findings) WriteResult(finding, ruleIndex, json);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }
        output.WriteByte((byte)'\n');
    }

    private static void WriteTool(string tool, IReadOnlyList<RuleDefinition> rules, Utf8JsonWriter json)
    {
        var space = tool.LastIndexOf(' ');
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", space > 0 ? tool[..space] : tool);
        if (space > 0) json.WriteString("version", tool[(space + 1)..]);
        json.WriteStartArray("rules");
        foreach (var rule in rules) WriteRule(rule, json);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteRule(RuleDefinition rule, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", rule.Id);
        WriteMessage("shortDescription", rule.Summary, json);
        json.WriteStartObject("help");
        json.WriteString("text", Plain(rule.Fix));
        json.WriteString("markdown", rule.Page);
        json.WriteEndObject();
        json.WriteStartObject("defaultConfiguration");
        json.WriteString("level", Level(rule.Severity));
        json.WriteEndObject();
        json.WriteStartObject("properties");
        json.WriteString("severity", Wording.Of(rule.Severity));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The run came to its end, so execution was successful; what it could not judge are its notifications.</summary>
    private static void WriteInvocation(AuditResult result, Dictionary<string, int> ruleIndex, Utf8JsonWriter json)
    {
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", true);
        json.WriteStartArray("toolExecutionNotifications");
        foreach (var check in result.Checks.Where(check => check.Verdict == Verdict.NotEvaluable))
        {
            json.WriteStartObject();
            json.WriteString("level", "warning");
            WriteMessage("message", $"{check.Rule} could not be evaluated: {check.Reason ?? "evidence is incomplete"}", json);
            json.WriteStartObject("associatedRule");
            json.WriteString("id", check.Rule);
            if (ruleIndex.TryGetValue(check.Rule, out var index)) json.WriteNumber("index", index);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        foreach (var source in result.Evidence)
            foreach (var sample in source.RejectedSamples)
            {
                json.WriteStartObject();
                json.WriteString("level", "warning");
                WriteMessage("message", $"record {sample.Record} could not be read: {sample.Reason}", json);
                WriteLocations([new(source.Source, sample.Record)], json);
                json.WriteEndObject();
            }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteIdentity(AuditHeader audit, Utf8JsonWriter json)
    {
        json.WriteStartObject("automationDetails");
        json.WriteString("id", $"compliance/{audit.Vendor.Value}/{audit.Id}");
        json.WriteEndObject();
        json.WriteStartObject("properties");
        json.WriteString("vendor", audit.Vendor.Value);
        WriteInstant("from", audit.From, json);
        WriteInstant("to", audit.To, json);
        json.WriteString("mode", Wording.Of(audit.Mode));
        json.WriteString("verdict", Wording.Of(audit.Verdict));
        json.WriteString("rulesDigest", audit.RulesDigest);
        json.WriteString("policySha256", audit.Policy.Sha256);
        json.WriteEndObject();
    }

    private static void WriteArtifacts(AuditResult result, Utf8JsonWriter json)
    {
        json.WriteStartObject("originalUriBaseIds");
        json.WriteStartObject(VendorFolder);
        WriteMessage("description", $"the folder of vendor {result.Audit.Vendor.Value}", json);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartArray("artifacts");
        foreach (var source in result.Evidence)
        {
            json.WriteStartObject();
            WriteUri("location", source.Source, json);
            json.WriteNumber("length", source.Bytes);
            json.WriteStartObject("hashes");
            json.WriteString("sha-256", source.Sha256);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteResult(Finding finding, Dictionary<string, int> ruleIndex, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Rule);
        if (ruleIndex.TryGetValue(finding.Rule, out var index)) json.WriteNumber("ruleIndex", index);
        var kind = Kind(finding);
        json.WriteString("kind", kind);
        // 3.27.10: a result that is no failure has no level.
        json.WriteString("level", kind == "fail" ? Level(finding.Severity) : "none");
        WriteMessage("message", finding.Message, json);
        WriteLocations(finding.Evidence, json);
        if (finding.Count is > 0 and <= int.MaxValue) json.WriteNumber("occurrenceCount", finding.Count);
        json.WriteStartObject("partialFingerprints");
        json.WriteString("finding/v1", finding.Fingerprint.Value);
        json.WriteEndObject();
        json.WriteString("baselineState", BaselineState(finding.State));
        WriteSuppressions(finding, json);
        WriteProperties(finding, json);
        json.WriteEndObject();
    }

    private static void WriteLocations(IReadOnlyList<EvidenceReference> references, Utf8JsonWriter json)
    {
        json.WriteStartArray("locations");
        foreach (var reference in references)
        {
            json.WriteStartObject();
            json.WriteStartObject("physicalLocation");
            WriteUri("artifactLocation", reference.Source, json);
            if (reference.Record is > 0 and <= int.MaxValue)
            {
                json.WriteStartObject("region");
                json.WriteNumber("startLine", reference.Record);
                json.WriteEndObject();
            }
            json.WriteEndObject();
            if (reference.Record > 0) WriteMessage("message", $"record {reference.Record}", json);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>3.27.23: an empty array says that the finding is known not to be suppressed.</summary>
    private static void WriteSuppressions(Finding finding, Utf8JsonWriter json)
    {
        json.WriteStartArray("suppressions");
        if (finding.Verdict == Verdict.Exempt)
        {
            json.WriteStartObject();
            json.WriteString("kind", "external");
            json.WriteString("status", "accepted");
            if (finding.Exemption is { } exemption)
                json.WriteString("justification",
                    $"{exemption.Reason} (owner {exemption.Owner}, requested by {exemption.RequestedBy}, approved by {exemption.ApprovedBy}, until {Wording.Of(exemption.Expires)})");
            else if (finding.Work is { Status: FindingStatus.FalsePositive } work)
                json.WriteString("justification", $"{work.Reason} (false positive, by {work.By}{(work.Expires is { } end ? $", until {Wording.Of(end)}" : "")})");
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteProperties(Finding finding, Utf8JsonWriter json)
    {
        json.WriteStartObject("properties");
        json.WriteString("severity", Wording.Of(finding.Severity));
        json.WriteString("verdict", Wording.Of(finding.Verdict));
        if (finding.Principal is not null) json.WriteString("principal", finding.Principal);
        if (finding.Role is not null) json.WriteString("role", finding.Role);
        if (finding.Action is not null) json.WriteString("action", finding.Action);
        if (finding.Resource is not null) json.WriteString("resource", finding.Resource);
        json.WriteNumber("count", finding.Count);
        WriteInstant("first", finding.First, json);
        WriteInstant("last", finding.Last, json);
        json.WriteStartArray("controls");
        foreach (var control in finding.Controls) json.WriteStringValue(control);
        json.WriteEndArray();
        json.WriteString("fix", finding.Fix);
        json.WriteEndObject();
    }

    /// <summary>3.27.9. A resolved finding is no failure of this run, whatever the reader makes of its baseline state.</summary>
    private static string Kind(Finding finding) => finding switch
    {
        { State: FindingState.Resolved } => "pass",
        { Verdict: Verdict.Fail or Verdict.Exempt } => "fail",
        { Verdict: Verdict.NotEvaluable } => "open",
        { Verdict: Verdict.NotApplicable } => "notApplicable",
        _ => "pass",
    };

    private static string Level(Severity severity) => severity switch
    {
        Severity.Critical or Severity.High => "error",
        Severity.Medium => "warning",
        _ => "note",
    };

    private static string BaselineState(FindingState state) => state switch
    {
        FindingState.New => "new",
        FindingState.Persisting => "unchanged",
        _ => "absent",
    };

    private static void WriteUri(string name, string path, Utf8JsonWriter json)
    {
        json.WriteStartObject(name);
        json.WriteString("uri", string.Join('/', path.Split('/').Select(Uri.EscapeDataString)));
        json.WriteString("uriBaseId", VendorFolder);
        json.WriteEndObject();
    }

    private static void WriteMessage(string name, string text, Utf8JsonWriter json)
    {
        json.WriteStartObject(name);
        json.WriteString("text", Plain(text));
        json.WriteEndObject();
    }

    /// <summary>3.11.5 and 3.11.6: braces are placeholders and <c>[text](target)</c> is a link, unless escaped. A name from a
    /// log must become neither.</summary>
    private static string Plain(string text) => text
        .Replace("{", "{{", StringComparison.Ordinal)
        .Replace("}", "}}", StringComparison.Ordinal)
        .Replace("](", "\\](", StringComparison.Ordinal);

    private static void WriteInstant(string name, Instant? value, Utf8JsonWriter json)
    {
        if (value is { } instant) json.WriteString(name, Wording.Of(instant));
    }
}
