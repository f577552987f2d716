using System.Text.Json;
using Compliance.Incidents;

namespace Compliance.Reports;

/// <summary>A case as one JSON object: its state, <c>facts</c>, <c>contradictions</c>, <c>clocks</c>, <c>steps</c>, <c>notices</c>, <c>deliveries</c>,
/// <c>disclaimer</c>. Absent values are left out.</summary>
public static class IncidentReportJson
{
    /// <summary>Writes the object and ends the line.</summary>
    public static void Write(IncidentReport report, Stream output)
    {
        using (var json = new Utf8JsonWriter(output, AuditJson.Readable)) Write(report, json);
        output.WriteByte((byte)'\n');
    }

    /// <summary>Writes the object where the writer stands.</summary>
    public static void Write(IncidentReport report, Utf8JsonWriter json)
    {
        var incident = report.Incident;
        json.WriteStartObject();
        json.WriteString("disclaimer", IncidentExport.NotLegalAdvice);
        WriteState(report, json);
        TimelineJson.WriteArray("facts", incident.Facts, json, (fact, writer) => Write(fact, report, writer));
        TimelineJson.WriteTexts("contradictions", incident.Contradictions.Select(report.Words), json);
        TimelineJson.WriteArray("affected", incident.AffectedPersons.Where(persons => report.Shows(persons.Privileged)), json, (persons, writer) =>
        {
            writer.WriteString("jurisdiction", persons.Jurisdiction);
            writer.WriteNumber("count", persons.Count);
            TimelineJson.WriteTexts("dataClasses", persons.DataClasses, writer);
        });
        TimelineJson.WriteArray("clocks", report.Rules, json, (rule, writer) => Write(rule, report, writer));
        TimelineJson.WriteArray("steps", incident.Steps.Values.OrderBy(step => step.StartedAt), json, (step, writer) => Write(step, report, writer));
        TimelineJson.WriteNotices(incident.Notices, by => by, json);
        TimelineJson.WriteDeliveries(incident.Deliveries, by => by, json);
        json.WriteEndObject();
    }

    private static void WriteState(IncidentReport report, Utf8JsonWriter json)
    {
        var incident = report.Incident;
        json.WriteString("vendor", incident.Vendor.Value);
        json.WriteString("incident", incident.Id);
        json.WriteString("title", incident.Title);
        json.WriteString("stage", IncidentExport.Of(incident.Stage));
        AuditJson.WriteInstant("stageSince", incident.StageSince, json);
        AuditJson.WriteInstant("opened", incident.OpenedAt, json);
        json.WriteString("openedBy", incident.OpenedBy);
        AuditJson.WriteText("rule", incident.Rule, json);
        AuditJson.WriteText("playbook", incident.Playbook, json);
        AuditJson.WriteText("detection", report.Time(incident.Earliest(FactNames.Detection)), json);
        AuditJson.WriteText("awareness", report.Time(incident.Earliest(FactNames.Awareness)), json);
        AuditJson.WriteInstant("triageDue", incident.TriageDue, json);
        TimelineJson.WriteTexts("principals", incident.Principals, json);
        AuditJson.WriteInstant("from", incident.From, json);
        AuditJson.WriteInstant("to", incident.To, json);
        TimelineJson.WriteTexts("enabledRules", incident.EnabledRules.Order(StringComparer.Ordinal), json);
        if (incident.HoldAt(report.Now) is { } hold && report.Shows(hold.Privileged))
        {
            json.WriteStartObject("lawEnforcementHold");
            AuditJson.WriteInstant("from", hold.From, json);
            AuditJson.WriteInstant("until", hold.Until, json);
            AuditJson.WriteText("authority", hold.Authority, json);
            json.WriteEndObject();
        }
        if (incident.Decision is not { } decision) return;
        json.WriteStartObject("decision");
        json.WriteBoolean("notify", decision.Notify);
        json.WriteString("rationale", decision.Rationale);
        json.WriteString("riskAssessment", decision.RiskAssessment);
        json.WriteString("by", decision.By);
        AuditJson.WriteInstant("at", decision.At, json);
        json.WriteEndObject();
    }

