using System.Text.Json;
using Compliance.Findings;
using Compliance.Trail;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Reports;

/// <summary>What an entry of the trail says, as far as it is about an audit or its findings. An entry was written by a program of
/// any age: a member that is missing, or of another kind than expected, is absent.</summary>
internal sealed class FindingRowEntry : IDisposable
{
    private static readonly Dictionary<string, FindingState> States = new(StringComparer.Ordinal)
    {
        ["finding opened"] = FindingState.New,
        ["finding changed"] = FindingState.Persisting,
        ["finding resolved"] = FindingState.Resolved,
    };

    private static readonly Dictionary<string, Severity> Severities = Enum.GetValues<Severity>().ToDictionary(Wording.Of, StringComparer.Ordinal);
    private static readonly Dictionary<string, Verdict> Verdicts = Enum.GetValues<Verdict>().ToDictionary(Wording.Of, StringComparer.Ordinal);

    private readonly TrailLeaf _leaf;
    private readonly JsonDocument _json;
    private readonly JsonElement _data;

    private FindingRowEntry(TrailLeaf leaf, JsonDocument json) => (_leaf, _json, _data) = (leaf, json, json.RootElement.GetProperty("data"));

    /// <exception cref="FormatException">The leaf is not an entry of the trail.</exception>
    public static FindingRowEntry Read(TrailLeaf leaf)
    {
        try
        {
            var entry = TrailEntry.Parse(leaf.Bytes.Span);
            return new(leaf, JsonDocument.Parse(leaf.Bytes)) { Type = entry.Type, Audit = entry.Audit, Time = entry.Time, Vendor = entry.Vendor };
        }
        // An escaped lone surrogate is JSON and no text: asking for its text is refused so.
        catch (Exception e) when (e is FormatException or InvalidOperationException)
        {
            throw new FormatException($"entry {leaf.Index} of the trail cannot be read: {e.Message}", e);
        }
    }

    public required string Type { get; init; }
    public required string? Audit { get; init; }
    public required Instant Time { get; init; }
    public required string Vendor { get; init; }

    /// <summary>Of <c>evidence received</c>: which.</summary>
    public string? Source => _data.Text("source");

    /// <summary>Of <c>audit completed</c>: digest of the result.</summary>
    public string? Result => _data.Text("result");

    /// <summary>Of <c>audit completed</c>: each rule and its verdict; null for a word that is none.</summary>
    public IEnumerable<(string Rule, Verdict? Verdict)> Checks() =>
        _data.Members("checks").Select(check => (check.Name, Known(Verdicts, check.Value.Text())));

    /// <summary>The finding that the entry speaks of; null: it speaks of none.</summary>
    public FindingRow? Row() =>
        States.TryGetValue(Type, out var state) && _data.Text("finding") is { } uid && _data.Text("rule") is { } rule ? Row(uid, rule, state) : null;

    public void Dispose() => _json.Dispose();

    private FindingRow Row(string uid, string rule, FindingState state)
    {
        var definition = Catalogue.Find(rule);
        return new()
        {
            Uid = uid,
            Vendor = Vendor,
            Audit = Audit,
            Time = Time,
            Rule = rule,
            State = state,
            Severity = Known(Severities, _data.Text("severity")),
            Verdict = Known(Verdicts, _data.Text("verdict")),
            Principal = _data.Text("principal"),
            Role = _data.Text("role"),
            Action = _data.Text("action"),
            Resource = _data.Text("resource"),
            Count = _data.Whole("count") ?? 0,
            First = Moment(_data.Text("first")),
            Last = Moment(_data.Text("last")),
            Evidence = [.. References()],
            Controls = Catalogue.ControlsOf(rule),
            Message = definition?.Summary,
            Fix = definition?.Fix,
            Exemption = Accepted(),
            LogIndex = _leaf.Index,
            LeafSha256 = _leaf.Hash.ToString(),
        };
    }

    private IEnumerable<EvidenceReference> References()
    {
        foreach (var reference in _data.Items("evidence"))
            if (reference.Text("source") is { } source) yield return new(source, reference.Whole("record") ?? 0);
    }

    private Exemption? Accepted() =>
        _data.Member("exemption") is { } said
            && said.Text("owner") is { } owner && said.Text("requestedBy") is { } requested && said.Text("approvedBy") is { } approved
            && Moment(said.Text("expires")) is { } expires
            ? new(owner, requested, approved, "", expires) : null;

    private static Instant? Moment(string? text) => text is not null && InstantPattern.ExtendedIso.Parse(text) is { Success: true } time ? time.Value : null;

    private static T? Known<T>(Dictionary<string, T> words, string? word) where T : struct => word is not null && words.TryGetValue(word, out var known) ? known : null;
}
