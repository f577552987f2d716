using Compliance.Incidents;
using Compliance.Regimes;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Tests.Incidents;

public sealed class ApplicabilityTests
{
    private static readonly ApplicabilityCase Retailer = new ApplicabilityCase
    {
        Company = ApplicabilityCase.Of("zone: Europe/Berlin\nsectors: []\nentityClasses: []\nlisted: []\nestablishments: [DE]\nleadAuthority: DE\n"),
    }.Living("DE", "FR").Working(("Manila", "PH")).Handling("contact");

    private static readonly ApplicabilityCase Hospital = new ApplicabilityCase
    {
        Company = ApplicabilityCase.Of("zone: America/Chicago\nsectors: [health]\nentityClasses: [covered_entity]\nlisted: []\nestablishments: [US-TX]\n"),
    }.Living("US-TX", "US-CA").Working(("Austin", "US")).Handling("health");

    private static readonly ApplicabilityCase Bank = new ApplicabilityCase
    {
        Company = ApplicabilityCase.Of("zone: Europe/Paris\nsectors: [financial]\nentityClasses: [credit_institution]\nlisted: [FR]\nestablishments: [FR]\n"),
    }.Living("FR").Working(("Lyon", "FR")).Handling("contact");

    private static readonly ApplicabilityCase Unknown = new ApplicabilityCase().Living("DE").Working(("Manila", "PH"));

    private static readonly Dictionary<string, ApplicabilityCase> Cases = new()
    {
        ["a retailer of Germany with a vendor in the Philippines"] = Retailer,
        ["the same, and cards"] = Retailer.Handling("contact", "cardholder"),
        ["the same, and a vendor in India"] = Retailer.Working(("Pune", "IN")),
        ["the same, and a site somewhere"] = Retailer.Working(("Manila", "PH"), ("Cebu", null)),
        ["a hospital of Texas"] = Hospital,
        ["an issuer of New York"] = Retailer with { Company = Retailer.Company! with { Listed = ["US"], Establishments = ["US-NY"] } },
        ["a bank of France"] = Bank,
        ["no company.yaml"] = Unknown,
        ["no company.yaml, and customers in the United States"] = Unknown.Living("US"),
        ["no company.yaml, and customers somewhere"] = new ApplicabilityCase(),
    };