    private static void Write(LedgerFact fact, IncidentReport report, Utf8JsonWriter json)
    {
        json.WriteNumber("record", fact.Number);
        AuditJson.WriteInstant("recorded", fact.RecordedAt, json);
        json.WriteString("recordedBy", fact.RecordedBy);
        if (fact.CorrectedBy is { } number) json.WriteNumber("correctedBy", number);
        if (fact.Privileged) json.WriteBoolean("privileged", true);
        if (!report.Shows(fact.Privileged))
        {
            if (report.Salt is { } salt) json.WriteString("sha256", new Commitments(salt).Of(report.Incident.Records[fact.Number - 1]));
            return;
        }
        json.WriteString("fact", fact.Name);
        json.WriteString("at", FactTime.Of(fact.Fact.At));
        if (fact.Fact.Corrects is { } corrects) json.WriteNumber("corrects", corrects);
        AuditJson.WriteText("jurisdiction", fact.Fact.Jurisdiction, json);
        if (fact.Fact.Count is { } count) json.WriteNumber("count", count);
        if (fact.Fact.Until is { } until) json.WriteString("until", FactTime.Of(until));
        AuditJson.WriteText("authority", fact.Fact.Authority, json);
        AuditJson.WriteText("note", fact.Fact.Note, json);
        TimelineJson.WriteTexts("evidence", fact.Fact.Evidence, json);
    }

    private static void Write(ApplicableRule rule, IncidentReport report, Utf8JsonWriter json)
    {
        var deadline = rule.Deadline;
        json.WriteString("regime", deadline.Regime);
        json.WriteString("applies", IncidentExport.Of(rule.Applies));
        json.WriteString("duty", IncidentExport.Of(deadline.Duty));
        json.WriteString("recipient", deadline.Recipient);
        json.WriteString("status", IncidentExport.Of(deadline.Status));
        AuditJson.WriteText("due_at", report.Due(rule), json);
        if (report.Confidential && deadline.LatestArguable is { } latest) json.WriteString("latest_arguable_at", Wording.Of(latest.At.ToInstant()));
        AuditJson.WriteText("anchor", report.Confidential || !report.Export.Hides(deadline) ? deadline.Anchor : "privileged", json);
        json.WriteString("rule", deadline.Rule);
        json.WriteString("confidence", deadline.Confidence);
        AuditJson.WriteText("submitted_at", report.Time(Timeline.Submission(report.Incident, deadline.Regime)), json);
        if (report.Due(rule) != "privileged") json.WriteBoolean("missed", deadline.IsMissed(report.Now));
        AuditJson.WriteText("why", report.Why(rule), json);
        TimelineJson.WriteTexts("needs", rule.Needs, json);
        json.WriteBoolean("enabled", rule.Enabled);
        json.WriteString("source", deadline.Source);
    }

    private static void Write(StepState step, IncidentReport report, Utf8JsonWriter json)
    {
        json.WriteString("step", step.Step);
        json.WriteString("state", step.Stage is StepStage.AwaitingApproval ? "awaiting approval" : step.Stage.ToString().ToLowerInvariant());
        AuditJson.WriteInstant("started", step.StartedAt, json);
        AuditJson.WriteText("startedBy", step.StartedBy?.Name, json);
        AuditJson.WriteText("due", step.Due is { } due && report.Confidential ? Wording.Of(due) : report.Export.Limit(step.Due), json);
        AuditJson.WriteText("approvedBy", step.ApprovedBy?.Name, json);
        AuditJson.WriteText("endedBy", step.EndedBy, json);
        AuditJson.WriteInstant("ended", step.EndedAt, json);
        AuditJson.WriteText("reason", step.Reason, json);
        AuditJson.WriteText("note", step.Note, json);
        TimelineJson.WriteTexts("evidence", step.Evidence, json);
    }
}
