using Compliance.Companies;
using Compliance.Incidents;
using Compliance.Vendors;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Tests.Incidents;

/// <summary>A case put together step by step: who outsources, who works, what happened.</summary>
internal sealed record ApplicabilityCase
{
    public static readonly Instant Now = At("2026-11-22T12:00:00Z");

    public Company? Company { get; init; }
    public Vendor Vendor { get; init; } = new() { Id = VendorId.Parse("acme-bpo"), Name = "Acme BPO" };
    public Stage Stage { get; init; } = Stage.Incident;
    public IReadOnlyList<IncidentRecord> Records { get; init; } = [];

    public Incident Incident => Incident.Of("20261122-abcdef", Vendor.Id, [new Opened { At = Now, By = "d.osei", Stage = Stage, Title = "a case" }, .. Records]);

    public IReadOnlyList<ApplicableRule> Rules => Applicability.Of(Incident, Vendor, Company, Now);

    public ApplicableRule this[string id] => Rules.Single(rule => rule.Deadline.Regime == id);

    public static Instant At(string text) => InstantPattern.ExtendedIso.Parse(text).Value;

    public static Company Of(string yaml) => CompanyReader.Read(new StringReader("name: Harborline\n" + yaml), "company.yaml");

    public ApplicabilityCase Living(params string[] jurisdictions) => this with { Vendor = Vendor with { SubjectGroups = [new SubjectGroup("customers", jurisdictions)] } };

    public ApplicabilityCase Working(params (string Name, string? Country)[] sites) =>
        this with { Vendor = Vendor with { ProcessingSites = [.. sites.Select(site => new ProcessingSite(site.Name, site.Country))] } };

    public ApplicabilityCase Handling(params string[] classes) => this with { Vendor = Vendor with { DataClasses = classes } };

    public ApplicabilityCase Fact(string name, string at, string by = "d.osei") =>
        With(new FactRecorded { At = Now, By = by, Fact = new Fact { Name = name, At = OffsetDateTimePattern.ExtendedIso.Parse(at).Value } });

    public ApplicabilityCase Affected(string jurisdiction, long count, params string[] classes) => With(new FactRecorded
    {
        At = Now,
        By = "d.osei",
        Fact = new Fact { Name = FactNames.Affected, At = Now.WithOffset(Offset.Zero), Jurisdiction = jurisdiction, Count = count, DataClasses = classes },
    });

    public ApplicabilityCase With(IncidentRecord record) => this with { Records = [.. Records, record] };
}
