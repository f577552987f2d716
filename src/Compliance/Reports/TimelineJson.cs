using System.Text.Json;
using Compliance.Incidents;

namespace Compliance.Reports;

/// <summary>A timeline as one JSON object: <c>incident</c>, <c>records</c>, <c>contradictions</c>, <c>clocks</c>, <c>notices</c>, <c>deliveries</c>,
/// <c>trail</c>, <c>disclaimer</c>. Absent values are left out.</summary>
public static class TimelineJson
{
    /// <summary>Writes the object and ends the line.</summary>
    public static void Write(Timeline timeline, Stream output)
    {
        using (var json = new Utf8JsonWriter(output, AuditJson.Readable)) Write(timeline, json);
        output.WriteByte((byte)'\n');
    }

    /// <summary>Writes the object where the writer stands.</summary>
    public static void Write(Timeline timeline, Utf8JsonWriter json)
    {
        var incident = timeline.Incident;
        json.WriteStartObject();
        json.WriteString("disclaimer", IncidentExport.NotLegalAdvice);
        json.WriteString("vendor", incident.Vendor.Value);
        json.WriteString("incident", incident.Id);
        json.WriteString("title", incident.Title);
        json.WriteString("stage", IncidentExport.Of(incident.Stage));
        AuditJson.WriteInstant("made", timeline.MadeAt, json);
        if (timeline.Trail is { } trail)
        {
            json.WriteStartObject("trail");
            json.WriteNumber("size", trail.Size);
            json.WriteString("root", trail.Root);
            json.WriteEndObject();
        }
        WriteArray("records", timeline.Lines, json, Write);
        WriteTexts("contradictions", timeline.Contradictions, json);
        WriteArray("clocks", timeline.Clocks, json, Write);
        WriteNotices(timeline.Incident.Notices, timeline.Who, json);
        WriteDeliveries(timeline.Incident.Deliveries, timeline.Who, json);
        json.WriteEndObject();
    }

    private static void Write(TimelineLine line, Utf8JsonWriter json)
    {
        json.WriteNumber("record", line.Number);
        AuditJson.WriteInstant("at", line.At, json);
        json.WriteString("who", line.Who);
        json.WriteString("what", line.What);
        json.WriteStartObject("details");
        foreach (var (name, value) in line.Details) json.WriteString(name, value);
        json.WriteEndObject();
        WriteTexts("evidence", line.Evidence, json);
        AuditJson.WriteText("sha256", line.Sha256, json);
        AuditJson.WriteText("salt", line.Salt, json);
        if (line.CorrectedBy is { } number) json.WriteNumber("correctedBy", number);
        if (line.TrailIndex is { } index) json.WriteNumber("trailIndex", index);
    }

    private static void Write(TimelineClock clock, Utf8JsonWriter json)
    {
        json.WriteString("rule", clock.Rule);
        json.WriteString("duty", clock.Duty);
        json.WriteString("recipient", clock.Recipient);
        json.WriteString("applies", clock.Applies);
        json.WriteString("status", clock.Status);
        AuditJson.WriteText("anchor", clock.Anchor, json);
        AuditJson.WriteText("due_at", clock.Due, json);
        AuditJson.WriteText("submitted_at", clock.Submitted, json);
        AuditJson.WriteText("why", clock.Why, json);
        WriteTexts("needs", clock.Needs, json);
    }

    internal static void WriteNotices(IEnumerable<NoticeState> notices, Func<string, string> who, Utf8JsonWriter json) => WriteArray("notices", notices, json, (notice, writer) =>
    {
        writer.WriteString("notice", notice.Notice);
        writer.WriteString("rule", notice.Rule);
        writer.WriteString("sha256", notice.Sha256);
        AuditJson.WriteInstant("drafted", notice.DraftedAt, writer);
        WriteTexts("missing", notice.Missing, writer);
        AuditJson.WriteText("approvedBy", notice.ApprovedBy is { } by ? who(by.Name) : null, writer);
        AuditJson.WriteInstant("approvedAt", notice.ApprovedAt, writer);
    });

    internal static void WriteDeliveries(IEnumerable<DeliveryState> deliveries, Func<string, string> who, Utf8JsonWriter json) => WriteArray("deliveries", deliveries, json, (delivery, writer) =>
    {
        writer.WriteString("delivery", delivery.Delivery);
        writer.WriteString("purpose", delivery.Queued.Purpose);
        AuditJson.WriteText("about", delivery.Queued.About, writer);
        writer.WriteString("to", delivery.Queued.To);
        writer.WriteBoolean("withheld", delivery.Withheld);
        AuditJson.WriteText("outcome", delivery.Outcome, writer);
        writer.WriteNumber("attempts", delivery.Attempts.Count);
        AuditJson.WriteText("acknowledgedBy", delivery.AcknowledgedBy is { } by ? who(by) : null, writer);
        AuditJson.WriteInstant("acknowledgedAt", delivery.AcknowledgedAt, writer);
    });

    internal static void WriteTexts(string name, IEnumerable<string> texts, Utf8JsonWriter json)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    internal static void WriteArray<T>(string name, IEnumerable<T> items, Utf8JsonWriter json, Action<T, Utf8JsonWriter> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item, json);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
