namespace Compliance.Companies;

/// <summary>What a company is in the eyes of a law that binds only some.</summary>
/// <param name="Word">As company.yaml writes it.</param>
/// <param name="Meaning">With the law whose term it is.</param>
public sealed record EntityClass(string Word, string Meaning)
{
    /// <summary>The closed list of COMPANY.md.</summary>
    public static IReadOnlyList<EntityClass> All { get; } =
    [
        new("credit_institution", "bank of the Union (DORA Art. 2(1)(a))"),
        new("payment_institution", "payment institution or account information service (DORA Art. 2(1)(b), (c))"),
        new("electronic_money_institution", "electronic money institution (DORA Art. 2(1)(d))"),
        new("investment_firm", "investment firm or manager of funds (DORA Art. 2(1)(e), (k), (l))"),
        new("crypto_asset_service_provider", "provider of crypto-asset services or issuer of tokens (DORA Art. 2(1)(f))"),
        new("central_counterparty", "central counterparty (DORA Art. 2(1)(h)), without relief for weekends"),
        new("trading_venue", "trading venue (DORA Art. 2(1)(i)), without relief for weekends"),
        new("insurance_undertaking", "insurer, reinsurer or intermediary (DORA Art. 2(1)(n), (o))"),
        new("other_not_nis2", "another financial entity of DORA Art. 2(1), neither essential nor important under NIS2"),
        new("nis2_essential", "essential entity (NIS2 Art. 3(1))"),
        new("nis2_important", "important entity (NIS2 Art. 3(2))"),
        new("nis2_managed_services", "provider of managed services or managed security services (Implementing Regulation 2024/2690)"),
        new("manufacturer", "manufacturer of products with digital elements (Cyber Resilience Act)"),
        new("telecom_provider", "provider of public electronic communications (EU 611/2013, UK PECR), telecom carrier (FCC)"),
        new("covered_entity", "health plan, clearinghouse or provider (HIPAA)"),
        new("business_associate", "works for a covered entity with its data (HIPAA)"),
        new("phr_vendor", "vendor of personal health records outside HIPAA, or related entity (FTC 16 CFR 318)"),
        new("bank", "banking organization of the United States (36 hours)"),
        new("credit_union", "federally insured credit union (NCUA)"),
        new("nonbank_financial", "non-bank financial institution (FTC Safeguards Rule)"),
        new("sec_regulated", "broker-dealer, investment company, registered adviser, transfer agent or funding portal (Regulation S-P)"),
        new("nydfs_covered", "covered entity of the New York Department of Financial Services (23 NYCRR 500)"),
        new("critical_infrastructure", "operator of critical infrastructure (CIRCIA, Swiss Information Security Act, Australian SOCI Act)"),
        new("apra_regulated", "regulated by APRA (CPS 234)"),
        new("large_au_business", "Australian turnover above AUD 3 million (Cyber Security Act 2024)"),
        new("cii_operator", "operator of critical information infrastructure (China)"),
        new("network_operator", "other network operator (China)"),
    ];
}