    [Theory]
    [InlineData("a retailer of Germany with a vendor in the Philippines", "eu-gdpr.art33-1", Applies.Yes, "the vendor handles data of persons in DE; the company is established in DE")]
    [InlineData("a retailer of Germany with a vendor in the Philippines", "eu-gdpr.art33-2", Applies.Yes, "persons in DE")]
    [InlineData("a retailer of Germany with a vendor in the Philippines", "ph-dpa.npc", Applies.CannotTell, "the vendor works in PH (Manila), and whether that is enough")]
    [InlineData("a retailer of Germany with a vendor in the Philippines", "in-certin.6h", Applies.No, "not established in India; the vendor does not work in India")]
    [InlineData("a retailer of Germany with a vendor in the Philippines", "uk-gdpr.art33-1", Applies.No, "no data subjects in UK; not established in UK")]
    [InlineData("a retailer of Germany with a vendor in the Philippines", "us-ca.1798-82-residents", Applies.No, "no data subjects in US-CA")]
    [InlineData("a retailer of Germany with a vendor in the Philippines", "eu-dora.initial", Applies.No, "not in the sector financial")]
    [InlineData("a retailer of Germany with a vendor in the Philippines", "eu-nis2.early-warning", Applies.No, "none of `nis2_essential`, `nis2_important`")]
    [InlineData("a retailer of Germany with a vendor in the Philippines", "eu-nis2.msp-threshold", Applies.CannotTell, "depends on what no file says")]
    [InlineData("a retailer of Germany with a vendor in the Philippines", "eu-cra.early-warning", Applies.No, "not in the sector product")]
    [InlineData("a retailer of Germany with a vendor in the Philippines", "us-sec.8k-105", Applies.No, "not listed in US")]
    [InlineData("a retailer of Germany with a vendor in the Philippines", "pci.12-10-1", Applies.No, "no data of the classes `cardholder`")]
    [InlineData("a retailer of Germany with a vendor in the Philippines", "cn-incident.state", Applies.No, "state organs of China")]
    [InlineData("a retailer of Germany with a vendor in the Philippines", "us-circia.incident", Applies.No, "watched, never a duty: not operational")]
    [InlineData("a retailer of Germany with a vendor in the Philippines", "uk-csrb.initial", Applies.No, "watched, never a duty: proposed and not law")]
    [InlineData("a retailer of Germany with a vendor in the Philippines", "in-dpdp.board-72h", Applies.No, "watched, never a duty: applies from 2027")]
    [InlineData("the same, and cards", "pci.mastercard-adc", Applies.Yes, "data of the class `cardholder`")]
    [InlineData("the same, and a vendor in India", "in-certin.6h", Applies.Yes, "the vendor works in IN (Pune)")]
    [InlineData("the same, and a site somewhere", "za-popia.operator", Applies.CannotTell, "in which country Cebu is is not known")]
    [InlineData("a hospital of Texas", "us-hipaa.individuals", Applies.Yes, "the company is `covered_entity`")]
    [InlineData("a hospital of Texas", "us-hipaa.ba", Applies.Yes, "the company is `covered_entity`")]
    [InlineData("a hospital of Texas", "us-tx.ag", Applies.Yes, "persons in US-TX")]
    [InlineData("a hospital of Texas", "us-ny.899aa-residents", Applies.No, "no data subjects in US-NY")]
    [InlineData("a hospital of Texas", "us-ncua.72h", Applies.No, "none of `credit_union`")]
    [InlineData("a hospital of Texas", "us-ftc-hbnr.individuals", Applies.No, "none of `phr_vendor`")]
    [InlineData("an issuer of New York", "us-sec.8k-105", Applies.Yes, "listed in US")]
    [InlineData("an issuer of New York", "us-nydfs.incident", Applies.No, "none of `nydfs_covered`")]
    [InlineData("a bank of France", "eu-dora.initial", Applies.Yes, "established in FR; the company is in the sector financial; the company is `credit_institution`")]
    [InlineData("a bank of France", "us-bank.36h", Applies.No, "none of `bank`")]
    [InlineData("no company.yaml", "eu-gdpr.art33-1", Applies.Yes, "persons in DE")]
    [InlineData("no company.yaml", "eu-dora.initial", Applies.CannotTell, "where the company is established is not known")]
    [InlineData("no company.yaml", "us-sec.8k-105", Applies.CannotTell, "whether the company is listed is not known")]
    [InlineData("no company.yaml", "us-hipaa.individuals", Applies.CannotTell, "binds `covered_entity`")]
    [InlineData("no company.yaml", "us-ca.1798-82-residents", Applies.No, "no data subjects in US-CA")]
    [InlineData("no company.yaml", "jp-appi.prelim", Applies.CannotTell, "where the company is established is not known")]
    [InlineData("no company.yaml", "pci.12-10-1", Applies.CannotTell, "which data the vendor handles is not known")]
    [InlineData("no company.yaml, and customers in the United States", "us-ca.1798-82-residents", Applies.CannotTell, "persons live in US, and where there is not known")]
    [InlineData("no company.yaml, and customers somewhere", "us-ca.1798-82-residents", Applies.CannotTell, "where the data subjects live is not known")]
    [InlineData("no company.yaml, and customers somewhere", "eu-gdpr.art33-1", Applies.CannotTell, "where the data subjects live is not known")]
    public void A_rule_applies_or_not_or_that_cannot_be_told(string story, string rule, Applies applies, string why)
    {
        var found = Cases[story][rule];

        Assert.Equal(applies, found.Applies);
        Assert.Contains(why, found.Why, StringComparison.Ordinal);
        Assert.True(applies is not Applies.CannotTell || found.Needs.Count > 0);
    }

