using System.Globalization;
using System.Text.Json;
using Compliance.Findings;

namespace Compliance.Reports;

/// <summary>The observations of one result: each what an entry says of a finding.</summary>
internal sealed class OscalObservations(Utf8JsonWriter json)
{
    private readonly List<OscalAcceptedRisk> _accepted = [];
    private bool _begun;

    /// <summary>Those whose risk is accepted. People accept risks one by one, so they are few.</summary>
    public IReadOnlyList<OscalAcceptedRisk> Accepted => _accepted;

    /// <summary>Writes what a row says and gives the observation's UUID: of the vendor and the entry's index.</summary>
    public Guid Write(FindingRow row)
    {
        // An array of OSCAL has at least one member.
        if (!_begun) json.WriteStartArray("observations");
        _begun = true;
        var index = row.LogIndex!.Value.ToString(CultureInfo.InvariantCulture);
        var uuid = OscalUuid.Of(row.Vendor, "observation", index);
        json.WriteStartObject();
        json.WriteString("uuid", uuid);
        json.WriteString("title", OscalText.Value($"{row.Rule}: {Wording.Of(row.State)}"));
        json.WriteString("description", OscalText.Value(row.Message ?? $"a finding of the rule {row.Rule}, which this version does not know"));
        OscalProps.Write(json, Props(row, index));
        json.WriteStartArray("methods");
        json.WriteStringValue("TEST");
        json.WriteEndArray();
        json.WriteStartArray("types");
        json.WriteStringValue("finding");
        json.WriteEndArray();
        WriteEvidence(row);
        json.WriteString("collected", Wording.Of(row.Time));
        json.WriteEndObject();
        if (row.Exemption is { } exemption) _accepted.Add(new(OscalUuid.Of(row.Vendor, "risk", index), uuid, row.Rule, exemption));
        return uuid;
    }

    public void End()
    {
        if (_begun) json.WriteEndArray();
    }

    private static IEnumerable<(string Name, string? Value)> Props(FindingRow row, string index) =>
    [
        ("log_index", index),
        ("leaf_sha256", row.LeafSha256),
        ("finding", row.Uid),
        ("rule", row.Rule),
        ("state", Wording.Of(row.State)),
        ("severity", row.Severity is { } severity ? Wording.Of(severity) : null),
        ("verdict", row.Verdict is { } verdict ? Wording.Of(verdict) : null),
        ("principal", row.Principal),
        ("principal_name", row.PrincipalName),
        ("role", row.Role),
        ("action", row.Action),
        ("resource", row.Resource),
        ("resource_name", row.ResourceName),
        ("count", row.Count.ToString(CultureInfo.InvariantCulture)),
        ("first", row.First is { } first ? Wording.Of(first) : null),
        ("last", row.Last is { } last ? Wording.Of(last) : null),
    ];

    private void WriteEvidence(FindingRow row)
    {
        if (row.Evidence.Count == 0) return;
        json.WriteStartArray("relevant-evidence");
        foreach (var reference in row.Evidence)
        {
            json.WriteStartObject();
            json.WriteString("description", OscalText.Value(string.Create(CultureInfo.InvariantCulture, $"{reference.Source}, record {reference.Record}")));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}

/// <summary>A risk that somebody accepted, and the observation that says so.</summary>
internal sealed record OscalAcceptedRisk(Guid Uuid, Guid Observation, string Rule, Exemption Exemption);
