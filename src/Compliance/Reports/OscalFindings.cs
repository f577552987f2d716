using System.Globalization;
using System.Text.Json;
using Compliance.Findings;

namespace Compliance.Reports;

/// <summary>The verdicts of a result: one finding on the objective of each rule, and the controls that were reviewed through them.</summary>
internal static class OscalFindings
{
    public static void Write(
        string vendor, string audit, IReadOnlyList<OscalCheck> checks, OscalOpenFindings open, IReadOnlyList<OscalAcceptedRisk> accepted, Utf8JsonWriter json)
    {
        // A rule that the contract never calls for has no objective here.
        var judged = checks.Where(check => check.Verdict is not Verdict.NotApplicable).ToList();
        if (judged.Count > 0)
        {
            json.WriteStartArray("findings");
            foreach (var check in judged) Write(vendor, audit, check, open.Of(check.Rule), accepted.Where(risk => risk.Rule == check.Rule), json);
            json.WriteEndArray();
        }
        WriteReviewed(judged, json);
    }

    private static void Write(
        string vendor, string audit, OscalCheck check, IReadOnlyList<Guid> observations, IEnumerable<OscalAcceptedRisk> risks, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("uuid", OscalUuid.Of(vendor, "finding", audit, check.Rule));
        json.WriteString("title", OscalText.Value(check.Rule));
        json.WriteString("description", OscalText.Value(Catalogue.Find(check.Rule)?.Summary ?? $"the rule {check.Rule}, which this version does not know"));
        OscalProps.Write(json, Props(check));
        WriteTarget(check, json);
        WriteReferences("related-observations", "observation-uuid", observations, json);
        WriteReferences("related-risks", "risk-uuid", [.. risks.Select(risk => risk.Uuid)], json);
        json.WriteEndObject();
    }

    private static IEnumerable<(string Name, string? Value)> Props(OscalCheck check) =>
    [
        ("log_index", check.LogIndex.ToString(CultureInfo.InvariantCulture)),
        ("leaf_sha256", check.LeafSha256),
        ("verdict", check.Verdict is { } verdict ? Wording.Of(verdict) : null),
        .. Catalogue.ControlsOf(check.Rule).Select(control => ("control", (string?)control)),
    ];

    // OSCAL has two states. Only what was seen to pass is satisfied; the reason tells a failure from what could not be seen.
    private static void WriteTarget(OscalCheck check, Utf8JsonWriter json)
    {
        var (state, reason, remarks) = check.Verdict switch
        {
            Verdict.Pass => ("satisfied", "pass", "In the evidence that was given."),
            Verdict.Fail => ("not-satisfied", "fail", "The related observations say what was found."),
            Verdict.Exempt => ("not-satisfied", "fail", "Of every failing finding the risk is accepted, or a person calls it a false positive."),
            _ => ("not-satisfied", "other", "Could not be evaluated: evidence or input was missing or could not be read."),
        };
        json.WriteStartObject("target");
        json.WriteString("type", "objective-id");
        json.WriteString("target-id", OscalText.Token(check.Rule));
        json.WriteStartObject("status");
        json.WriteString("state", state);
        json.WriteString("reason", reason);
        json.WriteString("remarks", remarks);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // What could not be evaluated was not reviewed.
    private static void WriteReviewed(IEnumerable<OscalCheck> checks, Utf8JsonWriter json)
    {
        var controls = checks
            .Where(check => check.Verdict is Verdict.Pass or Verdict.Fail or Verdict.Exempt)
            .SelectMany(check => Catalogue.ControlsOf(check.Rule)).Select(OscalText.ControlId)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        json.WriteStartObject("reviewed-controls");
        json.WriteStartArray("control-selections");
        json.WriteStartObject();
        json.WriteString("description", controls.Count > 0
            ? "Controls on which an evaluated rule bears. A rule supports a control or tests a part of it, never all of it."
            : "No control was reviewed.");
        if (controls.Count > 0)
        {
            json.WriteStartArray("include-controls");
            foreach (var control in controls)
            {
                json.WriteStartObject();
                json.WriteString("control-id", control);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteReferences(string name, string member, IReadOnlyList<Guid> uuids, Utf8JsonWriter json)
    {
        if (uuids.Count == 0) return;
        json.WriteStartArray(name);
        foreach (var uuid in uuids)
        {
            json.WriteStartObject();
            json.WriteString(member, uuid);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}

/// <summary>A rule's verdict, as <c>audit completed</c> says it.</summary>
/// <param name="Verdict">Null: a word that this version does not know.</param>
/// <param name="LogIndex">Of that entry.</param>
/// <param name="LeafSha256">Its leaf hash, lower-case hex.</param>
internal sealed record OscalCheck(string Rule, Verdict? Verdict, long LogIndex, string LeafSha256);