    [Theory]
    [InlineData("no company.yaml", "eu-dora.initial", "company.yaml")]
    [InlineData("no company.yaml", "pci.12-10-1", "vendor.yaml `dataClasses`")]
    [InlineData("no company.yaml, and customers in the United States", "us-ca.1798-82-residents", "fact `affected` for US-CA")]
    [InlineData("no company.yaml, and customers somewhere", "us-ca.1798-82-residents", "vendor.yaml `dataSubjects[].jurisdictions`")]
    [InlineData("the same, and a site somewhere", "za-popia.operator", "vendor.yaml `processingSites[].country` of Cebu")]
    public void What_would_tell_is_named(string story, string rule, string needs) => Assert.Contains(needs, Cases[story][rule].Needs);

    [Fact]
    public void A_key_of_company_yaml_that_is_not_there_is_named()
    {
        var silent = Retailer with { Company = ApplicabilityCase.Of("zone: UTC\n") };

        Assert.Equal(["company.yaml `listed`"], silent["us-sec.8k-105"].Needs);
        Assert.Equal(["company.yaml `entityClasses`"], silent["us-bank.36h"].Needs);
        Assert.Equal(["company.yaml `sectors`", "company.yaml `entityClasses`"], silent["eu-cra.early-warning"].Needs);
        Assert.Contains("company.yaml `establishments`", silent["jp-appi.prelim"].Needs);
    }

    [Fact]
    public void The_limit_is_computed_in_the_zone_of_the_lead_authority()
    {
        var due = Retailer.Fact("awareness", "2026-11-20T16:30:00+01:00")["eu-gdpr.art33-1"].Deadline;

        Assert.Equal((DeadlineStatus.Due, "Europe/Berlin"), (due.Status, due.DueAt!.Value.Zone.Id));
        Assert.Equal(new LocalDateTime(2026, 11, 23, 16, 30), due.DueAt.Value.LocalDateTime);
    }

    [Theory]
    [InlineData("zone: America/New_York\nleadAuthority: IE\n", "Europe/Dublin")]
    [InlineData("zone: America/New_York\nestablishments: [US, ES]\n", "Europe/Madrid")]
    [InlineData("zone: Europe/Oslo\nestablishments: [DE]\n", "Europe/Oslo")]
    [InlineData("zone: America/New_York\n", "Europe/Brussels")]
    public void Without_a_lead_authority_it_is_that_of_the_company_or_of_an_establishment(string company, string zone)
    {
        var found = Retailer with { Company = ApplicabilityCase.Of(company) };

        Assert.Equal(zone, found.Fact("awareness", "2026-11-20T16:30:00+01:00")["eu-gdpr.art33-1"].Deadline.DueAt!.Value.Zone.Id);
    }

    [Fact]
    public void Numbers_decide_thresholds_of_states_and_of_the_country()
    {
        var found = Hospital.Affected("US-TX", 249).Affected("US-CA", 501, "health").Fact("discovery", "2026-11-20T10:00:00-06:00").Fact("determination", "2026-11-20T10:00:00-06:00");

        Assert.Equal(DeadlineStatus.NotTriggered, found["us-tx.ag"].Deadline.Status);
        Assert.Equal(DeadlineStatus.Due, found["us-hipaa.hhs-500"].Deadline.Status);
        Assert.Equal(DeadlineStatus.NotTriggered, found["us-hipaa.hhs-annual"].Deadline.Status);
        Assert.Equal(DeadlineStatus.Due, found["us-hipaa.media"].Deadline.Status);
        Assert.Empty(found["us-hipaa.hhs-500"].Needs);
    }

