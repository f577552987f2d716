using System.Text.Json;
using Compliance.Evidence;
using Compliance.Findings;

namespace Compliance.Reports;

/// <summary>An auditor's report as one JSON object; REPORTS.md has its shape. Absent members are omitted and arrays keep the order of the
/// report, so equal reports are equal bytes.</summary>
public static class AuditorReportJson
{
    /// <summary>Writes the object, indented, and a final line feed.</summary>
    public static void Write(AuditorReport report, Stream output)
    {
        using (var json = new Utf8JsonWriter(output, AuditJson.Readable)) Write(report, json);
        output.WriteByte((byte)'\n');
    }

    private static void Write(AuditorReport report, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("for", "auditor");
        json.WriteString("statement", AuditorReport.Statement);
        WriteScope(report, json);
        WritePopulation(report, json);
        json.WriteStartArray("tests");
        foreach (var test in report.Tests) Write(test, json);
        json.WriteEndArray();
        json.WriteStartArray("exceptions");
        foreach (var finding in report.Exceptions) Write(finding, json);
        json.WriteEndArray();
        json.WriteNumber("resolved", report.Resolved);
        json.WriteStartArray("evidence");
        foreach (var source in report.Population.Sources) AuditJson.Write(source, json);
        json.WriteEndArray();
        if (report.Trail is { } trail) WriteTrail(trail, json);
        if (report.Sample is { } sample) WriteSample(sample, json);
        json.WriteStartArray("limits");
        foreach (var limit in report.Limits) json.WriteStringValue(limit);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteScope(AuditorReport report, Utf8JsonWriter json)
    {
        var (audit, reported) = (report.Audit, report.Reported);
        AuditJson.WriteInstant("made", reported.Now, json);
        json.WriteStartObject("audit");
        json.WriteString("id", audit.Id);
        json.WriteString("vendor", audit.Vendor.Value);
        json.WriteString("verdict", Wording.Of(audit.Verdict));
        json.WriteString("mode", Wording.Of(audit.Mode));
        AuditJson.WriteInstant("from", audit.From, json);
        AuditJson.WriteInstant("to", audit.To, json);
        AuditJson.WriteInstant("started", reported.Started, json);
        AuditJson.WriteInstant("completed", reported.Completed, json);
        json.WriteString("startedBy", report.StartedBy);
        json.WriteString("tool", audit.Tool);
        json.WriteString("rulesDigest", audit.RulesDigest);
        AuditJson.WritePolicy(audit.Policy with { ApprovedBy = report.ApprovedBy }, json);
        json.WriteEndObject();
    }

    private static void WritePopulation(AuditorReport report, Utf8JsonWriter json)
    {
        json.WriteStartObject("population");
        AuditJson.WriteInstant("from", report.Population.From, json);
        AuditJson.WriteInstant("to", report.Population.To, json);
        json.WriteString("basis", report.Population.Basis);
        if (report.Reported.People is { } people)
        {
            if (people.People is { } count) json.WriteNumber("people", count);
            json.WriteNumber("accounts", people.Accounts);
            json.WriteNumber("roles", people.Roles);
            json.WriteNumber("assignments", people.Assignments);
        }
        json.WriteEndObject();
    }

    private static void Write(Check test, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("test", test.Rule);
        json.WriteString("verdict", Wording.Of(test.Verdict));
        if (test.Judged is { } judged) json.WriteNumber("judged", judged);
        json.WriteNumber("findings", test.Findings);
        AuditJson.WriteText("reason", test.Reason, json);
        AuditJson.WriteText("unevaluated", test.Unevaluated, json);
        json.WriteEndObject();
    }

    private static void Write(AuditorFinding finding, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("finding", finding.Id);
        json.WriteString("rule", finding.Rule);
        json.WriteString("severity", Wording.Of(finding.Severity));
        json.WriteString("verdict", Wording.Of(finding.Verdict));
        json.WriteString("state", Wording.Of(finding.State));
        AuditJson.WriteText("principal", finding.Principal, json);
        AuditJson.WriteText("role", finding.Role, json);
        AuditJson.WriteText("action", finding.Action, json);
        AuditJson.WriteText("resource", finding.Resource, json);
        json.WriteNumber("count", finding.Count);
        AuditJson.WriteInstant("first", finding.First, json);
        AuditJson.WriteInstant("last", finding.Last, json);
        AuditJson.WriteInstant("opened", finding.Opened, json);
        AuditJson.WriteInstant("due", finding.Due, json);
        if (finding.Overdue) json.WriteBoolean("overdue", true);
        json.WriteString("message", finding.Message);
        json.WriteString("fix", finding.Fix);
        json.WriteStartArray("evidence");
        foreach (var reference in finding.Evidence) AuditJson.Write(reference, json);
        json.WriteEndArray();
        json.WriteStartArray("controls");
        foreach (var control in finding.Controls) json.WriteStringValue(control);
        json.WriteEndArray();
        if (finding.Exemption is { } exemption) Write(exemption, json);
        if (finding.Work is { } work) Write(work, json);
        if (finding.Trail is { } place) WritePlace(place, json);
        json.WriteEndObject();
    }

    private static void Write(Exemption exemption, Utf8JsonWriter json)
    {
        json.WriteStartObject("accepted");
        json.WriteString("owner", exemption.Owner);
        json.WriteString("requestedBy", exemption.RequestedBy);
        json.WriteString("approvedBy", exemption.ApprovedBy);
        json.WriteString("reason", exemption.Reason);
        AuditJson.WriteText("compensatingControl", exemption.CompensatingControl, json);
        AuditJson.WriteInstant("expires", exemption.Expires, json);
        json.WriteEndObject();
    }

    private static void Write(FindingWork work, Utf8JsonWriter json)
    {
        json.WriteStartObject("decision");
        json.WriteString("status", Wording.Of(work.Status));
        json.WriteString("by", work.By);
        AuditJson.WriteInstant("at", work.At, json);
        AuditJson.WriteText("owner", work.Owner, json);
        AuditJson.WriteText("reason", work.Reason, json);
        AuditJson.WriteText("reply", work.Reply, json);
        AuditJson.WriteText("replyEvidence", work.ReplyEvidence, json);
        json.WriteEndObject();
    }

    private static void WritePlace(TrailPlace place, Utf8JsonWriter json)
    {
        json.WriteStartObject("trail");
        json.WriteNumber("index", place.Index);
        json.WriteString("type", place.Type);
        json.WriteString("leafSha256", place.LeafSha256);
        json.WriteEndObject();
    }

    private static void WriteTrail(AuditInTrail trail, Utf8JsonWriter json)
    {
        json.WriteStartObject("trail");
        json.WriteNumber("size", trail.Size);
        json.WriteString("root", trail.Root);
        if (trail.SignedSize is { } size) json.WriteNumber("signedSize", size);
        json.WriteNumber("first", trail.First);
        json.WriteNumber("last", trail.Last);
        json.WriteString("lastLeafSha256", trail.Completed);
        AuditJson.WriteText("resultSha256", trail.ResultDigest, json);
        if (trail.ResultAgrees is { } agrees) json.WriteBoolean("resultAgrees", agrees);
        json.WriteStartObject("sources");
        foreach (var (source, place) in trail.Sources.OrderBy(pair => pair.Key, StringComparer.Ordinal)) json.WriteNumber(source, place.Index);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteSample(RecordSample sample, Utf8JsonWriter json)
    {
        json.WriteStartObject("sample");
        json.WriteNumber("seed", sample.Seed);
        json.WriteNumber("asked", sample.Asked);
        json.WriteNumber("population", sample.Population);
        json.WriteStartArray("records");
        foreach (var record in sample.Records)
        {
            json.WriteStartObject();
            json.WriteString("source", record.Reference.Source);
            json.WriteNumber("record", record.Reference.Record);
            json.WriteString("chosenBy", record.Digest);
            AuditJson.WriteText("unread", record.Unread, json);
            AuditJson.WriteText("sha256", record.Sha256, json);
            if (record.Events > 1) json.WriteNumber("events", record.Events);
            AuditJson.WriteInstant("time", record.Time, json);
            AuditJson.WriteText("account", record.Account, json);
            AuditJson.WriteText("action", record.Action, json);
            AuditJson.WriteText("resource", record.Resource, json);
            AuditJson.WriteText("outcome", record.Outcome, json);
            json.WriteNumber("findings", record.CitedBy.Count);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
