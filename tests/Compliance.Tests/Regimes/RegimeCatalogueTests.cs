using Compliance.Regimes;
using Compliance.Regimes.Counting;

namespace Compliance.Tests.Regimes;

public sealed class RegimeCatalogueTests
{
    public static TheoryData<string> Ids() => [.. RegimeCatalogue.All.Select(rule => rule.Id)];

    [Fact]
    public void There_are_131_rules_of_54_regimes_and_11_of_them_nobody_has_confirmed()
    {
        Assert.Equal(131, RegimeCatalogue.All.Count);
        Assert.Equal(54, RegimeCatalogue.All.Select(rule => rule.Regime).Distinct().Count());
        Assert.Equal(11, RegimeCatalogue.All.Count(rule => !rule.Confirmed));
        Assert.Equal([114, 3, 6, 2, 6], Enum.GetValues<RuleStatus>().Select(status => RegimeCatalogue.All.Count(rule => rule.Status == status)));
        Assert.Equal([100, 17, 9, 5], Enum.GetValues<Duty>().Select(duty => RegimeCatalogue.All.Count(rule => rule.Duty == duty)));
    }

    [Fact]
    public void Rules_stand_once_and_in_the_order_of_their_ids() =>
        Assert.Equal(RegimeCatalogue.All.Select(rule => rule.Id).Distinct().Order(StringComparer.Ordinal), RegimeCatalogue.All.Select(rule => rule.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_accepts_the_event_of_its_law_and_names_its_text(string id)
    {
        var rule = Law.Of(id);

        // What an earlier notice starts is told by that notice; a year ends by the calendar; the progress report has no number of its own.
        Assert.True(rule.AnchorFacts.Contains(rule.Trigger) || rule.Trigger == "final_due_and_ongoing", rule.Trigger);
        Assert.Contains(rule.Trigger, rule.Facts);
        Assert.True(rule.Source == "n/a (general knowledge)" || Uri.TryCreate(rule.Source, UriKind.Absolute, out _), rule.Source);
        Assert.True(rule.Calendar is null || HolidayCalendars.Find(rule.Calendar) is not null, rule.Calendar);
        Assert.Equal(new NodaTime.LocalDate(2026, 11, 22), rule.ReviewedOn);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void An_anchor_on_an_earlier_notice_names_a_rule_that_there_is(string id) =>
        Assert.All(Law.Of(id).AnchorFacts.Where(fact => fact.EndsWith(":submitted_at", StringComparison.Ordinal)),
            fact => Assert.NotNull(RegimeCatalogue.Find(fact[..^":submitted_at".Length])));

    [Theory]
    [InlineData("eu-gdpr.art33-1", "elapsed_hours:72")]
    [InlineData("eu-dora.initial", "min(classification+4h, awareness+24h)")]
    [InlineData("eu-dora.final", "calendar_months:1 end of day")]
    [InlineData("eu-cra.final-vuln", "calendar_days:14 end of day")]
    [InlineData("us-sec.8k-105a", "business_days:4")]
    [InlineData("us-fcc.agencies", "business_days:7 US federal end of day")]
    [InlineData("us-hipaa.hhs-annual", "calendar_days:60 after 31 Dec")]
    [InlineData("br-lgpd.supplement", "business_days:20 BR national end of day")]
    [InlineData("jp-appi.prelim", "calendar_days:3 day-1-inclusive")]
    [InlineData("jp-appi.final-attack", "calendar_days:60 day-1-inclusive")]
    [InlineData("pci.visa-report", "business_days:3 end of day")]
    [InlineData("us-tx.vendor", "immediate")]
    [InlineData("eu-gdpr.art34", "none")]
    public void How_a_rule_counts_is_said_in_one_way(string id, string words) => Assert.Equal(words, Law.Of(id).Limit.Words);

    [Fact]
    public void Numbers_of_persons_are_compared_as_the_law_words_them()
    {
        var thresholds = RegimeCatalogue.All.Where(rule => rule.Threshold is { OneOfSeveral: false }).ToDictionary(rule => rule.Id, rule => rule.Threshold!.ToString());

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["us-ca.1798-82-ag"] = "more than 500 California residents",
                ["us-co.ag"] = "at least 500 Colorado residents",
                ["us-fl.cra"] = "more than 1,000 individuals",
                ["us-fl.dla"] = "at least 500 individuals in Florida",
                ["us-glba-ftc.safeguards"] = "at least 500 consumers",
                ["us-hipaa.hhs-500"] = "at least 500 individuals",
                ["us-hipaa.hhs-annual"] = "fewer than 500 individuals",
                ["us-hipaa.media"] = "more than 500 residents of a State or jurisdiction",
                ["us-tx.ag"] = "at least 250 Texas residents",
                ["us-tx.cra"] = "more than 10,000 persons",
                ["us-wa.ag"] = "more than 500 Washington residents",
            },
            thresholds);
        Assert.Equal(["jp-appi.final", "jp-appi.prelim", "kr-pipa.pipc", "my-pdpa.commissioner", "sg-pdpa.pdpc", "us-fcc.agencies"],
            RegimeCatalogue.All.Where(rule => rule.Threshold is { OneOfSeveral: true }).Select(rule => rule.Id));
    }

    [Theory]
    [InlineData("DE", "Global, EU/EEA, EU")]
    [InlineData("de", "Global, EU/EEA, EU")]
    [InlineData("FR-75", "Global, EU/EEA, EU")]
    [InlineData("RE", "Global, EU/EEA, EU")]
    [InlineData("NO", "Global, EU/EEA")]
    [InlineData("GB", "Global, UK")]
    [InlineData("GB-SCT", "Global, UK, UK-SCT")]
    [InlineData("US", "Global, US")]
    [InlineData("US-CA", "Global, US, US-CA")]
    [InlineData("US-WY", "Global, US, US-WY")]
    [InlineData("PR", "Global, US, US-PR")]
    [InlineData("CA", "Global, Canada")]
    [InlineData("CA-QC", "Global, Canada, Canada-QC")]
    [InlineData("CO", "Global, Colombia")]
    [InlineData("CH", "Global, Switzerland")]
    [InlineData("EU", "Global, EU/EEA, EU")]
    [InlineData("Japan", "Global, Japan")]
    [InlineData("Canada-QC", "Global, Canada, Canada-QC")]
    [InlineData("uae", "Global, UAE")]
    [InlineData("XX", "Global")]
    [InlineData("", "Global")]
    public void A_place_is_covered_by_what_it_lies_in(string iso, string jurisdictions) => Assert.Equal(jurisdictions, string.Join(", ", RegimeCatalogue.JurisdictionsOf(iso)));

    [Fact]
    public void Every_jurisdiction_with_rules_is_reached_from_a_place()
    {
        string[] places =
        [
            "DE", "GB", "US-NY", "US-CA", "US-TX", "US-FL", "US-CO", "US-WA", "CA-QC", "BR", "CR", "CO", "MX", "AU", "SG", "IN", "JP", "KR", "CN", "PH", "MY", "TH", "ID", "VN",
            "CH", "ZA", "KE", "NG", "SA", "AE", "EG",
        ];

        Assert.Equal(RegimeCatalogue.All.Select(rule => rule.Jurisdiction).Distinct().Order(StringComparer.Ordinal),
            places.SelectMany(RegimeCatalogue.JurisdictionsOf).Distinct().Order(StringComparer.Ordinal));
        Assert.All(places, place => Assert.True(RegimeCatalogue.KnowsJurisdiction(place)));
    }

    [Theory]
    [InlineData("AR")]
    [InlineData("XX")]
    [InlineData("")]
    [InlineData("not a place")]
    public void A_place_without_rules_is_not_known_although_some_rules_hold_everywhere(string place) => Assert.False(RegimeCatalogue.KnowsJurisdiction(place));

    [Fact]
    public void Where_there_is_no_rule_the_answer_says_that_this_is_no_advice_that_there_is_no_duty()
    {
        Assert.Null(RegimeCatalogue.Find("eu-gdpr"));
        Assert.Empty(RegimeCatalogue.OfRegime("eu-gdpr.art33-1"));
        var answer = RegimeCatalogue.NoRule("ar-pdpa");
        Assert.Equal((DeadlineStatus.NoRule, "ar-pdpa", false), (answer.Status, answer.Regime, answer.Counts));
        Assert.Contains("ask counsel", answer.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_GDPR_has_the_hour_of_the_event_excluded() =>
        Assert.Equal(["eu-gdpr.art33-1"], RegimeCatalogue.All.Where(rule => rule.Arguable is HourOfEventExcluded).Select(rule => rule.Id));
}