    [Fact]
    public void A_number_that_is_still_open_triggers_and_is_asked_for()
    {
        var found = Hospital.Affected("US-TX", 400).Fact("discovery", "2026-11-20T10:00:00-06:00");

        Assert.Equal(DeadlineStatus.Due, found["us-hipaa.hhs-500"].Deadline.Status);
        Assert.Equal(["fact `affected` for US-CA"], found["us-hipaa.hhs-500"].Needs);
        Assert.Equal(["fact `affected` for US-CA"], found["us-hipaa.media"].Needs);
        Assert.Empty(Hospital.Affected("US-TX", 600).Fact("discovery", "2026-11-20T10:00:00-06:00")["us-hipaa.hhs-500"].Needs);
    }

    [Fact]
    public void A_total_of_the_country_does_not_tell_that_of_its_largest_state()
    {
        var found = Hospital.Affected("US", 900).Fact("discovery", "2026-11-20T10:00:00-06:00");

        Assert.Equal(["fact `affected` for each State"], found["us-hipaa.media"].Needs);
        Assert.Equal(DeadlineStatus.NotTriggered, Hospital.Affected("US", 500).Fact("discovery", "2026-11-20T10:00:00-06:00")["us-hipaa.media"].Deadline.Status);
        Assert.Equal(DeadlineStatus.NotTriggered, Hospital.Affected("US", 900).Affected("US-TX", 450).Affected("US-CA", 450).Fact("discovery", "2026-11-20T10:00:00-06:00")["us-hipaa.media"].Deadline.Status);
    }

    [Fact]
    public void Where_nobody_was_affected_the_law_of_the_place_does_not_apply()
    {
        var found = Hospital.Affected("US-CA", 0);

        Assert.Equal((Applies.No, "nobody in US-CA was affected"), (found["us-ca.1798-82-residents"].Applies, found["us-ca.1798-82-residents"].Why));
        Assert.Equal(Applies.Yes, found["us-tx.individuals"].Applies);
    }

    [Fact]
    public void Persons_who_were_affected_elsewhere_bring_the_law_of_that_place() =>
        Assert.Equal((Applies.Yes, "persons in JP were affected"), (Retailer.Affected("JP", 3)["jp-appi.prelim"].Applies, Retailer.Affected("JP", 3)["jp-appi.prelim"].Why));

    [Fact]
    public void A_late_classification_puts_the_other_first_report_of_DORA_in_the_place_of_the_ordinary_one()
    {
        var inTime = Bank.Fact("awareness", "2026-11-20T08:00:00Z").Fact("classification", "2026-11-20T12:00:00Z");
        var late = Bank.Fact("awareness", "2026-11-20T08:00:00Z").Fact("classification", "2026-11-21T12:00:00Z");

        Assert.Equal((Applies.Yes, DeadlineStatus.Due), (inTime["eu-dora.initial"].Applies, inTime["eu-dora.initial"].Deadline.Status));
        Assert.Equal(DeadlineStatus.NotTriggered, inTime["eu-dora.initial-late-class"].Deadline.Status);
        Assert.Equal((Applies.No, "eu-dora.initial-late-class"), (late["eu-dora.initial"].Applies, late["eu-dora.initial"].SupersededBy));
        Assert.Equal((Applies.Yes, DeadlineStatus.Due), (late["eu-dora.initial-late-class"].Applies, late["eu-dora.initial-late-class"].Deadline.Status));
    }

    [Fact]
    public void That_it_was_classified_late_does_not_depend_on_a_calendar_of_days_off()
    {
        var firm = Bank with { Company = ApplicabilityCase.Of("zone: Europe/Paris\nsectors: [financial]\nentityClasses: [investment_firm]\nestablishments: [FR]\n") };

        var late = firm.Fact("awareness", "2024-10-30T08:00:00Z").Fact("classification", "2024-11-01T12:00:00Z");

        Assert.Equal(DeadlineStatus.CalendarMissing, late["eu-dora.initial-late-class"].Deadline.Status);
        Assert.Equal((Applies.No, "eu-dora.initial-late-class"), (late["eu-dora.initial"].Applies, late["eu-dora.initial"].SupersededBy));
    }

