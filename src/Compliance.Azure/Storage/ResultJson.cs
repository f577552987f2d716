using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Compliance.Evidence;
using Compliance.Findings;
using Compliance.Reports;
using Compliance.Trail;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Storage;

/// <summary>An audit's result as canonical JSON: the shape of <c>audit -o json</c>, one sequence of bytes for one result.</summary>
public static class ResultJson
{
    private static readonly InstantPattern Milliseconds = InstantPattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss'.'fff'Z'");

    /// <summary>SHA-256 of the canonical JSON of the whole result, lower-case hex: what the trail's last entry of an audit says.</summary>
    public static string Digest(AuditResult result) => Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Write(Of(result))));

    /// <summary>The result with its findings.</summary>
    public static JsonObject Of(AuditResult result)
    {
        var json = WithoutFindings(result);
        json["findings"] = Array(result.Findings, Of);
        return json;
    }

    /// <summary>The result without its findings.</summary>
    public static JsonObject WithoutFindings(AuditResult result) => new()
    {
        ["audit"] = Of(result.Audit),
        ["evidence"] = Array(result.Evidence, Of),
        ["checks"] = Array(result.Checks, check => Present(
            ("rule", check.Rule), ("verdict", Word(check.Verdict)), ("findings", check.Findings), ("reason", Text(check.Reason)))),
        ["groups"] = Array(result.Groups, group => Present(
            ("rule", group.Rule), ("role", Text(group.Role)), ("action", Text(group.Action)), ("principals", group.Principals), ("of", group.Of),
            ("suggestion", Text(group.Suggestion)))),
    };

    /// <summary>One finding.</summary>
    public static JsonObject Of(Finding finding) => Present(
        ("fingerprint", finding.Fingerprint.Value), ("rule", finding.Rule), ("severity", Word(finding.Severity)), ("verdict", Word(finding.Verdict)),
        ("state", Word(finding.State)), ("principal", Text(finding.Principal)), ("role", Text(finding.Role)), ("action", Text(finding.Action)),
        ("resource", Text(finding.Resource)), ("count", finding.Count), ("first", Time(finding.First)), ("last", Time(finding.Last)),
        ("evidence", Array(finding.Evidence, reference => Present(("source", Text(reference.Source)), ("record", reference.Record)))),
        ("controls", Array(finding.Controls, control => (JsonNode)control)), ("message", Text(finding.Message)), ("fix", Text(finding.Fix)),
        ("exemption", finding.Exemption is { } exemption ? Of(exemption) : null),
        ("opened", Time(finding.Opened)), ("due", Time(finding.Due)), ("work", finding.Work is { } work ? Of(work) : null));

    internal static JsonObject Of(SourceSummary source) => Present(
        ("source", Text(source.Source)), ("kind", source.Kind), ("format", source.Format), ("method", source.Method), ("collectedAt", Time(source.CollectedAt)),
        ("sha256", source.Sha256), ("bytes", source.Bytes), ("records", source.Records), ("accepted", source.Accepted), ("rejected", source.Rejected),
        ("duplicates", source.Duplicates), ("conflicts", source.Conflicts), ("outOfScope", source.OutOfScope), ("first", Time(source.First)), ("last", Time(source.Last)));

    internal static JsonNode? Time(Instant? time) => time is { } instant ? Milliseconds.Format(instant) : null;

    /// <summary>The word that every output has for it: <c>notEvaluable</c>, <c>new</c>, <c>high</c>, <c>pilot</c>.</summary>
    internal static string Word(Enum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>An object without its absent members.</summary>
    internal static JsonObject Present(params ReadOnlySpan<(string Name, JsonNode? Value)> members)
    {
        var json = new JsonObject();
        foreach (var (name, value) in members)
            if (value is not null) json[name] = value;
        return json;
    }

    internal static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode> write) => new([.. items.Select(write)]);

    private static JsonObject Of(AuditHeader audit) => Present(
        ("id", audit.Id), ("vendor", audit.Vendor.Value), ("from", Time(audit.From)), ("to", Time(audit.To)), ("mode", Word(audit.Mode)),
        ("verdict", Word(audit.Verdict)), ("tool", audit.Tool), ("rulesDigest", audit.RulesDigest),
        ("policy", Present(
            ("sha256", audit.Policy.Sha256), ("approvedBy", Text(audit.Policy.ApprovedBy)),
            ("approvedOn", audit.Policy.ApprovedOn is { } on ? LocalDatePattern.Iso.Format(on) : null), ("contract", Text(audit.Policy.Contract)))),
        ("startedBy", Text(audit.StartedBy)));

    private static JsonObject Of(Exemption exemption) => Present(
        ("owner", Text(exemption.Owner)), ("requestedBy", Text(exemption.RequestedBy)), ("approvedBy", Text(exemption.ApprovedBy)),
        ("reason", Text(exemption.Reason)), ("control", Text(exemption.CompensatingControl)), ("expires", Time(exemption.Expires)));

    private static JsonObject Of(FindingWork work) => Present(
        ("status", Wording.Of(work.Status)), ("owner", Text(work.Owner)), ("due", Time(work.Due)), ("reason", Text(work.Reason)), ("control", Text(work.Control)), ("reply", Text(work.Reply)),
        ("replyEvidence", Text(work.ReplyEvidence)), ("replied", Time(work.Replied)), ("by", Text(work.By)), ("at", Time(work.At)), ("expires", Time(work.Expires)));

    private static JsonNode? Text(string? text) => text is null ? null : StoredText.WellFormed(text);
}
