using System.Text.Json;

namespace Compliance.Reports;

/// <summary>The register as one JSON object: <c>disclaimer</c> and <c>incidents</c>. Absent values are left out.</summary>
public static class RegisterJson
{
    /// <summary>Writes the object and ends the line.</summary>
    public static void Write(IEnumerable<RegisterRow> rows, Stream output)
    {
        using (var json = new Utf8JsonWriter(output, AuditJson.Readable)) Write(rows, json);
        output.WriteByte((byte)'\n');
    }

    /// <summary>Writes the object where the writer stands.</summary>
    public static void Write(IEnumerable<RegisterRow> rows, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("disclaimer", IncidentExport.NotLegalAdvice);
        TimelineJson.WriteArray("incidents", rows, json, Write);
        json.WriteEndObject();
    }

    private static void Write(RegisterRow row, Utf8JsonWriter json)
    {
        json.WriteString("vendor", row.Vendor);
        json.WriteString("incident", row.Incident);
        json.WriteString("stage", row.Stage);
        json.WriteString("title", row.Title);
        AuditJson.WriteInstant("opened", row.Opened, json);
        AuditJson.WriteText("detection", row.Detection, json);
        AuditJson.WriteText("awareness", row.Awareness, json);
        AuditJson.WriteText("decision", row.Decision, json);
        AuditJson.WriteText("rationale", row.Rationale, json);
        AuditJson.WriteText("riskAssessment", row.RiskAssessment, json);
        AuditJson.WriteText("affected", row.Affected, json);
        AuditJson.WriteText("nextRule", row.NextRule, json);
        AuditJson.WriteText("nextDue", row.NextDue, json);
        json.WriteBoolean("missed", row.Missed);
        json.WriteNumber("contradictions", row.Contradictions);
    }
}