    [Theory]
    [InlineData("[credit_institution]", 15)]
    [InlineData("[investment_firm]", 12)]
    public void The_class_of_a_financial_entity_decides_its_relief_for_days_off(string classes, int hour)
    {
        var bank = Bank with { Company = ApplicabilityCase.Of($"zone: Europe/Paris\nsectors: [financial]\nentityClasses: {classes}\nestablishments: [FR]\n") };

        Assert.Equal(hour, bank.Fact("eu-dora.initial:submitted_at", "2026-12-22T15:00:00+01:00")["eu-dora.intermediate"].Deadline.DueAt!.Value.Hour);
    }

    [Theory]
    [InlineData("AR", "AR: not in this data set, ask counsel")]
    [InlineData("US-OH", "US-OH: the data set has laws of the whole country, and those of some states only")]
    [InlineData("US", "US: the data set has laws of the whole country")]
    [InlineData("CA-AB", "CA-AB: the data set has laws of the whole country")]
    public void A_place_without_rules_is_told_and_never_passed_over(string place, string why)
    {
        var found = Retailer.Living("DE", place)[place];

        Assert.Null(found.Rule);
        Assert.Equal((Applies.CannotTell, DeadlineStatus.NoRule), (found.Applies, found.Deadline.Status));
        Assert.StartsWith(why, found.Why, StringComparison.Ordinal);
        Assert.Contains("ask counsel", found.Why, StringComparison.Ordinal);
        Assert.Equal([$"counsel for {place}"], found.Needs);
    }

    [Fact]
    public void Places_with_rules_of_their_own_are_not_told_as_missing() =>
        Assert.All(Retailer.Living("DE", "US-CA", "CA-QC", "JP", "GB").Working(("Manila", "PH"), ("Nowhere", "Philippines")).Rules, rule => Assert.NotNull(rule.Rule));

    [Fact]
    public void Contracts_are_rules_like_the_others()
    {
        var vendor = Retailer.Vendor with { Sla = new VendorSla(Duration.FromHours(24), "vendor_awareness", "MSA-9") };
        var found = Retailer with { Vendor = vendor, Company = ApplicabilityCase.Of("zone: UTC\ncustomers: [{ name: Big Retail, noticeWithin: 12h }]\n") };
        var told = found.Fact("vendor_awareness", "2026-11-20T10:00:00Z").Fact("awareness", "2026-11-20T12:00:00Z");

        Assert.Equal((Applies.Yes, ApplicabilityCase.At("2026-11-21T10:00:00Z")), (told["contract.vendor-notice"].Applies, told["contract.vendor-notice"].Deadline.DueAt!.Value.ToInstant()));
        Assert.Equal((Applies.Yes, ApplicabilityCase.At("2026-11-21T00:00:00Z")), (told["contract.customer.big-retail"].Applies, told["contract.customer.big-retail"].Deadline.DueAt!.Value.ToInstant()));
        Assert.Equal(Applies.Yes, (told with { Company = null })["contract.vendor-notice"].Applies);
    }

