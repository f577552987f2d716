using System.Text.Json.Nodes;
using Compliance.Findings;
using Compliance.Reports;
using Compliance.Trail;
using NodaTime.Text;

namespace Compliance.Storage;

/// <summary>What an audit says in the trail, in this order: that it started, the evidence it read, each finding that is new, changed
/// or resolved, that it completed. All entries carry the time at which the run started. Pure.</summary>
internal sealed class AuditEntries(AuditRun run, Pseudonyms pseudonyms)
{
    /// <summary>Who ran it, when it was the schedule.</summary>
    public const string Schedule = "schedule";

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>Pseudonym → name, of all that the entries made so far speak of.</summary>
    public IReadOnlyDictionary<string, string> Names => _names;

    /// <param name="result">With states and exemptions.</param>
    /// <param name="before">The findings that the states refer to.</param>
    public List<TrailEntry> Of(AuditResult result, IReadOnlyDictionary<Fingerprint, Finding> before)
    {
        var entries = new List<TrailEntry> { Entry("audit started", Started(result)) };
        entries.AddRange(result.Evidence.Select(source => Entry("evidence received", ResultJson.Of(source))));
        foreach (var finding in result.Findings)
            if (TypeOf(finding, before) is { } type) entries.Add(Entry(type, Said(finding)));
        entries.Add(Entry("audit completed", Completed(result)));
        return entries;
    }

    /// <summary>That a run ended without a result.</summary>
    public TrailEntry Failed(string code) => Entry("audit failed", new JsonObject { ["code"] = code });

    private TrailEntry Entry(string type, JsonObject data)
    {
        var actor = run.StartedBy == Schedule ? "system:schedule" : Person(run.StartedBy);
        return TrailEntry.Create(run.Vendor.Value, run.Started!.Value, type, actor, run.Id, data);
    }

    private static string? TypeOf(Finding finding, IReadOnlyDictionary<Fingerprint, Finding> before) => finding.State switch
    {
        FindingState.New => "finding opened",
        FindingState.Resolved => "finding resolved",
        _ => Changed(finding, before[finding.Fingerprint]) ? "finding changed" : null,
    };

    // What a reader of the trail would see differ. Texts may change with the program; that is no change of the finding.
    private static bool Changed(Finding now, Finding before) =>
        (now.Severity, now.Verdict, now.Count, now.First, now.Last, now.Resource)
        != (before.Severity, before.Verdict, before.Count, before.First, before.Last, before.Resource)
        || !now.Evidence.SequenceEqual(before.Evidence);

    private JsonObject Started(AuditResult result) => ResultJson.Present(
        ("tool", result.Audit.Tool), ("rules", result.Audit.RulesDigest), ("mode", ResultJson.Word(result.Audit.Mode)),
        ("from", ResultJson.Time(result.Audit.From)), ("to", ResultJson.Time(result.Audit.To)), ("sources", result.Evidence.Count),
        ("policy", ResultJson.Present(
            ("sha256", result.Audit.Policy.Sha256),
            ("approvedBy", result.Audit.Policy.ApprovedBy is { } by ? Person(by) : null),
            ("approvedOn", result.Audit.Policy.ApprovedOn is { } on ? LocalDatePattern.Iso.Format(on) : null))));

    private JsonObject Said(Finding finding) => ResultJson.Present(
        ("finding", pseudonyms.OfFinding(finding.Fingerprint.Value)), ("rule", finding.Rule), ("severity", ResultJson.Word(finding.Severity)),
        ("verdict", ResultJson.Word(finding.Verdict)), ("state", ResultJson.Word(finding.State)),
        ("principal", finding.Principal is { } principal ? Person(principal) : null), ("role", Text(finding.Role)),
        // Where what was judged is a thing and not an act, the thing stands for the action, and things go by pseudonyms here.
        ("action", finding.Principal is null && finding.Action == finding.Resource ? null : Text(finding.Action)),
        ("resource", finding.Resource is { } resource ? Resource(resource) : null), ("count", finding.Count),
        ("first", ResultJson.Time(finding.First)), ("last", ResultJson.Time(finding.Last)),
        ("evidence", ResultJson.Array(finding.Evidence, reference => ResultJson.Present(("source", Text(reference.Source)), ("record", reference.Record)))),
        ("exemption", finding.Exemption is { } exemption ? Said(exemption) : null),
        ("status", finding.Work is { } work ? Wording.Of(work.Status) : null), ("due", ResultJson.Time(FindingDue.Of(finding))));

    private JsonObject Said(Exemption exemption) => ResultJson.Present(
        ("owner", Person(exemption.Owner)), ("requestedBy", Person(exemption.RequestedBy)), ("approvedBy", Person(exemption.ApprovedBy)),
        ("expires", ResultJson.Time(exemption.Expires)));

    private static JsonObject Completed(AuditResult result) => new()
    {
        ["verdict"] = ResultJson.Word(result.Verdict),
        ["checks"] = new JsonObject(result.Checks.Select(check => KeyValuePair.Create(check.Rule, (JsonNode?)ResultJson.Word(check.Verdict)))),
        ["findings"] = new JsonObject(Enum.GetValues<FindingState>().Select(state =>
            KeyValuePair.Create(ResultJson.Word(state), (JsonNode?)result.Findings.Count(finding => finding.State == state)))),
        ["records"] = result.Evidence.Sum(source => source.Records),
        ["rejected"] = result.Evidence.Sum(source => source.Rejected),
        ["result"] = ResultJson.Digest(result),
    };

    private string Person(string name) => Named(pseudonyms.OfPerson(name), name);

    private string Resource(string id) => Named(pseudonyms.OfResource(id), id);

    private string Named(string pseudonym, string name)
    {
        _names.TryAdd(pseudonym, name);
        return pseudonym;
    }

    private static JsonNode? Text(string? text) => text is null ? null : StoredText.ForEntry(text);
}
