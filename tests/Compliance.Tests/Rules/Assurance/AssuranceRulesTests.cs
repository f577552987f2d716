using Compliance.Findings;
using Compliance.Rules.Assurance;
using Compliance.Vendors;
using FsCheck;
using FsCheck.Fluent;
using Check = FsCheck.Check;

namespace Compliance.Tests.Rules.Assurance;

public sealed class AssuranceRulesTests
{
    private static readonly string[] Ids =
    [
        "attestation-missing", "attestation-expired", "attestation-expiring", "attestation-qualified", "attestation-scope", "attestation-gap", "attestation-document",
    ];

    private static readonly Gen<string> Day = Gen.Elements("2019-06-30", "2024-02-29", "2025-03-01", "2025-12-31", "2026-02-28", "2026-03-01", "2027-01-01", "9999-12-31");

    private static readonly Gen<string> Attestation =
        from type in Gen.Elements(
            "soc2, level: II, issuer: a, period: { from: 2019-01-01, to: DAY }", "soc2, level: I, issuer: a, issued: DAY", "iso27001, issuer: a, issued: DAY",
            "pci-aoc, level: ROC, issued: DAY", "pci-aoc, level: SAQ-A, serviceProviderLevel: 2, issued: DAY", "penetration-test, issuer: a, performed: DAY",
            "device-hardening, performed: DAY", "incident-exercise, performed: DAY", "background-policy, issued: DAY")
        from day in Day
        from sites in Gen.Elements("", ", sites: [Manila]", ", sites: [Manila, Cebu], services: [support]")
        from more in Gen.Elements("", ", expires: 9999-12-31")
        select $"type: {type.Replace("DAY", day, StringComparison.Ordinal)}{sites}{more}";

    private static readonly Gen<AssuranceStory> Story =
        from attestations in Attestation.ArrayOf()
        from named in Gen.Elements(true, false)
        from contract in Gen.Elements("services: [support]\n", "required: [soc2-type2, [pci-roc, iso27001], penetration-test]\n", "required: []\n")
        from vendor in Gen.Elements("", "dataClasses: [cardholder, contact]\n", "processingSites: [Manila, Cebu]\n")
        from now in Gen.Elements("2018-01-01", "2025-12-31", "2026-03-01", "2030-01-01", "9998-12-31")
        from zone in Gen.Elements("UTC", "Asia/Manila", "Pacific/Kiritimati")
            // Of a type, several need a document each: without documents only the first is kept.
        let kept = named ? attestations.Select((text, index) => $"{text}, document: d{index}") : attestations.DistinctBy(text => text.Split(',')[0])
        select new AssuranceStory { Attestations = [.. kept], Contract = contract, Vendor = vendor, Now = now, Zone = zone };

    [Fact]
    public void The_rules_have_these_ids_in_this_order() => Assert.Equal(Ids, AssuranceRules.All.Select(rule => rule.Definition.Id));

    [Fact]
    public void Every_rule_has_a_page_that_begins_with_its_id() =>
        Assert.All(AssuranceRules.All, rule => Assert.StartsWith($"# {rule.Definition.Id}\n", rule.Definition.Page, StringComparison.Ordinal));

    [Fact]
    public void Every_type_its_life_and_every_data_class_stands_on_a_page()
    {
        var expired = AssuranceRules.All.Single(rule => rule.Definition.Id == "attestation-expired").Definition.Page;
        var missing = AssuranceRules.All.Single(rule => rule.Definition.Id == "attestation-missing").Definition.Page;

        Assert.All(AttestationType.All, type => Assert.Contains(
            $"| `{type.Word}` | {(type.Life.Years > 0 ? $"{type.Life.Years} years" : $"{type.Life.Months} months")} |", expired, StringComparison.Ordinal));
        Assert.All(RequiredAttestations.DataClasses, name => Assert.Contains($"`{name}`", missing, StringComparison.Ordinal));
    }

    [Fact]
    public void Without_attestations_and_without_data_classes_nothing_applies() =>
        Assert.All(new AssuranceStory { Vendor = "", Attestations = null }.All(), judged => Assert.Equal(Verdict.NotApplicable, judged.Verdict));

    [Fact]
    public void Whatever_is_given_is_judged_once_for_each_rule_and_subject() => Check.One(Tried.Times(500), Prop.ForAll(Arb.From(Story), story =>
    {
        var judged = story.All();
        return judged.Count == judged.DistinctBy(one => (one.Rule, one.Subject)).Count()
            && Ids.All(id => judged.Any(one => one.Rule == id))
            && judged.All(one => one.Message.Length > 0 && one.Fix.Length > 0 && !one.Message.Any(char.IsControl));
    }));

    [Fact]
    public void Nothing_passes_on_an_attestation_that_names_no_document() => Check.One(Tried.Times(500), Prop.ForAll(Arb.From(Story), story =>
        story.Attestations!.Any(text => text.Contains("document", StringComparison.Ordinal)) || story.All().All(one => one.Verdict is not Verdict.Pass)));

    [Fact]
    public void What_expired_stays_expired() => Check.One(Tried.Times(300), Prop.ForAll(Arb.From(Story), story =>
    {
        var now = (story with { Now = "2026-03-01" }).Judge("attestation-expired");
        var later = (story with { Now = "2026-09-01" }).Judge("attestation-expired").ToDictionary(one => one.Subject, one => one.Verdict);
        // Unless a newer one has come that replaces it.
        return now.Where(one => one.Verdict is Verdict.Fail).All(one => later[one.Subject] is Verdict.Fail or Verdict.NotApplicable);
    }));
}
