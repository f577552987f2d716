using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Incidents;

/// <summary>What the trail says of a record: what happened, who did it, and data without names and without free text.</summary>
/// <param name="Type">Lower-case words with single spaces.</param>
/// <param name="Actor">A person's pseudonym, or <c>system:&lt;part&gt;</c>.</param>
public sealed record TrailWords(string Type, string Actor, JsonObject Data)
{
    /// <summary>The words for a record of a case. The same for the same record and those before it, so that a repetition says the same.</summary>
    /// <param name="number">Of the record, from 1. Later records are not looked at.</param>
    /// <param name="person">Pseudonym of a person.</param>
    /// <param name="finding">Pseudonym of a fingerprint.</param>
    /// <param name="salt">Of bytes that are told by their digest: only who has the vendor's key can work it out.</param>
    public static TrailWords Of(Incident incident, int number, Func<string, string> person, Func<string, string> finding, Func<byte[], byte[]> salt)
    {
        var hidden = new Commitments(salt);
        var record = incident.Records[number - 1];
        // What a clock says about its limit says when its fact was; once a fact is privileged, no limit is told.
        var hidesLimits = incident.Records.Take(number).Any(earlier => earlier is FactRecorded { Fact.Privileged: true });
        var (type, data) = Said(record, person, finding, hidden, hidesLimits);
        foreach (var absent in data.Where(member => member.Value is null).Select(member => member.Key).ToList()) data.Remove(absent);
        data["incident"] = incident.Id;
        data["record"] = number;
        data["sha256"] = hidden.Of(record);
        return new(type, record.ByMachine ? record.By : person(record.By), data);
    }

    private static (string Type, JsonObject Data) Said(IncidentRecord record, Func<string, string> person, Func<string, string> finding, Commitments hidden, bool hidesLimits) => record switch
    {
        Opened opened => ("incident opened", new JsonObject
        {
            ["stage"] = opened.Stage.ToString().ToLowerInvariant(),
            ["title"] = hidden.Of(opened.Title),
            ["rule"] = opened.Rule,
            ["playbook"] = opened.Playbook,
            ["findings"] = Names(opened.Findings, finding),
            ["principals"] = Names(opened.Principals, person),
            ["from"] = Time(opened.From),
            ["to"] = Time(opened.To),
        }),
        FactRecorded { Fact.Privileged: true } => ("fact recorded", new JsonObject { ["privileged"] = true }),
        FactRecorded { Fact: var fact } => ("fact recorded", Said(fact, hidden)),
        StageChanged changed => ("incident stage changed", new JsonObject { ["to"] = changed.To.ToString().ToLowerInvariant(), ["reason"] = hidden.Of(changed.Reason) }),
        RuleEnabled enabled => ("rule enabled", new JsonObject { ["rule"] = enabled.Rule, ["reason"] = hidden.Of(enabled.Reason) }),
        Decided decided => ("decision recorded", new JsonObject { ["notify"] = decided.Notify, ["rationale"] = hidden.Of(decided.Rationale), ["risk"] = hidden.Of(decided.RiskAssessment) }),
        StepStarted step => ("step started", new JsonObject { ["step"] = step.Step, ["due"] = Limit(step.Due, hidesLimits) }),
        StepApproved step => ("step approved", new JsonObject { ["step"] = step.Step }),
        StepRejected step => ("step rejected", new JsonObject { ["step"] = step.Step, ["reason"] = hidden.Of(step.Reason) }),
        StepCompleted step => ("step completed", new JsonObject { ["step"] = step.Step, ["evidence"] = hidden.OfList(step.Evidence), ["note"] = hidden.Of(step.Note) }),
        StepFailed step => ("step failed", new JsonObject { ["step"] = step.Step, ["reason"] = hidden.Of(step.Reason) }),
        TouchedComputed touched => ("touched computed", new JsonObject
        {
            ["step"] = touched.Step,
            ["accessed"] = Whole(touched.Accessed),
            ["rows"] = Whole(touched.Rows),
            ["reachable"] = Whole(touched.Reachable),
            ["list"] = "sha256:" + touched.Sha256,
            ["limits"] = hidden.OfList(touched.Limits),
        }),
        _ => Sent(record, person, hidden, hidesLimits),
    };

