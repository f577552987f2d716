using Compliance.Incidents;
using Compliance.Notices;
using Compliance.Playbooks;
using Compliance.Reports;
using Compliance.Vendors;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Compliance.Tests.Incidents;

/// <summary>Facts as nobody should give them, from recording to the exports.</summary>
public class HostileFactsTests
{
    private static readonly Vendor Acme = new()
    {
        Id = Cases.Vendor,
        Name = "Acme",
        Mode = VendorMode.Live,
    };

    private static readonly Gen<OffsetDateTime> Extremes =
        from year in Gen.Elements(-9998, 1, 1969, 1970, 2024, 2026, 2027, 9998, 9999)
        from day in Gen.Elements((1, 1), (2, 28), (3, 29), (12, 30), (12, 31))
        from second in Gen.Elements(0, 1, 43_200, 86_399)
        from offset in Gen.Elements(-64_800, -43_200, -1, 0, 1, 50_400, 64_800)
        select new LocalDate(year, day.Item1, day.Item2).At(LocalTime.FromSecondsSinceMidnight(second)).WithOffset(Offset.FromSeconds(offset));

    private static readonly Gen<Fact> Facts =
        from name in Gen.Elements(
            "awareness", "discovery", "determination", "classification", "materiality_determination", "calendar_year_end", "incident_handled", "vendor_awareness", "affected",
            "law_enforcement_hold", "occurrence", "eu-dora.initial:submitted_at", "eu-gdpr.art33-1:submitted_at")
        from at in Extremes
        from until in Extremes
        from count in Gen.Elements(0, 1, 499, 500, long.MaxValue)
        from jurisdiction in Gen.Elements("DE", "US-CA", "US", "ZZ", "BR", "IN")
        select new Fact
        {
            Name = name,
            At = at,
            Until = name == "law_enforcement_hold" ? until : null,
            Jurisdiction = name == "affected" ? jurisdiction : null,
            Count = name == "affected" ? count : null,
        };

    [Fact]
    public void A_fact_at_the_ends_of_time_is_refused_or_goes_all_the_way() =>
        Prop.ForAll(Facts.ListOf().ToArbitrary(), Gen.Elements(2026, 2027, 9999).ToArbitrary(), (facts, year) =>
        {
            var now = Instant.FromUtc(year, 12, 31, 23, 59, 59);
            var incident = Cases.Opened(Stage.Incident);
            foreach (var fact in facts)
            {
                try
                {
                    incident = Cases.Of([.. incident.Records, .. incident.Record(fact, Cases.Ann, now)]);
                }
                catch (InputException)
                {
                    // Refused, with a reason.
                }
            }
            var rules = Applicability.Of(incident, Acme, null, now);
            var advance = Engine.Of(incident, ShippedPlaybooks.Find("mass-record-access"), Acme, null, rules, now);
            var after = Cases.Of([.. incident.Records, .. advance.Records]);
            foreach (var rule in rules)
                if (rule.Rule is { } known) Assert.NotEmpty(NoticeText.Of(known, incident, Acme, null, rule.Deadline, now).Text);
            using var output = new MemoryStream();
            TimelineJson.Write(Timeline.Of(after, rules, now), output);
            IncidentReportJson.Write(new(after, rules, now, Confidential: true), output);
            return ShadowClock.Of(after, Acme, null, now) is not null && output.Length > 0;
        }).Check(Tried.Times(60));
}
