using Compliance.Regimes;

namespace Compliance.Incidents.Scope;

/// <summary>By what a rule finds those whom it binds.</summary>
[Flags]
internal enum Bound
{
    /// <summary>By what the company is, wherever.</summary>
    Nowhere = 0,

    /// <summary>Where the persons live.</summary>
    Residence = 1,

    /// <summary>Where the company is established.</summary>
    Establishment = 2,

    /// <summary>Where the vendor works.</summary>
    Site = 4,

    /// <summary>Where the company is listed.</summary>
    Listing = 8,
}

/// <summary>Whom a rule binds, as far as that can be told from what companies and vendors write of themselves.</summary>
/// <param name="Sector">Of company.yaml; null: every one.</param>
/// <param name="Classes">Any one is enough; empty: every one.</param>
/// <param name="ClassDecides">Whether a company of the sector without one of the classes is not bound; else either is enough.</param>
/// <param name="Data">Kinds of data of which one must be there; empty: any.</param>
/// <param name="Never">Why it never is the company's or its vendor's; null: it may be.</param>
/// <param name="Doubt">What nobody writes down and everything depends on; null: nothing.</param>
internal sealed record RuleScope(Bound Bound, string? Sector, IReadOnlyList<string> Classes, bool ClassDecides, IReadOnlyList<string> Data, string? Never = null, string? Doubt = null)
{
    public static readonly IReadOnlyList<string> CardData = ["cardholder", "payment-card", "card", "pan"];
    public static readonly IReadOnlyList<string> HealthData = ["health", "medical", "phi", "ephi"];

    /// <summary>Classes of DORA, by which its relief for weekends is decided too.</summary>
    public static readonly IReadOnlyList<string> FinancialEntities =
    [
        "credit_institution", "payment_institution", "electronic_money_institution", "investment_firm", "crypto_asset_service_provider", "central_counterparty",
        "trading_venue", "insurance_undertaking", "other_not_nis2",
    ];

    public static RuleScope Of(RegimeRule rule) => rule.Id switch
    {
        "cn-incident.state" => General(Bound.Nowhere) with { Never = "binds central and state organs of China" },
        "cn-incident.cii" => Of("cii_operator"),
        "eu-nis2.msp-threshold" => General(Bound.Nowhere) with { Doubt = "whether the vendor is a provider of managed services in the sense of NIS2: counsel" },
        "us-hipaa.ba" => Of("covered_entity", "business_associate") with { Sector = "health" },
        "au-csa.ransom" => new(Bound.Establishment, null, ["large_au_business", "critical_infrastructure"], ClassDecides: true, []),
        _ => OfRegime(rule),
    };

    private static RuleScope OfRegime(RegimeRule rule) => rule.Regime switch
    {
        "contract" => General(Bound.Nowhere),
        "pci" => General(Bound.Nowhere) with { Data = CardData },
        "eu-nis2" => Of("nis2_essential", "nis2_important", "nis2_managed_services"),
        "eu-dora" => new(Bound.Establishment, "financial", FinancialEntities, ClassDecides: false, []),
        "us-sec" => General(Bound.Listing),
        "us-sec-regsp" => Of("sec_regulated") with { Sector = "financial" },
        "us-glba-ftc" => Of("nonbank_financial") with { Sector = "financial" },
        "us-bank" => Of("bank") with { Sector = "financial" },
        "us-ncua" => Of("credit_union") with { Sector = "financial" },
        "us-nydfs" => Of("nydfs_covered") with { Sector = "financial" },
        "au-apra" => Of("apra_regulated") with { Sector = "financial" },
        "us-hipaa" => Of("covered_entity") with { Sector = "health" },
        "us-ftc-hbnr" => Of("phr_vendor"),
        "cn-incident" => Of("cii_operator", "network_operator"),
        "in-certin" => General(Bound.Establishment | Bound.Site),
        _ => OfSector(rule),
    };

    private static RuleScope OfSector(RegimeRule rule) => rule.Sector switch
    {
        "general" => General(OfGeneral(rule)),
        "telecom" => new(Bound.Residence | Bound.Establishment, "telecom", ["telecom_provider"], ClassDecides: false, []),
        "product" => new(Bound.Nowhere, "product", ["manufacturer"], ClassDecides: false, []),
        "critical infrastructure" => new(Bound.Establishment, "critical infrastructure", ["critical_infrastructure"], ClassDecides: false, []),
        var sector => new(Bound.Residence | Bound.Establishment, sector, [], ClassDecides: false, []),
    };

    // The states of the union protect their residents; other laws bind also who is established there.
    private static Bound OfGeneral(RegimeRule rule) =>
        rule.Jurisdiction.StartsWith("US-", StringComparison.Ordinal) ? Bound.Residence
        : rule.Duty is Duty.Vendor or Duty.Both ? Bound.Residence | Bound.Establishment | Bound.Site
        : Bound.Residence | Bound.Establishment;

    private static RuleScope General(Bound bound) => new(bound, null, [], ClassDecides: false, []);

    private static RuleScope Of(params string[] classes) => new(Bound.Nowhere, null, classes, ClassDecides: true, []);
}