    private static (string Type, JsonObject Data) Sent(IncidentRecord record, Func<string, string> person, Commitments hidden, bool hidesLimits) => record switch
    {
        NoticeDrafted notice => ("notice drafted", new JsonObject
        {
            ["notice"] = notice.Notice,
            ["rule"] = notice.Rule,
            ["step"] = notice.Step,
            ["text"] = "sha256:" + notice.Sha256,
            ["missing"] = notice.Missing.Count,
        }),
        NoticeApproved notice => ("notice approved", new JsonObject { ["notice"] = notice.Notice }),
        DeliveryQueued queued => ("delivery queued", new JsonObject
        {
            ["delivery"] = queued.Delivery,
            ["purpose"] = queued.Purpose,
            ["about"] = queued.About,
            ["to"] = Name(queued.To, person),
            ["withheld"] = queued.Withheld,
            ["percent"] = queued.Percent,
            ["notAfter"] = Limit(queued.NotAfter, hidesLimits),
        }),
        DeliveryAttempted attempt => ("delivery attempted", new JsonObject
        {
            ["delivery"] = attempt.Delivery,
            ["attempt"] = attempt.Attempt,
            ["channel"] = Name(attempt.Channel, person),
            ["outcome"] = attempt.Outcome,
            ["status"] = attempt.Status,
            ["detail"] = hidden.Of(attempt.Detail),
            ["target"] = hidden.Of(attempt.TargetSha256),
            ["body"] = "sha256:" + attempt.BodySha256,
        }),
        DeliveryAcknowledged seen => ("delivery acknowledged", new JsonObject { ["delivery"] = seen.Delivery }),
        Reminded reminded => ("clock reminded", new JsonObject { ["clock"] = reminded.Clock, ["percent"] = reminded.Percent, ["due"] = Limit(reminded.Due, hidesLimits) }),
        Overdue overdue => ("clock overdue", new JsonObject { ["clock"] = overdue.Clock, ["due"] = Limit(overdue.Due, hidesLimits) }),
        _ => throw new InvalidOperationException($"no words for a record of type {record.GetType().Name}"),
    };

    private static JsonObject Said(Fact fact, Commitments hidden) => new()
    {
        ["fact"] = fact.Name,
        ["at"] = Time(fact.At),
        ["corrects"] = fact.Corrects,
        ["evidence"] = hidden.OfList(fact.Evidence),
        ["note"] = hidden.Of(fact.Note),
        ["until"] = Time(fact.Until),
        ["authority"] = hidden.Of(fact.Authority),
        ["jurisdiction"] = fact.Jurisdiction,
        ["count"] = Whole(fact.Count),
        ["dataClasses"] = hidden.OfList(fact.DataClasses),
    };

    // A channel without a name of its own has its address for a name.
    private static string Name(string name, Func<string, string> person) => name.Contains('@', StringComparison.Ordinal) ? person(name) : name;

    private static JsonArray? Names(IReadOnlyList<string> names, Func<string, string> pseudonym) => names.Count == 0 ? null : new([.. names.Select(name => (JsonNode)pseudonym(name))]);

    private static string? Time(Instant? instant) => instant is { } known ? InstantPattern.ExtendedIso.Format(known) : null;

    private static string? Time(OffsetDateTime? time) => time is { } known ? FactTime.Of(known) : null;

    private static string? Limit(Instant? instant, bool hidden) => hidden ? null : Time(instant);

    // A leaf takes numbers that every reader of JSON reads exactly.
    private static JsonValue? Whole(long? number) => number is not { } known ? null
        : Math.Abs((decimal)known) < 1L << 53 ? JsonValue.Create(known) : JsonValue.Create(known.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
