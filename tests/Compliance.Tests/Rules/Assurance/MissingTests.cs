using Compliance.Findings;

namespace Compliance.Tests.Rules.Assurance;

public sealed class MissingTests
{
    private const string Rule = "attestation-missing";
    private const string Report = "type: soc2, level: II, issuer: a, period: { from: 2025-03-01, to: 2026-02-28 }, document: soc2.pdf";
    private const string Certificate = "type: iso27001, issuer: a, issued: 2025-06-01, document: iso.pdf";

    [Theory]
    [InlineData("contact", "soc2-type2 or iso27001")]
    [InlineData("Cardholder", "pci-aoc,penetration-test")]
    [InlineData("phi", "soc2-type2 or iso27001,penetration-test")]
    [InlineData("payment-card, contact, card, personal", "pci-aoc,penetration-test,soc2-type2 or iso27001")]
    public void Without_attestations_what_the_data_call_for_is_missing(string data, string subjects)
    {
        var judged = new AssuranceStory { Vendor = $"dataClasses: [{data}]\n", Attestations = null }.Judge(Rule);

        Assert.Equal(subjects.Split(','), judged.Select(one => one.Subject));
        Assert.All(judged, one => Assert.Equal((Verdict.Fail, Severity.High), (one.Verdict, one.Severity)));
        Assert.Contains("vendor.yaml has the data class", judged[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "attestations.yaml has no `required`, and vendor.yaml no `dataClasses`")]
    [InlineData("dataClasses: [weather]\n", "nothing is known to be called for by `weather`")]
    public void Where_nothing_is_called_for_the_check_does_not_apply(string vendor, string why)
    {
        var judged = new AssuranceStory { Vendor = vendor, Attestations = null }.One(Rule);

        Assert.Equal(Verdict.NotApplicable, judged.Verdict);
        Assert.Contains(why, judged.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_contract_that_asks_for_none_wins_over_the_data()
    {
        var judged = new AssuranceStory { Contract = "required: []\n" }.One(Rule);

        Assert.Equal((Verdict.NotApplicable, "the contract asks for none"), (judged.Verdict, judged.Message));
    }

    [Fact]
    public void What_the_contract_asks_for_is_found_missing_by_its_type()
    {
        var judged = new AssuranceStory { Contract = "required: [soc2, soc2-type2, incident-exercise]\n", Attestations = [Certificate] }.Judge(Rule);

        Assert.Equal([("soc2", Verdict.Fail), ("incident-exercise", Verdict.Fail)], judged.Select(one => (one.Subject, one.Verdict)));
        Assert.Equal("`soc2-type2` is not there; the contract asks for it", judged[0].Message);
    }

    [Theory]
    [InlineData(Report)]
    [InlineData(Certificate)]
    public void Of_alternatives_one_is_enough(string attestation)
    {
        var judged = AssuranceStory.With(attestation).One(Rule);

        Assert.Equal((Verdict.Pass, "soc2-type2 or iso27001"), (judged.Verdict, judged.Subject));
        Assert.Equal(new EvidenceReference("attestations.yaml", 1), judged.Evidence);
    }

    [Fact]
    public void One_that_names_no_document_is_not_known_to_be_there() =>
        Assert.Equal(Verdict.NotEvaluable, AssuranceStory.With("type: iso27001, issuer: a, issued: 2025-06-01").One(Rule).Verdict);

    [Theory]
    [InlineData("2025-05-31", Verdict.Fail)]
    [InlineData("2025-06-01", Verdict.Pass)]
    public void One_of_a_later_day_is_not_there_yet(string now, Verdict verdict) =>
        Assert.Equal(verdict, (AssuranceStory.With(Certificate) with { Now = now }).One(Rule).Verdict);

    [Fact]
    public void One_that_has_expired_is_there() =>
        Assert.Equal(Verdict.Pass, (AssuranceStory.With(Certificate) with { Now = "2030-01-01" }).One(Rule).Verdict);
}
