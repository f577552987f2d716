using Compliance.Regimes;
using NodaTime;
using static Compliance.Tests.Regimes.Law;

namespace Compliance.Tests.Regimes;

/// <summary>When an answer has no instant that alarms, and what it says instead.</summary>
public sealed class StatusTests
{
    private const string Friday = "2026-11-20T16:30:00+01:00";

    [Theory]
    [InlineData("uk-csrb.initial", "awareness", "proposed and not law")]
    [InlineData("us-circia.incident", "reasonable_belief", "not operational")]
    [InlineData("ae-pdpl.office", "awareness", "not operational")]
    public void What_is_not_law_is_watched_and_never_due(string id, string fact, string why)
    {
        var answer = Answer(id, Fact(fact, Friday));

        Assert.Equal((DeadlineStatus.Disabled, null, false), (answer.Status, answer.DueAt, answer.Counts));
        Assert.Contains(why, answer.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("in-dpdp.board-72h", "2027-05-12T23:59:59+05:30", DeadlineStatus.NotYetEffective)]
    [InlineData("in-dpdp.board-72h", "2027-05-13T00:00:00+05:30", DeadlineStatus.Due)]
    [InlineData("us-sec-regsp.provider", "2025-12-02T23:00:00-05:00", DeadlineStatus.NotYetEffective)]
    [InlineData("us-sec-regsp.provider", "2025-12-03T05:00:00Z", DeadlineStatus.Due)]
    [InlineData("us-sec-regsp.provider", "2025-12-03T04:59:59Z", DeadlineStatus.NotYetEffective)]
    [InlineData("eu-cra.early-warning", "2026-09-10T12:00:00+02:00", DeadlineStatus.NotYetEffective)]
    public void A_law_begins_with_a_local_day(string id, string awareness, DeadlineStatus status)
    {
        var answer = Answer(id, Fact("awareness", awareness));

        Assert.Equal(status, answer.Status);
        Assert.Equal(status == DeadlineStatus.NotYetEffective, answer.DueAt is null);
    }

    [Fact]
    public void Without_a_fact_today_decides_whether_a_law_has_begun()
    {
        var rule = Of("in-dpdp.board-72h");

        var before = rule.Answer(new DeadlineQuestion { Now = Now });
        var after = rule.Answer(new DeadlineQuestion { Now = At("2027-05-13T00:00:00+05:30") });

        Assert.Equal((DeadlineStatus.NotYetEffective, DeadlineStatus.PendingAnchor), (before.Status, after.Status));
        Assert.Contains("2027-05-13", before.Why, StringComparison.Ordinal);
        Assert.Contains("sources differ by a day", before.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("us-ca.1798-82-residents", "discovery", "2025-12-31T23:59:59-08:00", DeadlineStatus.SoftStandard)]
    [InlineData("us-ca.1798-82-residents", "discovery", "2026-01-01T00:00:00-08:00", DeadlineStatus.Due)]
    [InlineData("us-ca.1798-82-ag", "resident_notice_sent", "2025-12-31T23:59:59-08:00", DeadlineStatus.SoftStandard)]
    [InlineData("us-ny.899aa-residents", "discovery", "2024-12-20T23:59:59-05:00", DeadlineStatus.SoftStandard)]
    [InlineData("us-ny.899aa-residents", "discovery", "2024-12-21T00:00:00-05:00", DeadlineStatus.Due)]
    [InlineData("us-ny.899aa-vendor", "discovery", "2024-12-20T23:59:59-05:00", DeadlineStatus.SoftStandard)]
    public void Where_there_was_an_older_standard_it_is_named_and_no_date_given(string id, string fact, string at, DeadlineStatus status)
    {
        var answer = Answer(id, Fact(fact, at));

        Assert.Equal(status, answer.Status);
        Assert.Equal(status == DeadlineStatus.SoftStandard, answer.Why.Contains("needs review", StringComparison.Ordinal));
        Assert.Equal(status == DeadlineStatus.SoftStandard, answer.DueAt is null);
    }

    [Theory]
    [InlineData("us-ca.1798-82-ag", 500, DeadlineStatus.NotTriggered)]
    [InlineData("us-ca.1798-82-ag", 501, DeadlineStatus.Due)]
    [InlineData("us-wa.ag", 501, DeadlineStatus.Due)]
    [InlineData("us-co.ag", 499, DeadlineStatus.NotTriggered)]
    [InlineData("us-fl.dla", 500, DeadlineStatus.Due)]
    [InlineData("us-glba-ftc.safeguards", 499, DeadlineStatus.NotTriggered)]
    [InlineData("us-glba-ftc.safeguards", 500, DeadlineStatus.Due)]
    [InlineData("us-tx.ag", 249, DeadlineStatus.NotTriggered)]
    [InlineData("us-tx.ag", 250, DeadlineStatus.Due)]
    [InlineData("us-tx.cra", 10_000, DeadlineStatus.NotTriggered)]
    [InlineData("us-tx.cra", 10_001, DeadlineStatus.SoftStandard)]
    [InlineData("us-fl.cra", 1_000, DeadlineStatus.NotTriggered)]
    [InlineData("us-hipaa.media", 500, DeadlineStatus.NotTriggered)]
    [InlineData("us-hipaa.media", 501, DeadlineStatus.Due)]
    [InlineData("us-hipaa.hhs-500", 499, DeadlineStatus.NotTriggered)]
    [InlineData("us-hipaa.hhs-500", 500, DeadlineStatus.Due)]
    [InlineData("us-hipaa.hhs-annual", 499, DeadlineStatus.Due)]
    [InlineData("us-hipaa.hhs-annual", 500, DeadlineStatus.NotTriggered)]
    public void A_threshold_is_exact(string id, long count, DeadlineStatus status)
    {
        var rule = Of(id);

        var answer = rule.Answer(new DeadlineQuestion { Facts = [Fact(rule.AnchorFacts[0], Friday)], Count = count, Now = Now });

        Assert.Equal(status, answer.Status);
    }

    [Theory]
    [InlineData("sg-pdpa.pdpc", 499)]
    [InlineData("jp-appi.final", 1_000)]
    [InlineData("kr-pipa.pipc", 1)]
    [InlineData("my-pdpa.commissioner", 1_000)]
    public void A_number_that_is_one_of_several_limbs_releases_nobody(string id, long count)
    {
        var rule = Of(id);

        var answer = rule.Answer(new DeadlineQuestion { Facts = [Fact(rule.AnchorFacts[0], Friday)], Count = count, Now = Now });

        Assert.Equal(DeadlineStatus.Due, answer.Status);
        Assert.Contains("cannot tell from the number alone", answer.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_persons_are_no_trigger_even_before_the_clock_could_begin() =>
        Assert.Equal(DeadlineStatus.NotTriggered, Of("us-wa.ag").Answer(new DeadlineQuestion { Count = 12, Now = Now }).Status);

    [Fact]
    public void While_the_fact_is_missing_the_answer_names_it_and_its_equals()
    {
        var answer = Answer("in-certin.6h");

        Assert.Equal((DeadlineStatus.PendingAnchor, "noticing_or_being_notified", null), (answer.Status, answer.Anchor, answer.DueAt));
        Assert.Contains("`noticing` or `being_notified` or `awareness` or `vendor_notice_received`", answer.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vendor_awareness")]
    [InlineData("vendor_notice_received")]
    [InlineData("detection")]
    public void What_the_vendor_or_a_machine_knew_is_not_the_awareness_of_the_company(string fact)
    {
        var answer = Answer("eu-gdpr.art33-1", Fact(fact, Friday));

        Assert.Equal((DeadlineStatus.PendingAnchor, "awareness"), (answer.Status, answer.Anchor));
        Assert.Equal(fact != "detection", answer.Why.Contains("not the company's awareness", StringComparison.Ordinal));
    }

    [Fact]
    public void A_vendor_s_own_clock_starts_with_what_the_vendor_knew() =>
        Assert.Equal("2026-11-23T10:30:00-05:00", Text(Answer("us-sec-regsp.provider", Fact("vendor_awareness", Friday)).DueAt));

    [Fact]
    public void At_once_is_a_standard_whose_measure_is_the_fact_itself_and_no_alarm()
    {
        var answer = Answer("us-tx.vendor", Fact("discovery", Friday));

        Assert.Equal((DeadlineStatus.SoftStandard, "2026-11-20T09:30:00-06:00", "immediate", false), (answer.Status, Text(answer.DueAt), answer.Rule, answer.Counts));
    }

    [Fact]
    public void A_law_without_a_number_gives_its_standard_in_words()
    {
        var answer = Answer("ca-qc-law25.cai", Fact("awareness", Friday));

        Assert.Equal((DeadlineStatus.SoftStandard, null, "none"), (answer.Status, answer.DueAt, answer.Rule));
        Assert.Contains("promptly (avec diligence)", answer.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void What_nobody_has_confirmed_is_computed_all_the_same_and_starts_no_alarm()
    {
        var answer = Answer("vn-pdpl.authority", Fact("detection", Friday));

        Assert.Equal((DeadlineStatus.Unconfirmed, "2026-11-23T22:30:00+07:00", false), (answer.Status, Text(answer.DueAt), answer.Counts));
        Assert.Contains("unconfirmed", answer.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("us-sec.8k-105", "2199-12-20T10:00:00-05:00")]
    [InlineData("br-lgpd.anpd", "2199-12-20T10:00:00-03:00")]
    [InlineData("co.sic", "2199-12-20T10:00:00-05:00")]
    public void A_year_that_the_calendar_does_not_hold_gives_no_date(string id, string at)
    {
        var rule = Of(id);

        var answer = Answer(id, Fact(rule.AnchorFacts[0], at));

        Assert.Equal((DeadlineStatus.CalendarMissing, null), (answer.Status, answer.DueAt));
        Assert.Contains("does not hold 2199", answer.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_period_that_begins_in_a_known_year_and_ends_in_an_unknown_one_gives_no_date()
    {
        var last = HolidayCalendars.Find("US")!.Years[^1];

        var answer = Answer("us-sec.8k-105", Fact("materiality", $"{last}-12-30T10:00:00-05:00"));

        Assert.Equal(DeadlineStatus.CalendarMissing, answer.Status);
        Assert.Contains($"does not hold {last + 1}", answer.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_calendar_that_only_a_later_value_needs_takes_nothing_from_the_strict_one()
    {
        // 2 January 2199 and 30 days: 1 February 2199, a Friday.
        var answer = Answer("us-ca.1798-82-residents", Fact("discovery", "2199-01-02T10:00:00-08:00"));

        Assert.Equal((DeadlineStatus.Due, "2199-02-01T23:59:59-08:00", null), (answer.Status, Text(answer.DueAt), answer.LatestArguable));
        Assert.Contains("whether a later limit can be argued for is not said", answer.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_zone_without_a_calendar_gives_no_date_where_business_days_count()
    {
        var question = new DeadlineQuestion { Facts = [Fact("incident", Friday)], Zone = Zone("Asia/Tashkent"), Now = Now };

        var answer = Of("pci.visa-report").Answer(question);

        Assert.Equal(DeadlineStatus.CalendarMissing, answer.Status);
        Assert.Contains("there is no holiday calendar of `Asia/Tashkent`", answer.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2027-05-21T12:00:00Z", false)]
    [InlineData("2027-05-22T12:00:00Z", true)]
    public void A_review_older_than_180_days_is_named(string now, bool old)
    {
        var rule = Of("eu-gdpr.art33-1");

        var answer = rule.Answer(new DeadlineQuestion { Now = At(now) });

        Assert.Equal(old, answer.Why.Contains("last reviewed 2026-11-22, more than 180 days ago", StringComparison.Ordinal));
        Assert.Equal(old, rule.ReviewIsOld(At(now).InUtc().Date));
    }

    [Fact]
    public void Of_several_facts_that_start_a_clock_the_earliest_counts()
    {
        var answer = Answer("ph-dpa.npc", Fact("reasonable_belief", "2026-11-21T08:00:00+08:00"), Fact("knowledge", "2026-11-20T08:00:00+08:00"), Fact("awareness", "2026-11-22T08:00:00+08:00"));

        Assert.Equal(("knowledge", "2026-11-23T08:00:00+08:00"), (answer.Anchor, Text(answer.DueAt)));
    }

    [Fact]
    public void The_Texan_authority_is_told_from_the_earlier_of_discovery_and_determination() =>
        Assert.Equal("discovery", Answer("us-tx.ag", Fact("determination", "2026-11-21T08:00:00-06:00"), Fact("discovery", "2026-11-19T08:00:00-06:00")).Anchor);

    [Theory]
    [InlineData("us-sec.8k-105", "materiality")]
    [InlineData("sg-pdpa.pdpc", "assessment")]
    [InlineData("eu-nis2.progress", "incident_handled_at")]
    [InlineData("us-ca.1798-82-ag", "resident_notice_sent")]
    [InlineData("us-ca.1798-82-ag", "us-ca.1798-82-residents:submitted_at")]
    [InlineData("eu-nis2.final", "submission_of")]
    [InlineData("sg-pdpa.individuals", "sg-pdpa.pdpc:submitted_at")]
    [InlineData("us-fl.vendor", "reason_to_believe")]
    [InlineData("us-ca.1798-82-residents", "vendor_notice_received")]
    [InlineData("my-pdpa.commissioner", "occurrence")]
    public void A_rule_knows_its_event_by_its_other_names(string id, string fact) => Assert.Equal(fact, Answer(id, Fact(fact, Friday)).Anchor);

    [Fact]
    public void A_contract_counts_its_hours_like_a_law()
    {
        var rule = RegimeRule.Contract("contract.vendor-notice", "Harborline Ltd", "customers", Duty.Vendor, Duration.FromHours(24), "vendor_awareness", "MSA-2031 annex 4");

        var answer = rule.Answer(new DeadlineQuestion { Facts = [Fact("vendor_awareness", Friday)], Zone = Zone("Europe/Berlin"), Now = Now });

        Assert.Equal((DeadlineStatus.Due, "2026-11-21T16:30:00+01:00", "elapsed_hours:24", "MSA-2031 annex 4", true), (answer.Status, Text(answer.DueAt), answer.Rule, answer.Source, answer.Counts));
        Assert.Equal(DeadlineStatus.PendingAnchor, rule.Answer(new DeadlineQuestion { Facts = [Fact("awareness", Friday)], Now = Now }).Status);
        Assert.False(rule.ReviewIsOld(new LocalDate(2099, 1, 1)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(1_000_000)]
    public void A_contract_gives_time_and_not_for_ever(double hours) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => RegimeRule.Contract("contract.x", "x", "customers", Duty.Vendor, Duration.FromHours(hours), "awareness", "x"));
}
