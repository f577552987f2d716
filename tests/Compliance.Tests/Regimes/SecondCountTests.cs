using Compliance.Regimes;
using NodaTime;

namespace Compliance.Tests.Regimes;

/// <summary>Two readings of the same laws agree on some thousand random facts.</summary>
public sealed class SecondCountTests
{
    private const int Facts = 400;

    // Rule, fact, zone, days: as the texts have them, not as the data has.
    public static TheoryData<string, string, string, int> Days() => new()
    {
        { "eu-cra.final-vuln", "fix_available", "Europe/Brussels", 14 },
        { "us-hipaa.individuals", "discovery", "America/New_York", 60 },
        { "us-glba-ftc.safeguards", "discovery", "America/New_York", 30 },
        { "us-nydfs.extortion-explain", "payment", "America/New_York", 30 },
        { "us-ca.1798-82-residents", "discovery", "America/Los_Angeles", 30 },
        { "us-ca.1798-82-ag", "resident_notice_sent", "America/Los_Angeles", 15 },
        { "us-tx.individuals", "determination", "America/Chicago", 60 },
        { "us-fl.vendor", "reason_to_believe", "America/New_York", 10 },
        { "us-co.residents", "determination", "America/Denver", 30 },
        { "us-wa.residents", "discovery", "America/Los_Angeles", 30 },
        { "au-ndb.assessment", "suspicion", "Australia/Sydney", 30 },
        { "sg-pdpa.pdpc", "assessment_made", "Asia/Singapore", 3 },
        { "cn-incident.summary", "incident_handled", "Asia/Shanghai", 30 },
        { "ph-dpa.full", "knowledge", "Asia/Manila", 5 },
        // The day of knowledge is the first, so one fewer is added.
        { "jp-appi.prelim", "awareness", "Asia/Tokyo", 2 },
        { "jp-appi.final", "awareness", "Asia/Tokyo", 29 },
        { "jp-appi.final-attack", "awareness", "Asia/Tokyo", 59 },
    };

    public static TheoryData<string, string, string, int, string> BusinessDays() => new()
    {
        { "br-lgpd.anpd", "awareness", "America/Sao_Paulo", 3, "BR" },
        { "br-lgpd.supplement", "br-lgpd.anpd:submitted_at", "America/Sao_Paulo", 20, "BR" },
        { "cr.subjects", "breach", "America/Costa_Rica", 5, "CR" },
        { "co.sic", "detection", "America/Bogota", 15, "CO" },
        { "pci.visa-report", "incident", "America/New_York", 3, "US" },
        { "pci.visa-accounts", "incident", "America/New_York", 10, "US" },
    };

    [Theory]
    [MemberData(nameof(Days))]
    public void Calendar_days(string rule, string fact, string zone, int days)
    {
        var count = new SecondCount(zone);
        Agree(rule, fact, at => count.EndOf(SecondCount.DaysAfter(count.DayOf(at), days)));
    }

    [Theory]
    [MemberData(nameof(BusinessDays))]
    public void Business_days(string rule, string fact, string zone, int days, string calendar)
    {
        var count = new SecondCount(zone);
        Agree(rule, fact, at => count.EndOf(SecondCount.BusinessDaysAfter(count.DayOf(at), days, HolidayCalendars.Find(calendar)!)));
    }

    [Fact]
    public void Filing_days_of_the_SEC()
    {
        var count = new SecondCount("America/New_York");
        Agree("us-sec.8k-105", "materiality_determination", at => count.On(SecondCount.BusinessDaysAfter(count.DayOf(at), 4, HolidayCalendars.Find("US")!), 17, 30));
    }

    [Fact]
    public void A_month()
    {
        var count = new SecondCount("Europe/Brussels");
        Agree("eu-nis2.final", "eu-nis2.notification:submitted_at", at => count.EndOf(SecondCount.MonthAfter(count.DayOf(at))));
    }

    [Fact]
    public void Sixty_days_after_the_year()
    {
        var count = new SecondCount("America/New_York");
        Agree("us-hipaa.hhs-annual", "discovery", at => count.EndOf(SecondCount.DaysAfter(new DateOnly(count.DayOf(at).Year, 12, 31), 60)));
    }

    private static void Agree(string id, string fact, Func<DateTimeOffset, DateTimeOffset> counted)
    {
        // Seeded by the rule, so that a disagreement can be met again.
        var random = new Random(id.Sum(letter => letter));
        var rule = Law.Of(id);
        for (var i = 0; i < Facts; i++)
        {
            var at = new DateTimeOffset(2026, 9, 12, 0, 0, 0, TimeSpan.Zero).AddSeconds(random.Next(2 * 365 * 24 * 3600));
            var answer = rule.Answer(new DeadlineQuestion { Facts = [new AnchorFact(fact, Instant.FromDateTimeOffset(at))], Now = Law.Now });
            Assert.Equal((at, counted(at).ToUniversalTime()), (at, answer.DueAt!.Value.ToDateTimeOffset().ToUniversalTime()));
        }
    }
}
