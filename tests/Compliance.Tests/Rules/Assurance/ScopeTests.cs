using Compliance.Findings;

namespace Compliance.Tests.Rules.Assurance;

public sealed class ScopeTests
{
    private const string Rule = "attestation-scope";
    private const string Report = "type: soc2, level: II, issuer: a, period: { from: 2025-01-01, to: 2025-12-31 }, document: soc2.pdf";
    private const string Whole = "dataClasses: [Contact], services: [Support], sites: [manila]";
    private const string Aoc = "type: pci-aoc, issued: 2026-01-01, services: [support], sites: [Manila], document: aoc.pdf";

    [Theory]
    [InlineData(Whole + ", subservice: none", Verdict.Pass, "it covers what the vendor does")]
    [InlineData(Whole + ", subservice: inclusive", Verdict.Pass, "it covers what the vendor does")]
    [InlineData(Whole + ", subservice: carve-out", Verdict.Fail, "the subservice organizations are carved out, and no report of their own is named")]
    [InlineData(Whole + ", subservice: { method: carve-out, reports: [b.pdf] }", Verdict.Pass, "it covers what the vendor does")]
    [InlineData(Whole, Verdict.NotEvaluable, "`subservice` is not given: write none, inclusive or carve-out")]
    [InlineData("subservice: none, services: [support], sites: [Manila]", Verdict.NotEvaluable, "`dataClasses` is not given")]
    [InlineData("subservice: none, services: [support], sites: [Cebu], dataClasses: [contact]", Verdict.Fail, "`sites` does not hold `Manila`")]
    [InlineData("subservice: none, services: [sales], sites: [Manila], dataClasses: [contact]", Verdict.Fail, "`services` does not hold `support`")]
    [InlineData("subservice: none, services: [support], sites: [Manila], dataClasses: [email]", Verdict.Fail, "`dataClasses` does not hold `contact`")]
    [InlineData("services: [sales], sites: [Cebu]", Verdict.Fail, "`services` does not hold `support`; `sites` does not hold `Manila`")]
    public void Of_a_soc_2_report(string keys, Verdict verdict, string message)
    {
        var judged = AssuranceStory.With($"{Report}, {keys}").One(Rule);

        Assert.Equal((verdict, message), (judged.Verdict, judged.Message));
        if (verdict is Verdict.Fail) Assert.Equal(Severity.Medium, judged.Severity);
    }

