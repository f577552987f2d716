using System.Security.Cryptography;
using System.Text;
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
    public static TrailWords Of(Incident incident, int number, Func<string, string> person, Func<string, string> finding)
    {
        var record = incident.Records[number - 1];
        // What a clock says about its limit says when its fact was; once a fact is privileged, no limit is told.
        var hidesLimits = incident.Records.Take(number).Any(earlier => earlier is FactRecorded { Fact.Privileged: true });
        var (type, data) = Said(record, person, finding, hidesLimits);
        foreach (var absent in data.Where(member => member.Value is null).Select(member => member.Key).ToList()) data.Remove(absent);
        data["incident"] = incident.Id;
        data["record"] = number;
        data["sha256"] = DigestOf(record);
        return new(type, record.ByMachine ? record.By : person(record.By), data);
    }

    /// <summary><c>sha256:</c> and the digest of the record as it is stored: who shows the record later shows that it is this one.</summary>
    public static string DigestOf(IncidentRecord record) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(IncidentJson.Write(record)));

    private static (string Type, JsonObject Data) Said(IncidentRecord record, Func<string, string> person, Func<string, string> finding, bool hidesLimits) => record switch
    {
        Opened opened => ("incident opened", new JsonObject
        {
            ["stage"] = opened.Stage.ToString().ToLowerInvariant(),
            ["title"] = Digest(opened.Title),
            ["rule"] = opened.Rule,
            ["playbook"] = opened.Playbook,
            ["findings"] = Names(opened.Findings, finding),
            ["principals"] = Names(opened.Principals, person),
            ["from"] = Time(opened.From),
            ["to"] = Time(opened.To),
        }),
        FactRecorded { Fact.Privileged: true } => ("fact recorded", new JsonObject { ["privileged"] = true }),
        FactRecorded { Fact: var fact } => ("fact recorded", Said(fact)),
        StageChanged changed => ("incident stage changed", new JsonObject { ["to"] = changed.To.ToString().ToLowerInvariant(), ["reason"] = Digest(changed.Reason) }),
        RuleEnabled enabled => ("rule enabled", new JsonObject { ["rule"] = enabled.Rule, ["reason"] = Digest(enabled.Reason) }),
        Decided decided => ("decision recorded", new JsonObject { ["notify"] = decided.Notify, ["rationale"] = Digest(decided.Rationale), ["risk"] = Digest(decided.RiskAssessment) }),
        StepStarted step => ("step started", new JsonObject { ["step"] = step.Step, ["due"] = Limit(step.Due, hidesLimits) }),
        StepApproved step => ("step approved", new JsonObject { ["step"] = step.Step }),
        StepRejected step => ("step rejected", new JsonObject { ["step"] = step.Step, ["reason"] = Digest(step.Reason) }),
        StepCompleted step => ("step completed", new JsonObject { ["step"] = step.Step, ["evidence"] = DigestOfList(step.Evidence), ["note"] = Digest(step.Note) }),
        StepFailed step => ("step failed", new JsonObject { ["step"] = step.Step, ["reason"] = Digest(step.Reason) }),
        TouchedComputed touched => ("touched computed", new JsonObject
        {
            ["step"] = touched.Step,
            ["accessed"] = Whole(touched.Accessed),
            ["rows"] = Whole(touched.Rows),
            ["reachable"] = Whole(touched.Reachable),
            ["list"] = "sha256:" + touched.Sha256,
            ["limits"] = DigestOfList(touched.Limits),
        }),
        _ => Sent(record, person, hidesLimits),
    };

    private static (string Type, JsonObject Data) Sent(IncidentRecord record, Func<string, string> person, bool hidesLimits) => record switch
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
            ["detail"] = Digest(attempt.Detail),
            ["target"] = "sha256:" + attempt.TargetSha256,
            ["body"] = "sha256:" + attempt.BodySha256,
        }),
        DeliveryAcknowledged seen => ("delivery acknowledged", new JsonObject { ["delivery"] = seen.Delivery }),
        Reminded reminded => ("clock reminded", new JsonObject { ["clock"] = reminded.Clock, ["percent"] = reminded.Percent, ["due"] = Limit(reminded.Due, hidesLimits) }),
        Overdue overdue => ("clock overdue", new JsonObject { ["clock"] = overdue.Clock, ["due"] = Limit(overdue.Due, hidesLimits) }),
        _ => throw new InvalidOperationException($"no words for a record of type {record.GetType().Name}"),
    };

    private static JsonObject Said(Fact fact) => new()
    {
        ["fact"] = fact.Name,
        ["at"] = Time(fact.At),
        ["corrects"] = fact.Corrects,
        ["evidence"] = DigestOfList(fact.Evidence),
        ["note"] = Digest(fact.Note),
        ["until"] = Time(fact.Until),
        ["authority"] = Digest(fact.Authority),
        ["jurisdiction"] = fact.Jurisdiction,
        ["count"] = Whole(fact.Count),
        ["dataClasses"] = DigestOfList(fact.DataClasses),
    };

    // A channel without a name of its own has its address for a name.
    private static string Name(string name, Func<string, string> person) => name.Contains('@', StringComparison.Ordinal) ? person(name) : name;

    private static JsonArray? Names(IReadOnlyList<string> names, Func<string, string> pseudonym) => names.Count == 0 ? null : new([.. names.Select(name => (JsonNode)pseudonym(name))]);

    private static string? Digest(string? text) => text is null ? null : "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string? DigestOfList(IReadOnlyList<string> texts) => texts.Count == 0 ? null : Digest(string.Join('\n', texts));

    private static string? Time(Instant? instant) => instant is { } known ? InstantPattern.ExtendedIso.Format(known) : null;

    private static string? Time(OffsetDateTime? time) => time is { } known ? FactTime.Of(known) : null;

    private static string? Limit(Instant? instant, bool hidden) => hidden ? null : Time(instant);

    // A leaf takes numbers that every reader of JSON reads exactly.
    private static JsonValue? Whole(long? number) => number is not { } known ? null
        : Math.Abs((decimal)known) < 1L << 53 ? JsonValue.Create(known) : JsonValue.Create(known.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
