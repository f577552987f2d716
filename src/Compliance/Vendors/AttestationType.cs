using NodaTime;

namespace Compliance.Vendors;

/// <summary>A kind of attestation: which keys of attestations.yaml describe one, and how long one is good. This table is all there is to a kind.</summary>
public sealed record AttestationType
{
    // Of every attestation.
    private static readonly string[] CommonKeys = ["type", "document", "sha256", "expires", "issuer", "services", "sites"];
    private static readonly string[] CommonRequired = ["type"];

    public static AttestationType Soc2 { get; } = new()
    {
        Word = "soc2",
        Title = "SOC 2 report",
        Levels = ["I", "II"],
        Required = ["level", "issuer"],
        Optional = ["opinion", "exceptions", "subservice", "bridge", "dataClasses"],
        Dates = ["period", "issued"],
        MustState = ["dataClasses", "services", "sites"],
        Life = Period.FromMonths(12),
        LifeSource = "the custom of customers: the AICPA sets no end, and a report speaks of its period only",
    };

    public static AttestationType Iso27001 { get; } = new()
    {
        Word = "iso27001",
        Title = "ISO/IEC 27001 certificate",
        Required = ["issuer"],
        Optional = ["statementOfApplicability", "surveillance", "dataClasses"],
        Dates = ["issued"],
        MustState = ["sites"],
        Life = Period.FromYears(3),
        LifeSource = "the three-year cycle of ISO/IEC 17021-1:2015, 9.1.3",
    };

    public static AttestationType PciAoc { get; } = new()
    {
        Word = "pci-aoc",
        Title = "PCI DSS attestation of compliance",
        Levels = ["ROC", "SAQ-A", "SAQ-A-EP", "SAQ-B", "SAQ-B-IP", "SAQ-C", "SAQ-C-VT", "SAQ-D", "SAQ-P2PE", "SAQ-SPoC"],
        Required = ["level"],
        Optional = ["merchantLevel", "serviceProviderLevel", "responsibilityMatrix", "exceptions"],
        Dates = ["issued"],
        MustState = ["services", "sites"],
        Life = Period.FromMonths(12),
        LifeSource = "PCI DSS 4.0.1, 12.8.4: status is looked at every 12 months",
    };

    public static AttestationType PenetrationTest { get; } = new()
    {
        Word = "penetration-test",
        Title = "penetration test",
        Required = ["issuer"],
        Optional = ["findings"],
        Dates = ["performed", "period"],
        MustState = ["services"],
        Life = Period.FromMonths(12),
        LifeSource = "PCI DSS 4.0.1, 11.4.2 and 11.4.3: every 12 months",
    };

    public static AttestationType DeviceHardening { get; } = new()
    {
        Word = "device-hardening",
        Title = "attestation of hardened devices",
        Optional = ["exceptions"],
        Dates = ["performed", "issued"],
        MustState = ["sites"],
        Life = Period.FromMonths(12),
        LifeSource = "custom: no standard sets a number",
    };

    public static AttestationType IncidentExercise { get; } = new()
    {
        Word = "incident-exercise",
        Title = "incident response exercise",
        Dates = ["performed"],
        Life = Period.FromMonths(12),
        LifeSource = "PCI DSS 4.0.1, 12.10.2: tested every 12 months",
    };

    public static AttestationType BackgroundPolicy { get; } = new()
    {
        Word = "background-policy",
        Title = "background check policy",
        Dates = ["issued", "performed"],
        Life = Period.FromMonths(12),
        LifeSource = "PCI DSS 4.0.1, 12.1.2: policies are reviewed every 12 months",
    };

    public static IReadOnlyList<AttestationType> All { get; } =
        [Soc2, Iso27001, PciAoc, PenetrationTest, DeviceHardening, IncidentExercise, BackgroundPolicy];

    /// <summary>As <c>type</c> has it.</summary>
    public required string Word { get; init; }

    /// <summary>As people call it.</summary>
    public required string Title { get; init; }

    /// <summary>What <c>level</c> may be; empty: there is no such key.</summary>
    public IReadOnlyList<string> Levels { get; init; } = [];

    /// <summary>Keys that say which day it speaks of: one is needed, and the first in this order counts.</summary>
    public required IReadOnlyList<string> Dates { get; init; }

    /// <summary>Of <c>dataClasses</c>, <c>services</c> and <c>sites</c>, what it has to state to be relied on.</summary>
    public IReadOnlyList<string> MustState { get; init; } = [];

    /// <summary>How long after that day it is good, where <c>expires</c> is not given.</summary>
    public required Period Life { get; init; }

    /// <summary>Where <see cref="Life"/> comes from.</summary>
    public required string LifeSource { get; init; }

    private string[] Required { get; init; } = [];
    private string[] Optional { get; init; } = [];

    /// <summary>Every key it may have.</summary>
    public IReadOnlyList<string> Keys => [.. CommonKeys.Concat(Required).Concat(Optional).Concat(Dates).Distinct()];

    public bool Requires(string key) => CommonRequired.Contains(key) || Required.Contains(key);

    public bool Has(string key) => Keys.Contains(key);

    public override string ToString() => Word;
}
