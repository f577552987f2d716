using System.Text.Json.Nodes;
using Compliance.Incidents;
using Compliance.Playbooks;
using Compliance.Regimes;
using Compliance.Storage;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Handling;

/// <summary>An incident as JSON for those who work on it: the ledger, the clocks, the steps, the messages.</summary>
/// <remarks>For the company's own people. A limit that is only arguable is told when it is asked for, and never leaves by the timeline.</remarks>
public static class IncidentDocument
{
    private static readonly OffsetDateTimePattern WithOffset = OffsetDateTimePattern.Rfc3339;

    /// <param name="case">Null: the contract cannot be read, and nothing can be said about clocks.</param>
    /// <param name="problem">Why it cannot.</param>
    /// <param name="arguable">Whether to tell the later limits that a rule of counting allows to argue for.</param>
    public static JsonObject Of(StoredIncident stored, IncidentCase? @case, string? problem, bool arguable)
    {
        var incident = stored.Incident;
        var document = Summary(stored.Head);
        document["findings"] = Texts(incident.Findings);
        document["principals"] = Texts(incident.Principals);
        Set(document, "from", Time(incident.From));
        Set(document, "to", Time(incident.To));
        document["stageSince"] = Time(incident.StageSince);
        Set(document, "triageDue", Time(incident.TriageDue));
        document["facts"] = Array(incident.Facts, fact => Fact(fact, stored));
        document["contradictions"] = Array(incident.Contradictions, contradiction => JsonValue.Create(contradiction.Words));
        document["affected"] = Array(incident.AffectedPersons, affected => new JsonObject { ["jurisdiction"] = affected.Jurisdiction, ["count"] = affected.Count });
        if (incident.Decision is { } decision) document["decision"] = Decision(decision);
        if (@case is not null) document["clocks"] = Array(@case.Rules, rule => Clock(rule, incident, @case.Now, arguable));
        Set(document, "problem", problem ?? @case?.Problem);
        document["steps"] = Array(incident.Steps.Values, step => Step(step, @case?.Playbook?.Find(step.Step)));
        document["notices"] = Array(incident.Notices, Notice);
        document["deliveries"] = Array(incident.Deliveries, Delivery);
        document["touched"] = Array(incident.Touched, Touched);
        document["overdue"] = Array(incident.Records.OfType<Overdue>(), overdue => new JsonObject { ["clock"] = overdue.Clock, ["due"] = Time(overdue.Due), ["recorded"] = Time(overdue.At) });
        document["trail"] = new JsonArray([.. stored.Indexes.Select(index => (JsonNode)index)]);
        return document;
    }

    /// <summary>An incident as the register has it.</summary>
    public static JsonObject Summary(IncidentHead head)
    {
        var line = new JsonObject
        {
            ["id"] = head.Id,
            ["vendor"] = head.Vendor.Value,
            ["title"] = head.Title,
            ["stage"] = Lower(head.Stage),
            ["opened"] = Time(head.Opened),
            ["openedBy"] = head.OpenedBy,
            ["records"] = head.Size,
            ["overdueClocks"] = head.Overdue,
        };
        Set(line, "rule", head.Rule);
        Set(line, "playbook", head.Playbook);
        if (head.Notify is { } notify) line["notify"] = notify;
        Set(line, "decidedBy", head.DecidedBy);
        Set(line, "closed", Time(head.Closed));
        return line;
    }

    private static JsonObject Fact(LedgerFact fact, StoredIncident stored)
    {
        var said = new JsonObject
        {
            ["number"] = fact.Number,
            ["name"] = fact.Fact.Name,
            ["at"] = WithOffset.Format(fact.Fact.At),
            ["recordedBy"] = fact.RecordedBy,
            ["recordedAt"] = Time(fact.RecordedAt),
            ["trailIndex"] = stored.Indexes[fact.Number - 1],
            ["evidence"] = Texts(fact.Fact.Evidence),
            ["privileged"] = fact.Fact.Privileged,
        };
        Set(said, "note", fact.Fact.Note);
        Set(said, "jurisdiction", fact.Fact.Jurisdiction);
        if (fact.Fact.Count is { } count) said["count"] = count;
        if (fact.Fact.DataClasses.Count > 0) said["dataClasses"] = Texts(fact.Fact.DataClasses);
        Set(said, "until", fact.Fact.Until is { } until ? WithOffset.Format(until) : null);
        Set(said, "authority", fact.Fact.Authority);
        if (fact.Fact.Corrects is { } corrects) said["corrects"] = corrects;
        if (fact.CorrectedBy is { } by) said["correctedBy"] = by;
        return said;
    }

