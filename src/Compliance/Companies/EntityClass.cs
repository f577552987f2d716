namespace Compliance.Companies;

/// <summary>What a company is in the eyes of a law that binds only some.</summary>
/// <param name="Word">As company.yaml writes it.</param>
/// <param name="Sector">To which whoever is one belongs; null: any.</param>
/// <param name="Meaning">With the law whose term it is.</param>
public sealed record EntityClass(string Word, string? Sector, string Meaning)
{
    /// <summary>The closed list of COMPANY.md.</summary>
    public static IReadOnlyList<EntityClass> All { get; } =
    [
        new("credit_institution", "financial", "bank of the Union (DORA Art. 2(1)(a))"),
        new("payment_institution", "financial", "payment institution or account information service (DORA Art. 2(1)(b), (c))"),
        new("electronic_money_institution", "financial", "electronic money institution (DORA Art. 2(1)(d))"),
        new("investment_firm", "financial", "investment firm or manager of funds (DORA Art. 2(1)(e), (k), (l))"),
        new("crypto_asset_service_provider", "financial", "provider of crypto-asset services or issuer of tokens (DORA Art. 2(1)(f))"),
        new("central_counterparty", "financial", "central counterparty (DORA Art. 2(1)(h)), without relief for weekends"),
        new("trading_venue", "financial", "trading venue (DORA Art. 2(1)(i)), without relief for weekends"),
        new("insurance_undertaking", "financial", "insurer, reinsurer or intermediary (DORA Art. 2(1)(n), (o))"),
        new("other_not_nis2", "financial", "another financial entity of DORA Art. 2(1), neither essential nor important under NIS2"),
        new("nis2_essential", null, "essential entity (NIS2 Art. 3(1))"),
        new("nis2_important", null, "important entity (NIS2 Art. 3(2))"),
        new("nis2_managed_services", null, "provider of managed services or managed security services (Implementing Regulation 2024/2690)"),
        new("manufacturer", "product", "manufacturer of products with digital elements (Cyber Resilience Act)"),
        new("telecom_provider", "telecom", "provider of public electronic communications (EU 611/2013, UK PECR), telecom carrier (FCC)"),
        new("covered_entity", "health", "health plan, clearinghouse or provider (HIPAA)"),
        new("business_associate", "health", "works for a covered entity with its data (HIPAA)"),
        new("phr_vendor", "health", "vendor of personal health records outside HIPAA, or related entity (FTC 16 CFR 318)"),
        new("bank", "financial", "banking organization of the United States (36 hours)"),
        new("credit_union", "financial", "federally insured credit union (NCUA)"),
        new("nonbank_financial", "financial", "non-bank financial institution (FTC Safeguards Rule)"),
        new("sec_regulated", "financial", "broker-dealer, investment company, registered adviser, transfer agent or funding portal (Regulation S-P)"),
        new("nydfs_covered", "financial", "covered entity of the New York Department of Financial Services (23 NYCRR 500)"),
        new("critical_infrastructure", "critical infrastructure", "operator of critical infrastructure (CIRCIA, Swiss Information Security Act, Australian SOCI Act)"),
        new("apra_regulated", "financial", "regulated by APRA (CPS 234)"),
        new("large_au_business", null, "Australian turnover above AUD 3 million (Cyber Security Act 2024)"),
        new("cii_operator", null, "operator of critical information infrastructure (China)"),
        new("network_operator", null, "other network operator (China)"),
    ];
}
