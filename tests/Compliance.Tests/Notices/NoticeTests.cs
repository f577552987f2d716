using System.Security.Cryptography;
using System.Text;
using Compliance.Incidents;
using Compliance.Regimes;
using NodaTime;
using static Compliance.Tests.Notices.Cases;

namespace Compliance.Tests.Notices;

public sealed class NoticeTests
{
    [Fact]
    public void What_is_recorded_stands_in_the_notice()
    {
        var text = Draft(Gdpr, Incident(Known), Company).Text;

        Assert.StartsWith("Notification of a personal data breach\n====", text, StringComparison.Ordinal);
        Assert.Contains("Harborline Ltd notifies competent supervisory authority of the incident 20261120-abcdef at its service provider Acme BPO, under GDPR", text, StringComparison.Ordinal);
        Assert.Contains("It happened, or began: 2026-11-19 03:14 UTC+01:00.", text, StringComparison.Ordinal);
        Assert.Contains("Harborline Ltd became aware: 2026-11-20 09:14 UTC+01:00.", text, StringComparison.Ordinal);
        Assert.Contains("Persons affected in this jurisdiction: DE 120; FR 80; together 200. By jurisdiction: DE 120; FR 80; US-CA 7; together 207.", text, StringComparison.Ordinal);
        Assert.Contains("Kinds of data concerned: contact; payment.", text, StringComparison.Ordinal);
        Assert.Contains("207 distinct records accessed, 12 rows besides that were counted without naming them, 9000 records within reach; not seen: crm export of 19 November.", text, StringComparison.Ordinal);
        Assert.Contains("Taken: accounts agent00017 and agent00018 closed (2026-11-20 09:14 UTC+00:00).", text, StringComparison.Ordinal);
        Assert.Contains("d.osei, data protection officer.", text, StringComparison.Ordinal);
        Assert.Contains("at: Manila (PH); Cebu.", text, StringComparison.Ordinal);
        Assert.Contains("Due: 2026-11-23 ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_nobody_has_recorded_is_missing_and_never_invented()
    {
        var notice = Draft(Gdpr, Incident(), company: null);

        Assert.Contains("[missing: number of persons affected – record fact `affected` for their jurisdictions]", notice.Text, StringComparison.Ordinal);
        Assert.Contains("number of persons affected – record fact `affected` for their jurisdictions", notice.Missing);
        Assert.Contains("when the company became aware – record fact `awareness`", notice.Missing);
        Assert.Contains("name of the company – give company.yaml", notice.Missing);
        Assert.Contains("likely consequences for the persons, or for the service – to be written at review", notice.Missing);
        Assert.Equal(notice.Missing.Distinct(), notice.Missing);
        Assert.Contains($"Missing: {notice.Missing.Count};", notice.Text, StringComparison.Ordinal);
        Assert.All(notice.Missing, lack => Assert.Contains($"[missing: {lack}]", notice.Text, StringComparison.Ordinal));
        Assert.DoesNotContain("{{", notice.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_draft_says_what_it_is() =>
        Assert.All(RegimeCatalogue.All, rule =>
        {
            var notice = Draft(rule, Incident(Known), Company);
            Assert.Contains("| DRAFT – not legal advice – prepared for review by a person, who submits it.", notice.Text, StringComparison.Ordinal);
            Assert.Contains(rule.Id, notice.Text, StringComparison.Ordinal);
            Assert.Contains("not legal advice", notice.Html, StringComparison.Ordinal);
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(notice.Text))), notice.Sha256);
        });

    [Fact]
    public void The_same_facts_give_the_same_draft_and_another_fact_another()
    {
        var first = Draft(Gdpr, Incident(Known), Company);
        var later = Draft(Gdpr, Incident(Known), Company, Now + Duration.FromHours(1));
        var more = Draft(Gdpr, Incident([.. Known, Persons("IT", 3, "contact")]), Company);

        Assert.Equal(first.Sha256, later.Sha256);
        Assert.NotEqual(first.Sha256, more.Sha256);
    }

    [Fact]
    public void A_privileged_fact_never_shows()
    {
        var secret = Aware - Duration.FromHours(100);
        var incident = Incident(
            Fact(FactNames.Awareness, secret, fact => fact with { Privileged = true }),
            Fact(FactNames.Affected, Aware, fact => fact with { Privileged = true, Jurisdiction = "DE", Count = 987_654, DataClasses = ["diagnoses"] }),
            Fact(FactNames.LawEnforcementHold, Aware, fact => fact with { Privileged = true, Authority = "Secret Office" }));
        Assert.All(RegimeCatalogue.All, rule =>
        {
            var notice = Draft(rule, incident, Company);
            foreach (var shown in new[] { notice.Text, notice.Html })
            {
                Assert.DoesNotContain("987654", shown, StringComparison.Ordinal);
                Assert.DoesNotContain("diagnoses", shown, StringComparison.Ordinal);
                Assert.DoesNotContain("Secret Office", shown, StringComparison.Ordinal);
                // Neither the fact's time nor the limit that follows from it.
                Assert.DoesNotContain("2026-11-16", shown, StringComparison.Ordinal);
                Assert.DoesNotContain("2026-11-19", shown, StringComparison.Ordinal);
            }
        });
    }

    [Fact]
    public void A_fact_that_was_corrected_does_not_show()
    {
        var text = Draft(Gdpr, Incident(Persons("DE", 120), Fact(FactNames.Affected, Aware, fact => fact with { Jurisdiction = "DE", Count = 45, Corrects = 2 })), Company).Text;

        Assert.Contains("DE 45", text, StringComparison.Ordinal);
        Assert.DoesNotContain("DE 120", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_of_a_country_and_of_its_part_are_not_added()
    {
        var text = Draft(RegimeCatalogue.Find("us-hipaa.individuals")!, Incident(Persons("US", 500), Persons("US-CA", 300)), Company).Text;
        var formal = Draft(Gdpr, Incident(Persons("US", 500), Persons("US-CA", 300)), Company).Text;

        Assert.DoesNotContain("800", text + formal, StringComparison.Ordinal);
        Assert.Contains("By jurisdiction: US 500; US-CA 300.", formal, StringComparison.Ordinal);
    }

    [Fact]
    public void The_later_limit_that_is_only_arguable_never_shows()
    {
        var rule = Gdpr;
        var answer = rule.Answer(new DeadlineQuestion { Facts = Incident(Known).Effective, Now = Now });
        var arguable = answer with { LatestArguable = new ArguableLimit(Instant.FromUtc(2031, 5, 6, 7, 8).InUtc(), "a holiday on the Moon", null) };
        var notice = Compliance.Notices.NoticeText.Of(rule, Incident(Known), Vendor, Company, arguable, Now);

        Assert.DoesNotContain("2031", notice.Text + notice.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Moon", notice.Text + notice.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("eu-gdpr.art33-1")]
    [InlineData("br-lgpd.anpd")]
    [InlineData("ke-dpa.odpc")]
    public void A_late_notice_has_to_say_why(string id)
    {
        var rule = RegimeCatalogue.Find(id)!;
        var started = rule.AnchorFacts.Select(name => Fact(name, Aware)).ToArray();
        var inTime = Draft(rule, Incident(started), Company, Aware + Duration.FromHours(1));
        var late = Draft(rule, Incident(started), Company, Aware + Duration.FromDays(30));

        Assert.DoesNotContain("reasons for the delay – to be written at review", inTime.Missing);
        Assert.Contains("reasons for the delay – to be written at review", late.Missing);
        Assert.Contains("Reasons for the delay", late.Text, StringComparison.Ordinal);
        Assert.Contains("PASSED", late.Text, StringComparison.Ordinal);
        Assert.Single(late.Text.Split('\n'), line => line.EndsWith(". Reasons for the delay", StringComparison.Ordinal));
    }

    [Fact]
    public void A_supplement_names_what_it_supplements_and_is_not_late()
    {
        var submitted = Fact(FactNames.Submission(Gdpr.Id), Aware + Duration.FromHours(70));
        var text = Draft(Gdpr, Incident([.. Known, submitted]), Company, Aware + Duration.FromDays(30)).Text;

        Assert.Contains("Supplement to the notice submitted 2026-11-23 07:14 UTC+01:00.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("PASSED", text, StringComparison.Ordinal);
    }

    [Fact]
    public void While_an_authority_asks_for_silence_a_notice_to_persons_says_so()
    {
        var hold = Fact(FactNames.LawEnforcementHold, Aware, fact => fact with { Authority = "BKA", Until = (Aware + Duration.FromDays(2)).WithOffset(Offset.Zero) });
        var persons = RegimeCatalogue.Find("eu-gdpr.art34")!;
        var incident = Incident([.. Known, hold]);

        Assert.Contains("not to be sent while that is in force", Draft(persons, incident, Company).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("not to be sent", Draft(persons, incident, Company, Aware + Duration.FromDays(3)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("not to be sent", Draft(Gdpr, incident, Company).Text, StringComparison.Ordinal);
        Assert.Contains("BKA asked on 2026-11-20", Draft(RegimeCatalogue.Find("us-tx.ag")!, incident, Company).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Persons_are_written_to_in_plain_words()
    {
        var text = Draft(RegimeCatalogue.Find("us-ca.1798-82-residents")!, Incident(Known), Company).Text;

        Assert.StartsWith("Notice of Data Breach\n", text, StringComparison.Ordinal);
        Assert.Equal(
            ["1. What Happened", "2. What Information Was Involved", "3. What We Are Doing", "4. What You Can Do", "5. For More Information", "6. Date of the breach", "7. Contact", "8. Credit agencies and identity services"],
            text.Split('\n').Where(line => line.Length > 2 && char.IsAsciiDigit(line[0]) && line[1] == '.'));
        Assert.Contains("We write to you because information about you was involved", text, StringComparison.Ordinal);
        // Notes of colleagues for colleagues stay inside.
        Assert.DoesNotContain("agent00017", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_contract_rule_is_drafted_too()
    {
        var contract = RegimeRule.Contract("contract.customer.big-retail", "Big Retail", "customers", Duty.Customer, Duration.FromHours(24), "awareness", "MSA-9");
        var text = Draft(contract, Incident(Known), Company).Text;

        Assert.Contains("Harborline Ltd notifies Big Retail of the incident 20261120-abcdef at its service provider Acme BPO, under MSA-9.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_that_is_not_complete_is_no_measure_taken()
    {
        var incident = Incident(Known.Where(record => record is not StepCompleted));
        Assert.Contains("measures taken – complete a step of containment, with a note", Draft(Gdpr, incident, Company).Missing);
    }
}
