using Compliance.Findings;
using NodaTime;

namespace Compliance.Vendors;

/// <summary>The key <c>sla</c> of vendor.yaml: by when the vendor tells of a breach, and by when it puts findings right.</summary>
/// <param name="Breach">Null: the contract says nothing about telling.</param>
internal sealed record SlaYaml(VendorSla? Breach, IReadOnlyDictionary<Severity, Duration>? Remediation)
{
    private static readonly string[] Severities = [.. Enum.GetValues<Severity>().Reverse().Select(Word)];

    public static SlaYaml? Read(YamlValue value)
    {
        if (value.Fields("sla", "breachNotice", "from", "document", "remediation") is not { } sla) return null;
        var remediation = sla.Optional("remediation", Times);
        // Times to put findings right may stand alone; what is said about telling is said whole.
        var tells = !sla.Has("remediation") || sla.Has("breachNotice") || sla.Has("from") || sla.Has("document");
        return new(tells ? ReadBreach(sla) : null, remediation);
    }

    // The names that the ledger has for what the contract calls awareness and detection.
    private static VendorSla? ReadBreach(YamlFields sla)
    {
        var within = sla.Required("breachNotice", v => v.As<Duration>(Notations.Duration));
        var from = sla.Optional("from", v => v.Word("awareness", "detection"));
        var document = sla.Required("document", YamlNames.Text);
        return within is null || document is null ? null : new VendorSla(within.Value, from == "detection" ? "detection" : "vendor_awareness", document);
    }

    private static Dictionary<Severity, Duration>? Times(YamlValue value)
    {
        if (value.Fields("remediation", Severities) is not { } fields) return null;
        var times = new Dictionary<Severity, Duration>();
        foreach (var severity in Enum.GetValues<Severity>())
            if (fields.Optional(Word(severity), v => v.As<Duration>(Notations.Duration)) is { } time) times.Add(severity, time);
        return times;
    }

    private static string Word(Severity severity) => severity.ToString().ToLowerInvariant();
}
