using Compliance.Companies;
using Compliance.Delivery;
using Compliance.Incidents;
using Compliance.Notices;
using Compliance.Regimes;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Tests.Notices;

/// <summary>A case at a vendor, and the notices that are drafted of it.</summary>
internal static class Cases
{
    public static readonly Instant Aware = Instant.FromUtc(2026, 11, 20, 8, 14);
    public static readonly Instant Now = Aware + Duration.FromHours(10);

    public static readonly Vendor Vendor = new()
    {
        Id = VendorId.Parse("acme-bpo"),
        Name = "Acme BPO",
        ProcessingSites = [new ProcessingSite("Manila", "PH"), new ProcessingSite("Cebu", null)],
    };

    public static readonly Company Company = new() { Name = "Harborline Ltd", Zone = DateTimeZone.Utc, Dpo = "d.osei", Counsel = "l.marsh" };

    public static readonly RegimeRule Gdpr = RegimeCatalogue.Find("eu-gdpr.art33-1")!;

    public static IncidentRecord Fact(string name, Instant at, Func<Fact, Fact>? with = null)
    {
        var fact = new Fact { Name = name, At = at.WithOffset(Offset.FromHours(1)) };
        return new FactRecorded { At = at + Duration.FromMinutes(5), By = "d.osei", Fact = with?.Invoke(fact) ?? fact };
    }

    public static IncidentRecord Persons(string jurisdiction, long count, params string[] dataClasses) =>
        Fact(FactNames.Affected, Aware, fact => fact with { Jurisdiction = jurisdiction, Count = count, DataClasses = dataClasses });

    /// <summary>What a case knows that has come far: facts, numbers, who was touched, and a step of containment.</summary>
    public static readonly IncidentRecord[] Known =
    [
        Fact(FactNames.Occurrence, Aware - Duration.FromHours(30)), Fact(FactNames.Detection, Aware - Duration.FromHours(1)), Fact(FactNames.Awareness, Aware), Fact(FactNames.Discovery, Aware),
        Fact(FactNames.Contained, Aware + Duration.FromHours(1)), Persons("DE", 120, "contact"), Persons("FR", 80, "contact", "payment"), Persons("US-CA", 7, "contact"),
        new TouchedComputed { At = Now, By = "system:touched", Step = "touched", Accessed = 207, Rows = 12, Reachable = 9000, Evidence = "incidents/20261120-abcdef/touched.ndjson", Sha256 = new string('a', 64), Limits = ["crm export of 19 November"] },
        new StepStarted { At = Now, By = "system:playbooks", Step = "disable-accounts" },
        new DeliveryQueued { At = Now, By = "system:playbooks", Delivery = "d1", Purpose = "containment", About = "disable-accounts", To = "security" },
        new StepCompleted { At = Aware + Duration.FromHours(1), By = "s.lee", Step = "disable-accounts", Note = "accounts agent00017 and agent00018 closed" },
    ];

    public static Incident Incident(params IEnumerable<IncidentRecord> records) => Compliance.Incidents.Incident.Of(
        "20261120-abcdef", Vendor.Id, [new Opened { At = Aware, By = "s.lee", Stage = Stage.Breach, Title = "records read in bulk" }, .. records]);

    public static Notice Draft(RegimeRule rule, Incident incident, Company? company, Instant? now = null, Vendor? vendor = null) =>
        NoticeText.Of(rule, incident, vendor ?? Vendor, company, rule.Answer(new DeadlineQuestion { Facts = incident.Effective, Now = now ?? Now }), now ?? Now);
}
