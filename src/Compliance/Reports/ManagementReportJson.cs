using System.Text.Json;

namespace Compliance.Reports;

/// <summary>Management's report as one JSON object; REPORTS.md has its shape.</summary>
public static class ManagementReportJson
{
    /// <summary>Writes the object, indented, and a final line feed.</summary>
    public static void Write(ManagementReport report, Stream output)
    {
        using (var json = new Utf8JsonWriter(output, AuditJson.Readable)) Write(report, json);
        output.WriteByte((byte)'\n');
    }

    private static void Write(ManagementReport report, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("for", "management");
        AuditJson.WriteInstant("made", report.Reported.Now, json);
        json.WriteString("vendor", report.Audit.Vendor.Value);
        json.WriteString("audit", report.Audit.Id);
        json.WriteString("verdict", Wording.Of(report.Audit.Verdict));
        json.WriteString("headline", report.Headline);
        json.WriteStartObject("failing");
        foreach (var (severity, findings) in report.Failing) json.WriteNumber(Wording.Of(severity), findings);
        json.WriteEndObject();
        WriteArray("overdue", report.Overdue, json, WriteOverdue);
        WriteArray("accepted", report.Accepted, json, WriteAccepted);
        WriteArray("notEvaluated", report.Open, json, (check, to) =>
        {
            to.WriteString("test", check.Rule);
            AuditJson.WriteText("reason", check.Reason, to);
        });
        WriteArray("audits", report.Course, json, WritePoint);
        json.WriteEndObject();
    }

    private static void WriteOverdue(OverdueFindings overdue, Utf8JsonWriter json)
    {
        json.WriteString("rule", overdue.Rule);
        AuditJson.WriteText("role", overdue.Role, json);
        json.WriteString("severity", Wording.Of(overdue.Severity));
        json.WriteNumber("findings", overdue.Findings);
        AuditJson.WriteInstant("due", overdue.Due, json);
        AuditJson.WriteText("owner", overdue.Owner, json);
    }

    private static void WriteAccepted(AcceptedRisk risk, Utf8JsonWriter json)
    {
        json.WriteString("rule", risk.Rule);
        AuditJson.WriteText("role", risk.Role, json);
        json.WriteString("severity", Wording.Of(risk.Severity));
        json.WriteString("owner", risk.Owner);
        json.WriteString("approvedBy", risk.ApprovedBy);
        AuditJson.WriteText("compensatingControl", risk.CompensatingControl, json);
        AuditJson.WriteInstant("expires", risk.Expires, json);
        if (risk.Expired) json.WriteBoolean("expired", true);
    }

    private static void WritePoint(AuditPoint point, Utf8JsonWriter json)
    {
        json.WriteString("audit", point.Audit);
        AuditJson.WriteInstant("at", point.At, json);
        json.WriteString("verdict", Wording.Of(point.Verdict));
        json.WriteStartObject("standing");
        foreach (var (severity, findings) in point.Standing.OrderByDescending(pair => pair.Key)) json.WriteNumber(Wording.Of(severity), findings);
        json.WriteEndObject();
    }

    private static void WriteArray<T>(string name, IReadOnlyList<T> items, Utf8JsonWriter json, Action<T, Utf8JsonWriter> members)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            members(item, json);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
