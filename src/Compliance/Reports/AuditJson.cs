using System.Text.Encodings.Web;
using System.Text.Json;
using Compliance.Evidence;
using Compliance.Findings;
using NodaTime;

namespace Compliance.Reports;

/// <summary>An audit's result as one JSON object: <c>audit</c>, <c>evidence</c>, <c>checks</c>, <c>groups</c>,
/// <c>findings</c>. Absent fields are omitted and arrays keep the order of the result, so equal results are equal bytes.</summary>
public static class AuditJson
{
    /// <summary>For files and terminals: indented, and letters of any script as they are. Control characters stay escaped.</summary>
    public static readonly JsonWriterOptions Readable = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the object, indented, and a final line feed.</summary>
    /// <param name="asOf">When it is read: what is overdue then says so. Null: nothing does.</param>
    public static void Write(AuditResult result, Stream output, Instant? asOf = null)
    {
        using (var json = new Utf8JsonWriter(output, Readable)) Write(result, json, asOf);
        output.WriteByte((byte)'\n');
    }

    /// <summary>Writes the object where the writer stands.</summary>
    /// <inheritdoc cref="Write(AuditResult, Stream, Instant?)"/>
    public static void Write(AuditResult result, Utf8JsonWriter json, Instant? asOf = null)
    {
        json.WriteStartObject();
        json.WritePropertyName("audit");
        Write(result.Audit, json);
        WriteArray("evidence", result.Evidence, json, Write);
        WriteArray("checks", result.Checks, json, Write);
        WriteArray("groups", result.Groups, json, Write);
        WriteArray("findings", result.Findings, json, (finding, array) => Write(finding, array, asOf));
        json.WriteEndObject();
    }

    /// <summary>Writes one finding as it stands in <c>findings</c>.</summary>
    /// <inheritdoc cref="Write(AuditResult, Stream, Instant?)"/>
    public static void Write(Finding finding, Utf8JsonWriter json, Instant? asOf = null)
    {
        json.WriteStartObject();
        json.WriteString("fingerprint", finding.Fingerprint.Value);
        json.WriteString("rule", finding.Rule);
        json.WriteString("severity", Wording.Of(finding.Severity));
        json.WriteString("verdict", Wording.Of(finding.Verdict));
        json.WriteString("state", Wording.Of(finding.State));
        WriteText("principal", finding.Principal, json);
        WriteText("role", finding.Role, json);
        WriteText("action", finding.Action, json);
        WriteText("resource", finding.Resource, json);
        json.WriteNumber("count", finding.Count);
        WriteInstant("first", finding.First, json);
        WriteInstant("last", finding.Last, json);
        WriteArray("evidence", finding.Evidence, json, Write);
        json.WriteStartArray("controls");
        foreach (var control in finding.Controls) json.WriteStringValue(control);
        json.WriteEndArray();
        json.WriteString("message", finding.Message);
        json.WriteString("fix", finding.Fix);
        if (finding.Exemption is { } exemption)
        {
            json.WritePropertyName("exemption");
            Write(exemption, json);
        }
        WriteInstant("opened", finding.Opened, json);
        WriteInstant("due", FindingDue.Of(finding), json);
        if (asOf is { } now && FindingDue.IsOverdue(finding, now)) json.WriteBoolean("overdue", true);
        if (finding.Work is { } work) Write(work, json);
        json.WriteEndObject();
    }

    /// <summary>Writes a decision about many findings: what they share, <c>exemption</c> and <c>work</c>.</summary>
    public static void Write(StandingDecision decision, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        WriteText("rule", decision.Selector.Rule, json);
        WriteText("role", decision.Selector.Role, json);
        WriteText("action", decision.Selector.Action, json);
        WriteInstant("due", decision.Work.Due, json);
        if (decision.Exemption is { } exemption)
        {
            json.WritePropertyName("exemption");
            Write(exemption, json);
        }
        Write(decision.Work, json);
        json.WriteEndObject();
    }

    // By when is not said again: it is the finding's `due`.
    private static void Write(FindingWork work, Utf8JsonWriter json)
    {
        json.WriteStartObject("work");
        json.WriteString("status", Wording.Of(work.Status));
        WriteText("owner", work.Owner, json);
        WriteText("reason", work.Reason, json);
        WriteText("control", work.Control, json);
        WriteText("reply", work.Reply, json);
        WriteText("replyEvidence", work.ReplyEvidence, json);
        WriteInstant("replied", work.Replied, json);
        json.WriteString("by", work.By);
        WriteInstant("at", work.At, json);
        WriteInstant("expires", work.Expires, json);
        json.WriteEndObject();
    }

