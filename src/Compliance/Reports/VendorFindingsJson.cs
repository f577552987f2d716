using System.Text.Json;

namespace Compliance.Reports;

/// <summary>The list a vendor answers as one JSON object, for a vendor's own ticket system. Absent members are omitted.</summary>
public static class VendorFindingsJson
{
    /// <summary>Writes the object, indented, and a final line feed.</summary>
    public static void Write(VendorFindings list, Stream output)
    {
        using (var json = new Utf8JsonWriter(output, AuditJson.Readable)) Write(list, json);
        output.WriteByte((byte)'\n');
    }

    private static void Write(VendorFindings list, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("for", "vendor");
        json.WriteString("vendor", list.Vendor);
        json.WriteString("audit", list.Audit);
        AuditJson.WriteInstant("made", list.AsOf, json);
        json.WriteStartArray("findings");
        foreach (var finding in list.Findings) Write(finding, json);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(VendorFinding finding, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", finding.Id);
        json.WriteString("severity", Wording.Of(finding.Severity));
        json.WriteString("rule", finding.Rule);
        json.WriteString("person", finding.Person);
        AuditJson.WriteText("role", finding.Role, json);
        AuditJson.WriteText("action", finding.Action, json);
        AuditJson.WriteText("resource", finding.Resource, json);
        json.WriteNumber("count", finding.Count);
        AuditJson.WriteInstant("first", finding.First, json);
        AuditJson.WriteInstant("last", finding.Last, json);
        json.WriteString("seen", finding.Saw);
        json.WriteString("asked", finding.Ask);
        AuditJson.WriteInstant("due", finding.Due, json);
        if (finding.Overdue) json.WriteBoolean("overdue", true);
        json.WriteString("status", Wording.Of(finding.Status));
        AuditJson.WriteText("reply", finding.Reply, json);
        AuditJson.WriteText("replyEvidence", finding.ReplyEvidence, json);
        json.WriteEndObject();
    }
}
