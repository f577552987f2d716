using System.Globalization;
using System.Text;
using System.Text.Json;
using Compliance.Findings;
using NodaTime;

namespace Compliance.Reports;

/// <summary>One finding as one event of OCSF 1.8.0.</summary>
internal static class OcsfEvent
{
    private const string Schema = "1.8.0";
    private const string Product = "compliance";

    // The policy that people's access is judged by; a role of it is known by its name.
    private const string AccessModel = "access.yaml";

    /// <param name="tool">Name and version of the program; null: not known.</param>
    public static void Write(FindingRow row, string? tool, Utf8JsonWriter json)
    {
        var of = OcsfClass.Of(row.Rule);
        json.WriteStartObject();
        WriteKind(row, of, json);
        WriteStatus(row, json);
        json.WriteNumber("time", Milliseconds(row.Time));
        WriteText("message", row.Message, json);
        if (row.Count is > 0 and <= int.MaxValue) json.WriteNumber("count", row.Count);
        WriteMetadata(row, tool, json);
        WriteInfo(row, json);
        if (of == OcsfClass.Compliance) WriteCompliance(row, json);
        else if (of == OcsfClass.Detection) WriteDetection(row, json);
        else WriteIamAnalysis(row, json);
        WriteResources(row, json);
        WriteRemediation(row, json);
        WriteUnmapped(row, json);
        json.WriteEndObject();
    }

    private static void WriteKind(FindingRow row, OcsfClass of, Utf8JsonWriter json)
    {
        var (activity, name) = row.State switch
        {
            FindingState.New => (1, "Create"),
            FindingState.Persisting => (2, "Update"),
            _ => (3, "Close"),
        };
        json.WriteNumber("category_uid", 2);
        json.WriteString("category_name", "Findings");
        json.WriteNumber("class_uid", of.Uid);
        json.WriteString("class_name", of.Name);
        json.WriteNumber("activity_id", activity);
        json.WriteString("activity_name", name);
        json.WriteNumber("type_uid", of.Uid * 100L + activity);
        json.WriteString("type_name", $"{of.Name}: {name}");
    }

    // That a finding is there again says nothing of whether anybody works on it, and an accepted risk is no false positive:
    // neither "In Progress" nor "Suppressed" would be true.
    private static void WriteStatus(FindingRow row, Utf8JsonWriter json)
    {
        var (severity, word) = row.Severity switch
        {
            Severity.Info => (1, "Informational"),
            Severity.Low => (2, "Low"),
            Severity.Medium => (3, "Medium"),
            Severity.High => (4, "High"),
            Severity.Critical => (5, "Critical"),
            _ => (0, "Unknown"),
        };
        json.WriteNumber("severity_id", severity);
        json.WriteString("severity", word);
        var (status, caption) = row switch
        {
            { State: FindingState.Resolved } => (4, "Resolved"),
            { Verdict: Verdict.Exempt, Exemption: null } => (3, "Suppressed"),
            { Verdict: Verdict.Exempt } => (99, "Risk accepted"),
            { State: FindingState.New } => (1, "New"),
            _ => (99, "Persisting"),
        };
        json.WriteNumber("status_id", status);
        json.WriteString("status", caption);
        if (row.Verdict is Verdict.NotEvaluable) json.WriteString("status_detail", "could not be evaluated: neither a failure nor its absence was seen");
    }

    private static void WriteMetadata(FindingRow row, string? tool, Utf8JsonWriter json)
    {
        json.WriteStartObject("metadata");
        json.WriteString("version", Schema);
        json.WriteStartObject("product");
        json.WriteString("name", Product);
        json.WriteString("vendor_name", Product);
        if (tool?.LastIndexOf(' ') is { } space and >= 0) json.WriteString("version", tool[(space + 1)..]);
        json.WriteEndObject();
        json.WriteString("log_name", row.Vendor);
        json.WriteString("uid", row.LogIndex is { } index ? string.Create(CultureInfo.InvariantCulture, $"{row.Vendor}/{index}") : $"{row.Audit}/{row.Uid}");
        if (row.Audit is not null) WriteText("correlation_uid", row.Audit, json);
        json.WriteEndObject();
    }

    private static void WriteInfo(FindingRow row, Utf8JsonWriter json)
    {
        json.WriteStartObject("finding_info");
        WriteText("uid", row.Uid, json);
        WriteText("title", row.Rule, json);
        WriteText("desc", row.Message, json);
        json.WriteStartArray("types");
        json.WriteStringValue(Clean(row.Rule));
        json.WriteEndArray();
        json.WriteStartObject("analytic");
        WriteText("uid", row.Rule, json);
        WriteText("name", row.Rule, json);
        json.WriteNumber("type_id", 1);
        json.WriteString("type", "Rule");
        json.WriteEndObject();
        json.WriteNumber(row.State is FindingState.New ? "created_time" : "modified_time", Milliseconds(row.Time));
        WriteTime("first_seen_time", row.First, json);
        WriteTime("last_seen_time", row.Last, json);
        json.WriteEndObject();
    }