    private static JsonObject Clock(ApplicableRule rule, Incident incident, Instant now, bool arguable)
    {
        var deadline = rule.Deadline;
        var clock = new JsonObject
        {
            ["regime"] = deadline.Regime,
            ["applies"] = Words(rule.Applies),
            ["why"] = rule.Why,
            ["needs"] = Texts(rule.Needs),
            ["enabled"] = rule.Enabled,
            ["duty"] = Words(deadline.Duty),
            ["recipient"] = deadline.Recipient,
            ["status"] = Words(deadline.Status),
            ["rule"] = deadline.Rule,
            ["confidence"] = deadline.Confidence,
            ["counted"] = deadline.Why,
            ["source"] = deadline.Source,
        };
        Set(clock, "anchor", deadline.Anchor);
        Set(clock, "anchorAt", Time(deadline.AnchorAt));
        Set(clock, "due_at", deadline.DueAt is { } due ? WithOffset.Format(due.ToOffsetDateTime()) : null);
        var submitted = incident.SubmittedAt(deadline.Regime);
        Set(clock, "submittedAt", Time(submitted));
        if (deadline.Counts) clock["overdue"] = deadline.IsMissed(submitted ?? now);
        if (arguable && deadline.LatestArguable is { } latest) clock["latest_arguable_at"] = new JsonObject { ["at"] = WithOffset.Format(latest.At.ToOffsetDateTime()), ["why"] = latest.Why, ["source"] = latest.Source };
        return clock;
    }

    private static JsonObject Step(StepState step, PlaybookTask? task)
    {
        var said = new JsonObject { ["step"] = step.Step, ["state"] = Words(step.Stage), ["evidence"] = Texts(step.Evidence) };
        Set(said, "key", task?.Key);
        Set(said, "name", task?.Name);
        Set(said, "started", Time(step.StartedAt));
        Set(said, "due", Time(step.Due));
        Set(said, "approvedBy", step.ApprovedBy?.Name);
        Set(said, "endedBy", step.EndedBy);
        Set(said, "ended", Time(step.EndedAt));
        Set(said, "reason", step.Reason);
        Set(said, "note", step.Note);
        return said;
    }

    private static JsonObject Notice(NoticeState notice)
    {
        var said = new JsonObject { ["notice"] = notice.Notice, ["step"] = notice.Step, ["rule"] = notice.Rule, ["sha256"] = notice.Sha256, ["missing"] = Texts(notice.Missing), ["drafted"] = Time(notice.DraftedAt) };
        Set(said, "approvedBy", notice.ApprovedBy?.Name);
        return said;
    }

    private static JsonObject Delivery(DeliveryState delivery)
    {
        var said = new JsonObject
        {
            ["delivery"] = delivery.Delivery,
            ["purpose"] = delivery.Queued.Purpose,
            ["to"] = delivery.Queued.To,
            ["queued"] = Time(delivery.Queued.At),
            ["withheld"] = delivery.Withheld,
            ["attempts"] = Array(delivery.Attempts, Attempt),
        };
        Set(said, "about", delivery.Queued.About);
        Set(said, "outcome", delivery.Outcome);
        Set(said, "notAfter", Time(delivery.Queued.NotAfter));
        Set(said, "acknowledgedBy", delivery.AcknowledgedBy);
        Set(said, "acknowledged", Time(delivery.AcknowledgedAt));
        return said;
    }

    private static JsonObject Attempt(DeliveryAttempted attempt)
    {
        var said = new JsonObject
        {
            ["attempt"] = attempt.Attempt,
            ["at"] = Time(attempt.At),
            ["channel"] = attempt.Channel,
            ["outcome"] = attempt.Outcome,
            ["detail"] = attempt.Detail,
            ["targetSha256"] = attempt.TargetSha256,
            ["bodySha256"] = attempt.BodySha256,
        };
        if (attempt.Status is { } status) said["status"] = status;
        Set(said, "next", Time(attempt.Next));
        return said;
    }

    private static JsonObject Touched(TouchedComputed touched) => new()
    {
        ["step"] = touched.Step,
        ["accessed"] = touched.Accessed,
        ["rows"] = touched.Rows,
        ["reachable"] = touched.Reachable,
        ["evidence"] = touched.Evidence,
        ["sha256"] = touched.Sha256,
        ["limits"] = Texts(touched.Limits),
    };

    private static JsonObject Decision(Decided decided) => new()
    {
        ["notify"] = decided.Notify,
        ["rationale"] = decided.Rationale,
        ["riskAssessment"] = decided.RiskAssessment,
        ["by"] = decided.By,
        ["at"] = Time(decided.At),
    };

    private static string Lower(Stage stage) => stage.ToString().ToLowerInvariant();

    /// <summary>The name of a member in words: <c>PendingAnchor</c> is <c>pending_anchor</c>.</summary>
    private static string Words<T>(T member) where T : struct, Enum =>
        string.Concat(member.ToString().Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : "_") + char.ToLowerInvariant(c) : c.ToString()));

    private static string Time(Instant instant) => InstantPattern.ExtendedIso.Format(instant);

    private static string? Time(Instant? instant) => instant is { } value ? Time(value) : null;

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    private static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode?> write) => new([.. items.Select(write)]);

    private static void Set(JsonObject target, string name, string? value)
    {
        if (value is not null) target[name] = value;
    }
}