    [Theory]
    [InlineData("vendorIsAgent: true\n", "2027-01-09", "the vendor is an agent, so its awareness on 2026-11-10 09:00Z is the company's discovery")]
    [InlineData("vendorIsAgent: false\n", "2027-01-17", "the vendor is no agent")]
    [InlineData("", "2027-01-09", "if the vendor is an agent, its awareness on 2026-11-10 09:00Z is the company's discovery (45 CFR 164.404(a)(2)), which the limit given here supposes; if not, due 2027-01-18")]
    public void What_an_agent_knows_the_company_has_discovered(string line, string day, string why)
    {
        var company = ApplicabilityCase.Of("zone: America/New_York\nsectors: [health]\nentityClasses: [covered_entity]\n" + line);
        var found = (Hospital with { Company = company }).Fact("vendor_awareness", "2026-11-10T09:00:00Z").Fact("discovery", "2026-11-18T09:00:00Z")["us-hipaa.individuals"];

        Assert.Equal(day, found.Deadline.DueAt!.Value.Date.ToString("uuuu-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Contains(why, found.Why, StringComparison.Ordinal);
        Assert.Equal(line.Length == 0 ? ["company.yaml `vendorIsAgent`"] : [], found.Needs);
    }

    [Fact]
    public void The_vendors_notice_alone_starts_nothing_and_reminds_that_a_person_must_record_awareness()
    {
        var found = Retailer.Fact("vendor_notice_received", "2026-11-20T10:00:00Z")["eu-gdpr.art33-1"];

        Assert.Equal(DeadlineStatus.PendingAnchor, found.Deadline.Status);
        Assert.Contains("the vendor told on 2026-11-20 10:00Z: awareness begins when the processor informs, and a person must record it", found.Why, StringComparison.Ordinal);
        Assert.DoesNotContain("must record", Retailer.Fact("vendor_notice_received", "2026-11-20T10:00:00Z").Fact("awareness", "2026-11-20T11:00:00Z")["eu-gdpr.art33-1"].Why, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_machine_saw_starts_no_clock_before_a_person_says_that_it_is_an_incident()
    {
        var suspicion = (Retailer.Living("CO") with { Stage = Stage.Suspicion }).Fact("detection", "2026-11-20T10:00:00Z", "system:detector");

        Assert.Equal(DeadlineStatus.PendingAnchor, suspicion["co.sic"].Deadline.Status);
        Assert.NotNull(suspicion.Fact("detection", "2026-11-20T11:00:00Z")["co.sic"].Deadline.DueAt);
        Assert.NotNull(suspicion.With(new StageChanged { At = ApplicabilityCase.Now, By = "d.osei", To = Stage.Incident, Reason = "seen" })["co.sic"].Deadline.DueAt);
    }

    [Fact]
    public void The_clock_of_an_unconfirmed_rule_is_enabled_by_a_person_only()
    {
        var found = Retailer.Living("CO").Fact("detection", "2026-11-20T10:00:00Z");

        Assert.Equal((false, DeadlineStatus.Unconfirmed), (found["co.sic"].Enabled, found["co.sic"].Deadline.Status));
        Assert.True(found.With(new RuleEnabled { At = ApplicabilityCase.Now, By = "l.marsh", Rule = "co.sic", Reason = "counsel agrees" })["co.sic"].Enabled);
        Assert.True(found["eu-gdpr.art33-1"].Enabled);
    }

    [Fact]
    public void Of_a_case_older_than_the_rule_as_written_what_held_before_cannot_be_told()
    {
        var found = Retailer.Living("MY").Affected("MY", 2_000).Fact("awareness", "2024-03-01T10:00:00Z")["my-pdpa.commissioner"];

        Assert.Equal((Applies.CannotTell, DeadlineStatus.NotYetEffective, false), (found.Applies, found.Deadline.Status, found.Watched));
        Assert.Equal(["counsel for the law before that day"], found.Needs);
    }

    [Fact]
    public void Every_rule_is_there_once_and_what_is_watched_is_no_duty()
    {
        Assert.All(Cases.Values, found => Assert.Equal(RegimeCatalogue.All.Select(rule => rule.Id), found.Rules.Select(rule => rule.Rule!.Id).Where(id => !id.StartsWith("contract.", StringComparison.Ordinal)).Take(RegimeCatalogue.All.Count)));
        var watched = Retailer.Rules.Where(rule => rule.Watched).Select(rule => rule.Rule!.Id).ToList();
        Assert.Contains("us-fcc.agencies", watched);
        Assert.Contains("ae-pdpl.office", watched);
        Assert.All(Retailer.Rules.Where(rule => rule.Watched), rule => Assert.False(rule.Enabled));
    }
}