    // A finding that is gone is no pass of the check: what else the check found is in its other findings.
    private static void WriteCompliance(FindingRow row, Utf8JsonWriter json)
    {
        var (status, caption) = row switch
        {
            { State: FindingState.Resolved } => (0, "Unknown"),
            { Verdict: Verdict.Fail or Verdict.Exempt } => (3, "Fail"),
            { Verdict: Verdict.NotEvaluable } => (2, "Warning"),
            _ => (0, "Unknown"),
        };
        json.WriteStartObject("compliance");
        WriteText("control", row.Rule, json);
        if (row.Controls.Count > 0)
        {
            WriteTexts("standards", row.Controls.Select(control => control.Split(':', 2)[0]).Distinct(StringComparer.Ordinal), json);
            WriteTexts("requirements", row.Controls, json);
        }
        json.WriteNumber("status_id", status);
        json.WriteString("status", caption);
        json.WriteEndObject();
    }

    private static void WriteDetection(FindingRow row, Utf8JsonWriter json)
    {
        json.WriteBoolean("is_alert", row is { State: FindingState.New, Verdict: Verdict.Fail });
        if (row.Evidence.Count == 0) return;
        json.WriteStartArray("evidences");
        foreach (var reference in row.Evidence)
        {
            json.WriteStartObject();
            WriteText("uid", string.Create(CultureInfo.InvariantCulture, $"{reference.Source}#{reference.Record}"), json);
            if (row.Principal is not null)
            {
                json.WriteStartObject("actor");
                WriteUser(row, json);
                json.WriteEndObject();
            }
            if (row.Action is not null)
            {
                json.WriteStartObject("api");
                WriteText("operation", row.Action, json);
                json.WriteEndObject();
            }
            json.WriteStartObject("data");
            WriteText("source", reference.Source, json);
            json.WriteNumber("record", reference.Record);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteIamAnalysis(FindingRow row, Utf8JsonWriter json)
    {
        if (row.Principal is not null) WriteUser(row, json);
        json.WriteStartArray("permission_analysis_results");
        json.WriteStartObject();
        json.WriteStartObject("policy");
        WriteText("name", row.Role ?? AccessModel, json);
        if (row.Role is not null) json.WriteString("group", AccessModel);
        json.WriteEndObject();
        if (row.Action is not null) WriteTexts("granted_privileges", [row.Action], json);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteUser(FindingRow row, Utf8JsonWriter json)
    {
        json.WriteStartObject("user");
        WriteText("uid", row.Principal, json);
        WriteText("name", row.PrincipalName, json);
        json.WriteEndObject();
    }

    private static void WriteResources(FindingRow row, Utf8JsonWriter json)
    {
        if (row.Resource is null) return;
        json.WriteStartArray("resources");
        json.WriteStartObject();
        WriteText("uid", row.Resource, json);
        WriteText("name", row.ResourceName, json);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteRemediation(FindingRow row, Utf8JsonWriter json)
    {
        if (row.Fix is null) return;
        json.WriteStartObject("remediation");
        WriteText("desc", row.Fix, json);
        json.WriteEndObject();
    }

    private static void WriteUnmapped(FindingRow row, Utf8JsonWriter json)
    {
        json.WriteStartObject("unmapped");
        if (row.LogIndex is { } index) json.WriteNumber("log_index", index);
        WriteText("leaf_sha256", row.LeafSha256, json);
        json.WriteString("vendor", row.Vendor);
        WriteText("audit", row.Audit, json);
        if (row.Verdict is { } verdict) json.WriteString("verdict", Wording.Of(verdict));
        json.WriteString("state", Wording.Of(row.State));
        WriteText("principal", row.Principal, json);
        WriteText("role", row.Role, json);
        WriteText("action", row.Action, json);
        json.WriteNumber("count", row.Count);
        WriteTexts("controls", row.Controls, json);
        WriteTexts("evidence", row.Evidence.Select(reference => string.Create(CultureInfo.InvariantCulture, $"{reference.Source}#{reference.Record}")), json);
        if (row.Exemption is { } exemption)
        {
            json.WriteStartObject("exemption");
            WriteText("owner", exemption.Owner, json);
            WriteText("requested_by", exemption.RequestedBy, json);
            WriteText("approved_by", exemption.ApprovedBy, json);
            json.WriteNumber("expires", Milliseconds(exemption.Expires));
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void WriteText(string name, string? text, Utf8JsonWriter json)
    {
        if (text is not null) json.WriteString(name, Clean(text));
    }

    private static void WriteTexts(string name, IEnumerable<string> texts, Utf8JsonWriter json)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(Clean(text));
        json.WriteEndArray();
    }

    private static void WriteTime(string name, Instant? time, Utf8JsonWriter json)
    {
        if (time is { } instant) json.WriteNumber(name, Milliseconds(instant));
    }


    // Whoever is logged chose the names: half of a surrogate pair, which UTF-8 cannot say, becomes U+FFFD.
    private static string Clean(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    // What is finer than a millisecond is cut off, before 1970 too.
    private static long Milliseconds(Instant time) => time.ToUnixTimeMilliseconds();
}
