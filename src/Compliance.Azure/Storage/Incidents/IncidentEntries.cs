using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Compliance.Incidents;
using Compliance.Trail;
using Compliance.Vendors;
using NodaTime.Text;

namespace Compliance.Storage;

/// <summary>What an incident's records say in the trail: persons as pseudonyms, free text as its digest. Pure: a repetition says
/// the same bytes.</summary>
internal sealed class IncidentEntries(VendorId vendor, string incident, Pseudonyms pseudonyms)
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>Pseudonym → name, of all that the entries made so far speak of.</summary>
    public IReadOnlyDictionary<string, string> Names => _names;

    public TrailEntry Of(int number, IncidentRecord record)
    {
        var (type, data) = Said(record);
        data["incident"] = incident;
        data["record"] = number;
        return TrailEntry.Create(vendor.Value, record.At, type, record.ByMachine ? record.By : Person(record.By), null, data);
    }

    private (string Type, JsonObject Data) Said(IncidentRecord record) => record switch
    {
        Opened opened => ("incident opened", Present(
            ("stage", Word(opened.Stage)), ("title", Digest(opened.Title)), ("rule", Text(opened.Rule)), ("playbook", Text(opened.Playbook)),
            ("findings", new JsonArray([.. opened.Findings.Select(finding => (JsonNode)pseudonyms.OfFinding(finding))])),
            ("principals", new JsonArray([.. opened.Principals.Select(principal => (JsonNode)Person(principal))])))),
        FactRecorded recorded => ("fact recorded", Said(recorded)),
        StageChanged changed => ("stage changed", Present(("to", Word(changed.To)), ("reason", Digest(changed.Reason)))),
        RuleEnabled enabled => ("rule enabled", Present(("rule", Text(enabled.Rule)), ("reason", Digest(enabled.Reason)))),
        Decided decided => ("notification decided", Present(("notify", decided.Notify), ("rationale", Digest(decided.Rationale)), ("risk", Digest(decided.RiskAssessment)))),
        StepStarted step => ("step started", Present(("step", Text(step.Step)), ("due", ResultJson.Time(step.Due)))),
        StepApproved step => ("step approved", Present(("step", Text(step.Step)))),
        StepRejected step => ("step rejected", Present(("step", Text(step.Step)), ("reason", Digest(step.Reason)))),
        StepCompleted step => ("step completed", Present(("step", Text(step.Step)), ("evidence", Texts(step.Evidence)), ("note", Digest(step.Note)))),
        StepFailed step => ("step failed", Present(("step", Text(step.Step)), ("reason", Digest(step.Reason)))),
        TouchedComputed touched => ("touched computed", Present(
            ("step", Text(touched.Step)), ("accessed", touched.Accessed), ("rows", touched.Rows), ("reachable", touched.Reachable),
            ("evidence", Text(touched.Evidence)), ("list", touched.Sha256), ("limits", touched.Limits.Count))),
        NoticeDrafted notice => ("notice drafted", Present(("notice", Text(notice.Notice)), ("rule", Text(notice.Rule)), ("text", notice.Sha256), ("missing", notice.Missing.Count))),
        NoticeApproved notice => ("notice approved", Present(("notice", Text(notice.Notice)))),
        DeliveryQueued queued => ("delivery queued", Present(
            ("delivery", Text(queued.Delivery)), ("purpose", Text(queued.Purpose)), ("about", Text(queued.About)), ("withheld", queued.Withheld), ("percent", queued.Percent))),
        DeliveryAttempted attempt => ("delivery attempted", Present(
            ("delivery", Text(attempt.Delivery)), ("attempt", attempt.Attempt), ("outcome", attempt.Outcome), ("status", attempt.Status),
            ("target", attempt.TargetSha256), ("body", attempt.BodySha256))),
        DeliveryAcknowledged seen => ("delivery acknowledged", Present(("delivery", Text(seen.Delivery)))),
        Reminded reminded => ("reminder due", Present(("clock", Text(reminded.Clock)), ("percent", reminded.Percent), ("due", ResultJson.Time(reminded.Due)))),
        Overdue overdue => ("clock overdue", Present(("clock", Text(overdue.Clock)), ("due", ResultJson.Time(overdue.Due)))),
        _ => throw new InvalidOperationException($"a record of kind {record.GetType().Name} has no words for the trail"),
    };

    // Of a privileged fact only that there is one, and its digest; without who recorded it, whose name could be guessed by it.
    private static JsonObject Said(FactRecorded recorded)
    {
        var fact = recorded.Fact;
        if (fact.Privileged)
            return Present(("privileged", true), ("corrects", fact.Corrects), ("sha256", Convert.ToHexStringLower(SHA256.HashData(RecordJson.Write(recorded with { By = "" })))));
        return Present(
            ("fact", Text(fact.Name)), ("at", OffsetDateTimePattern.ExtendedIso.Format(fact.At)), ("corrects", fact.Corrects), ("evidence", Texts(fact.Evidence)), ("note", Digest(fact.Note)),
            ("until", fact.Until is { } until ? OffsetDateTimePattern.ExtendedIso.Format(until) : null), ("authority", Digest(fact.Authority)),
            ("jurisdiction", Text(fact.Jurisdiction)), ("count", fact.Count));
    }

    private string Person(string name)
    {
        var pseudonym = pseudonyms.OfPerson(name);
        _names[pseudonym] = name;
        return pseudonym;
    }

    private static JsonObject Present(params ReadOnlySpan<(string, JsonNode?)> members) => ResultJson.Present(members);

    private static string Word(Stage stage) => stage.ToString().ToLowerInvariant();

    private static string? Text(string? text) => text is null ? null : StoredText.ForEntry(text);

    private static JsonArray? Texts(IReadOnlyList<string> texts) => texts.Count == 0 ? null : new([.. texts.Select(text => (JsonNode)StoredText.ForEntry(text))]);

    private static string? Digest(string? text) => string.IsNullOrEmpty(text) ? null : "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