    /// <summary>Writes one source as it stands in <c>evidence</c>.</summary>
    public static void Write(SourceSummary source, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("source", source.Source);
        json.WriteString("kind", source.Kind);
        json.WriteString("format", source.Format);
        json.WriteString("method", source.Method);
        WriteInstant("collectedAt", source.CollectedAt, json);
        json.WriteString("sha256", source.Sha256);
        json.WriteNumber("bytes", source.Bytes);
        json.WriteNumber("records", source.Records);
        json.WriteNumber("accepted", source.Accepted);
        json.WriteNumber("rejected", source.Rejected);
        if (source.FurtherEvents > 0) json.WriteNumber("furtherEvents", source.FurtherEvents);
        json.WriteNumber("duplicates", source.Duplicates);
        json.WriteNumber("conflicts", source.Conflicts);
        json.WriteNumber("outOfScope", source.OutOfScope);
        if (source.UnknownOutcomes > 0) json.WriteNumber("unknownOutcomes", source.UnknownOutcomes);
        WriteInstant("first", source.First, json);
        WriteInstant("last", source.Last, json);
        if (source.RejectedSamples.Count > 0) WriteArray("rejectedSamples", source.RejectedSamples, json, Write);
        json.WriteEndObject();
    }

    private static void Write(AuditHeader audit, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", audit.Id);
        json.WriteString("vendor", audit.Vendor.Value);
        WriteInstant("from", audit.From, json);
        WriteInstant("to", audit.To, json);
        json.WriteString("mode", Wording.Of(audit.Mode));
        json.WriteString("verdict", Wording.Of(audit.Verdict));
        json.WriteString("tool", audit.Tool);
        json.WriteString("rulesDigest", audit.RulesDigest);
        WritePolicy(audit.Policy, json);
        json.WriteString("startedBy", audit.StartedBy);
        json.WriteEndObject();
    }

    /// <summary>Writes the member <c>policy</c>.</summary>
    internal static void WritePolicy(Policy policy, Utf8JsonWriter json)
    {
        json.WriteStartObject("policy");
        json.WriteString("sha256", policy.Sha256);
        WriteText("approvedBy", policy.ApprovedBy, json);
        if (policy.ApprovedOn is { } on) json.WriteString("approvedOn", Wording.Of(on));
        WriteText("contract", policy.Contract, json);
        json.WriteEndObject();
    }

    private static void Write(Check check, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("rule", check.Rule);
        json.WriteString("verdict", Wording.Of(check.Verdict));
        json.WriteNumber("findings", check.Findings);
        WriteText("reason", check.Reason, json);
        json.WriteEndObject();
    }

    private static void Write(FindingGroup group, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("rule", group.Rule);
        WriteText("role", group.Role, json);
        WriteText("action", group.Action, json);
        json.WriteNumber("principals", group.Principals);
        json.WriteNumber("of", group.Of);
        json.WriteString("suggestion", group.Suggestion);
        json.WriteEndObject();
    }

    internal static void Write(EvidenceReference reference, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("source", reference.Source);
        json.WriteNumber("record", reference.Record);
        json.WriteEndObject();
    }

    private static void Write(RejectedSample sample, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("record", sample.Record);
        json.WriteString("reason", sample.Reason);
        json.WriteEndObject();
    }

    private static void Write(Exemption exemption, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("owner", exemption.Owner);
        json.WriteString("requestedBy", exemption.RequestedBy);
        json.WriteString("approvedBy", exemption.ApprovedBy);
        json.WriteString("reason", exemption.Reason);
        WriteText("control", exemption.CompensatingControl, json);
        WriteInstant("expires", exemption.Expires, json);
        json.WriteEndObject();
    }

    private static void WriteArray<T>(string name, IReadOnlyList<T> items, Utf8JsonWriter json, Action<T, Utf8JsonWriter> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items) write(item, json);
        json.WriteEndArray();
    }

    /// <summary>Writes a member, or leaves it out when it is absent.</summary>
    internal static void WriteText(string name, string? value, Utf8JsonWriter json)
    {
        if (value is not null) json.WriteString(name, value);
    }

    /// <inheritdoc cref="WriteText"/>
    internal static void WriteInstant(string name, Instant? value, Utf8JsonWriter json)
    {
        if (value is { } instant) json.WriteString(name, Wording.Of(instant));
    }
}
