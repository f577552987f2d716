using System.Globalization;
using Compliance.Incidents;
using NodaTime;

namespace Compliance.Reports;

/// <summary>A record in words: what was done, the details that matter, the evidence.</summary>
internal static class TimelineRecords
{
    public static TimelineLine Line(IncidentRecord record, int number, IncidentExport export, Func<string, string> who, string? digest)
    {
        var (what, details) = Said(record, export, who, digest);
        return new(number, record.At, who(record.By), what, [.. details.Where(detail => !string.IsNullOrEmpty(detail.Value)).Select(detail => KeyValuePair.Create(detail.Name, detail.Value!))], Evidence(record), digest);
    }

    private static (string What, (string Name, string? Value)[] Details) Said(IncidentRecord record, IncidentExport export, Func<string, string> who, string? digest) => record switch
    {
        Opened opened => ($"opened the case as {IncidentExport.Of(opened.Stage)}",
        [
            ("title", opened.Title), ("rule", opened.Rule), ("playbook", opened.Playbook), ("findings", List(opened.Findings)),
            ("principals", List(opened.Principals.Select(who))), ("from", Time(opened.From)), ("to", Time(opened.To)),
        ]),
        FactRecorded { Fact.Privileged: true } => (digest is null ? "privileged" : $"privileged, {digest}", []),
        FactRecorded { Fact: var fact } => ($"recorded the fact {fact.Name}",
        [
            ("at", FactTime.Of(fact.At)), ("in UTC", Wording.Of(fact.At.ToInstant())), ("corrects record", Number(fact.Corrects)), ("jurisdiction", fact.Jurisdiction),
            ("persons", Number(fact.Count)), ("data", List(fact.DataClasses)), ("until", fact.Until is { } until ? FactTime.Of(until) : null),
            ("authority", fact.Authority), ("note", fact.Note),
        ]),
        StageChanged changed => ($"changed the stage to {IncidentExport.Of(changed.To)}", [("reason", changed.Reason)]),
        RuleEnabled enabled => ("enabled a rule", [("rule", enabled.Rule), ("reason", enabled.Reason)]),
        Decided decided => (decided.Notify ? "decided to notify" : "decided not to notify", [("rationale", decided.Rationale), ("risk assessment", decided.RiskAssessment)]),
        StepStarted step => ("started a step", [("step", step.Step), ("due", export.Limit(step.Due))]),
        StepApproved step => ("approved a step", [("step", step.Step)]),
        StepRejected step => ("rejected a step", [("step", step.Step), ("reason", step.Reason)]),
        StepCompleted step => ("completed a step", [("step", step.Step), ("note", step.Note)]),
        StepFailed step => ("could not do a step", [("step", step.Step), ("reason", step.Reason)]),
        TouchedComputed touched => ("computed who was touched",
        [
            ("step", touched.Step), ("accessed", Number(touched.Accessed)), ("rows counted", Number(touched.Rows)), ("reachable", Number(touched.Reachable)),
            ("limits", List(touched.Limits)),
        ]),
        _ => Sent(record, export, who),
    };

    private static (string What, (string Name, string? Value)[] Details) Sent(IncidentRecord record, IncidentExport export, Func<string, string> who) => record switch
    {
        NoticeDrafted notice => ("drafted a notice", [("notice", notice.Notice), ("rule", notice.Rule), ("text", "sha256:" + notice.Sha256), ("missing", List(notice.Missing))]),
        NoticeApproved notice => ("approved a notice", [("notice", notice.Notice)]),
        DeliveryQueued queued => (queued.Withheld ? "withheld a message, the vendor being in pilot" : "queued a message",
            [("delivery", queued.Delivery), ("purpose", queued.Purpose), ("about", queued.About), ("to", queued.To), ("of the time gone, per cent", Number(queued.Percent)), ("not after", export.Limit(queued.NotAfter))]),
        DeliveryAttempted attempt => ("tried to send a message",
        [
            ("delivery", attempt.Delivery), ("attempt", Number(attempt.Attempt)), ("channel", attempt.Channel.Contains('@', StringComparison.Ordinal) ? who(attempt.Channel) : attempt.Channel),
            ("outcome", attempt.Outcome), ("status", Number(attempt.Status)), ("body", "sha256:" + attempt.BodySha256), ("detail", attempt.Detail),
        ]),
        DeliveryAcknowledged seen => ("acknowledged a message", [("delivery", seen.Delivery)]),
        Reminded reminded => ("a clock reminded", [("clock", reminded.Clock), ("of the time gone, per cent", Number(reminded.Percent)), ("due", export.Limit(reminded.Due))]),
        Overdue overdue => ("a clock ran out", [("clock", overdue.Clock), ("due", export.Limit(overdue.Due))]),
        _ => throw new InvalidOperationException($"no words for a record of type {record.GetType().Name}"),
    };

    private static IReadOnlyList<string> Evidence(IncidentRecord record) => record switch
    {
        FactRecorded { Fact: { Privileged: false } fact } => fact.Evidence,
        StepCompleted completed => completed.Evidence,
        TouchedComputed touched => [touched.Evidence, "sha256:" + touched.Sha256],
        _ => [],
    };

    private static string? Time(Instant? instant) => instant is { } known ? Wording.Of(known) : null;

    private static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string List(IEnumerable<string> texts) => string.Join(", ", texts);
}