    [Theory]
    [InlineData("", "services: [support]\n", "vendor.yaml has no `dataClasses`")]
    [InlineData("dataClasses: [contact]\n", "services: [support]\n", "vendor.yaml has no `processingSites`")]
    [InlineData("dataClasses: [contact]\nprocessingSites: [Manila]\n", "", "attestations.yaml has no `services`")]
    public void What_the_vendor_does_must_be_known(string vendor, string contract, string why)
    {
        var judged = new AssuranceStory { Vendor = vendor, Contract = contract, Attestations = [$"{Report}, {Whole}, subservice: none"] }.One(Rule);

        Assert.Equal(Verdict.NotEvaluable, judged.Verdict);
        Assert.Contains(why, judged.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_type_I_where_type_II_is_required()
    {
        var typeI = $"type: soc2, level: I, issuer: a, issued: 2026-01-01, document: one.pdf, subservice: none, {Whole}";
        var story = AssuranceStory.With(typeI);

        var judged = story.One(Rule);
        Assert.Equal((Verdict.Fail, Severity.High), (judged.Verdict, judged.Severity));
        Assert.StartsWith("it is of Type I, and `soc2-type2 or iso27001` is required", judged.Message, StringComparison.Ordinal);

        Assert.Equal(Verdict.Pass, (story with { Contract = story.Contract + "required: [soc2]\n" }).One(Rule).Verdict);
        var withCertificate = story with { Attestations = [typeI, "type: iso27001, issuer: a, issued: 2025-06-01, document: iso.pdf"] };
        Assert.Equal(Verdict.Pass, withCertificate.Judge(Rule)[0].Verdict);
    }

    [Theory]
    [InlineData("level: ROC, responsibilityMatrix: m", Verdict.Pass, "it covers")]
    [InlineData("level: ROC, serviceProviderLevel: 1, responsibilityMatrix: m", Verdict.Pass, "it covers")]
    [InlineData("level: ROC", Verdict.Fail, "no `responsibilityMatrix`")]
    [InlineData("level: SAQ-D, serviceProviderLevel: 2, responsibilityMatrix: m", Verdict.Pass, "it covers")]
    [InlineData("level: SAQ-A, serviceProviderLevel: 2, responsibilityMatrix: m", Verdict.Fail, "a service provider may only use SAQ-D, and it is SAQ-A")]
    [InlineData("level: SAQ-D, serviceProviderLevel: 1, responsibilityMatrix: m", Verdict.Fail, "a service provider of level 1 needs a ROC, and it is SAQ-D")]
    [InlineData("level: SAQ-D, merchantLevel: 1, responsibilityMatrix: m", Verdict.Fail, "a merchant of level 1 needs a ROC, and it is SAQ-D")]
    [InlineData("level: SAQ-A, merchantLevel: 3, responsibilityMatrix: m", Verdict.Pass, "it covers")]
    [InlineData("level: SAQ-A, responsibilityMatrix: m", Verdict.NotEvaluable, "neither `serviceProviderLevel` nor `merchantLevel` is given")]
    public void Of_a_pci_dss_attestation(string keys, Verdict verdict, string message)
    {
        var judged = AssuranceStory.With($"{Aoc}, {keys}").One(Rule);

        Assert.Equal(verdict, judged.Verdict);
        Assert.StartsWith(message, judged.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_questionnaire_where_the_contract_asks_for_a_roc()
    {
        var judged = (AssuranceStory.With($"{Aoc}, level: SAQ-D, merchantLevel: 2, responsibilityMatrix: m") with { Contract = "services: [support]\nrequired: [pci-roc]\n" }).One(Rule);

        Assert.Equal((Verdict.Fail, Severity.High), (judged.Verdict, judged.Severity));
        Assert.Equal("it is SAQ-D, and `pci-roc` is required: the contract asks for it", judged.Message);
    }

    [Theory]
    [InlineData("sites: [Manila], statementOfApplicability: { document: soa.pdf }", Verdict.Pass)]
    [InlineData("sites: [Manila]", Verdict.Fail)]
    [InlineData("statementOfApplicability: { document: soa.pdf }", Verdict.NotEvaluable)]
    [InlineData("sites: [Cebu], statementOfApplicability: { document: soa.pdf }", Verdict.Fail)]
    [InlineData("sites: [Manila], services: [sales], statementOfApplicability: { document: soa.pdf }", Verdict.Fail)]
    public void Of_a_certificate(string keys, Verdict verdict) =>
        Assert.Equal(verdict, AssuranceStory.With($"type: iso27001, issuer: a, issued: 2025-06-01, document: iso.pdf, {keys}").One(Rule).Verdict);

    [Theory]
    [InlineData("type: penetration-test, issuer: a, performed: 2026-01-01, services: [support]", Verdict.Pass)]
    [InlineData("type: penetration-test, issuer: a, performed: 2026-01-01", Verdict.NotEvaluable)]
    [InlineData("type: device-hardening, performed: 2026-01-01, sites: [Manila]", Verdict.Pass)]
    [InlineData("type: device-hardening, performed: 2026-01-01", Verdict.NotEvaluable)]
    [InlineData("type: incident-exercise, performed: 2026-01-01", Verdict.NotApplicable)]
    [InlineData("type: incident-exercise, performed: 2026-01-01, sites: [Cebu]", Verdict.Fail)]
    [InlineData("type: background-policy, issued: 2026-01-01", Verdict.NotApplicable)]
    [InlineData("type: background-policy, issued: 2026-01-01, sites: [Manila]", Verdict.Pass)]
    public void Of_the_others(string keys, Verdict verdict) => Assert.Equal(verdict, AssuranceStory.With(keys + ", document: a").One(Rule).Verdict);

    [Theory]
    [InlineData("2025-06-01", Verdict.Pass, Verdict.Pass)]
    [InlineData("2022-06-01", Verdict.Fail, Verdict.Pass)] // the one for Cebu has expired
    public void Certificates_of_several_sites_count_together_while_they_are_good(string issued, Verdict first, Verdict second)
    {
        const string Common = "type: iso27001, issuer: a, statementOfApplicability: { document: soa.pdf }";
        var judged = (AssuranceStory.With(
            $"{Common}, issued: 2025-07-01, sites: [Manila], document: manila.pdf",
            $"{Common}, issued: {issued}, sites: [Cebu], document: cebu.pdf") with
        { Vendor = "processingSites: [Manila, { name: Cebu, country: PH }]\n" }).Judge(Rule);

        Assert.Equal([first, second], judged.Select(one => one.Verdict));
    }
}
