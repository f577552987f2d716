using Compliance.Companies;
using Compliance.Incidents;
using Compliance.Regimes;
using Compliance.Vendors;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Compliance.Tests.Incidents;

/// <summary>Whatever is known or not, every rule is answered once, and knowing less never makes a doubt a no.</summary>
public sealed class ApplicabilityPropertyTests
{
    private static readonly string[] PlaceNames = ["DE", "FR", "NO", "US", "US-CA", "US-NY", "US-OH", "PR", "CA", "CA-QC", "JP", "PH", "IN", "GB", "AR", "CN", "AU", "CH"];
    private static readonly string[] Names = [.. FactNames.All.Select(name => name.Name), .. RegimeCatalogue.All.Take(20).Select(rule => FactNames.Submission(rule.Id))];

    private static readonly Gen<IReadOnlyList<string>> SomePlaces = Some(PlaceNames);

    private static readonly Gen<Company?> Companies = Gen.OneOf(
        Gen.Constant<Company?>(null),
        from sectors in Maybe(Some(Company.AllSectors))
        from classes in Maybe(Some([.. EntityClass.All.Select(entity => entity.Word)]))
        from listed in Maybe(SomePlaces)
        from establishments in Maybe(SomePlaces)
        from lead in Gen.OneOf(Gen.Constant<string?>(null), Gen.Elements<string?>("DE", "IE", "US"))
        from agent in Gen.Elements<bool?>(null, true, false)
        from zone in Gen.Elements("Europe/Berlin", "America/New_York", "Asia/Manila", "UTC")
        select new Company
        {
            Name = "a",
            Zone = DateTimeZoneProviders.Tzdb[zone],
            Sectors = Agreeing(sectors, classes),
            EntityClasses = classes,
            Listed = listed,
            Establishments = establishments,
            LeadAuthority = lead,
            VendorIsAgent = agent,
        });

    private static readonly Gen<Vendor> Vendors =
        from groups in SomePlaces.ArrayOf()
        from data in Some(["contact", "cardholder", "health"])
        from sites in Gen.Elements<string?>([null, "Philippines", "", "é", .. PlaceNames]).ArrayOf()
        select new Vendor
        {
            Id = VendorId.Parse("acme"),
            Name = "Acme",
            DataClasses = data,
            SubjectGroups = [.. groups.Take(3).Select((places, i) => new SubjectGroup($"kind {i}", places))],
            ProcessingSites = [.. sites.Take(3).Select((country, i) => new ProcessingSite($"site {i}", country))],
        };

    private static readonly Gen<Fact> Affected =
        from place in Gen.Elements([.. PlaceNames, "", "??", "de"])
        from count in Gen.Elements(0L, 1L, 499L, 500L, 501L, long.MaxValue)
        select new Fact { Name = FactNames.Affected, At = ApplicabilityCase.Now.WithOffset(Offset.Zero), Jurisdiction = place, Count = count };

    private static readonly Gen<Fact> Facts =
        from name in Gen.Elements(Names)
        from days in Gen.Choose(0, 900)
        select new Fact { Name = name, At = (ApplicabilityCase.Now - Duration.FromDays(days)).WithOffset(Offset.FromHours(8)) };

    private static readonly Gen<ApplicabilityCase> Cases =
        from company in Companies
        from vendor in Vendors
        from stage in Gen.Elements(Enum.GetValues<Stage>())
        from affected in Affected.ArrayOf()
        from facts in Facts.ArrayOf()
        from recorder in Gen.Elements("d.osei", "system:detector")
        select new ApplicabilityCase
        {
            Company = company,
            Vendor = vendor,
            Stage = stage,
            Records = [.. affected.Concat(facts).Select(fact => new FactRecorded { At = ApplicabilityCase.Now, By = recorder, Fact = fact })],
        };

    [Fact]
    public void Every_rule_is_answered_once_with_a_reason_whatever_is_known() => Holds(150, found =>
    {
        var rules = found.Rules;
        Assert.Equal(RegimeCatalogue.All.Select(rule => rule.Id), rules.Select(rule => rule.Rule?.Id).OfType<string>());
        Assert.All(rules, rule => Assert.NotEmpty(rule.Why));
        Assert.All(rules, rule => Assert.True(rule.Applies is not Applies.CannotTell || rule.Needs.Count > 0, rule.Why));
        Assert.All(rules.Where(rule => rule.Watched), rule => Assert.Equal(Applies.No, rule.Applies));
        Assert.All(ShadowClock.Of(found.Incident, found.Vendor, found.Company, ApplicabilityCase.Now), shadow => Assert.NotEqual(Applies.No, shadow.Applies));
    });

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(0)]
    [InlineData(long.MaxValue)]
    public void At_any_time_there_is_an_answer(long ticks)
    {
        var now = ticks == 0 ? Instant.FromUnixTimeTicks(0) : ticks < 0 ? Instant.MinValue : Instant.MaxValue;
        var found = new ApplicabilityCase().Living("DE", "US").Fact("awareness", "9999-12-31T23:59:59Z").Fact("classification", "0001-01-01T00:00:00Z").Fact("vendor_awareness", "9998-01-01T00:00:00Z");

        Assert.NotEmpty(Applicability.Of(found.Incident, found.Vendor, found.Company, now));
    }

    [Fact]
    public void Knowing_less_never_makes_a_doubt_a_no() => Holds(150, found =>
    {
        var doubts = Doubts(found).ToHashSet();
        foreach (var (what, less) in Less(found))
            Assert.All(less.Rules.Where(rule => rule.Applies is Applies.No && doubts.Contains(rule.Rule!.Id)), rule => Assert.Fail($"{rule.Rule!.Id} became a no without {what}: {rule.Why}"));
    });

    // As company.yaml must have them.
    private static IReadOnlyList<string>? Agreeing(IReadOnlyList<string>? sectors, IReadOnlyList<string>? classes) =>
        sectors is null ? null : [.. sectors.Concat(EntityClass.All.Where(entity => classes?.Contains(entity.Word) is true).Select(entity => entity.Sector).OfType<string>()).Distinct()];

    private static IEnumerable<string> Doubts(ApplicabilityCase found) =>
        found.Rules.Where(rule => rule is { Rule: not null, Applies: Applies.CannotTell }).Select(rule => rule.Rule!.Id);

    private static IEnumerable<(string What, ApplicabilityCase Less)> Less(ApplicabilityCase found)
    {
        if (found.Company is { } company)
        {
            yield return ("company.yaml", found with { Company = null });
            yield return ("sectors", found with { Company = company with { Sectors = null } });
            yield return ("entityClasses", found with { Company = company with { EntityClasses = null } });
            yield return ("listed", found with { Company = company with { Listed = null } });
            yield return ("establishments", found with { Company = company with { Establishments = null } });
            yield return ("vendorIsAgent", found with { Company = company with { VendorIsAgent = null } });
        }
        yield return ("dataClasses", found with { Vendor = found.Vendor with { DataClasses = [] } });
        yield return ("dataSubjects", found with { Vendor = found.Vendor with { SubjectGroups = [] } });
        yield return ("jurisdictions", found with { Vendor = found.Vendor with { SubjectGroups = [.. found.Vendor.SubjectGroups.Select(group => group with { Jurisdictions = [] })] } });
        yield return ("processingSites", found with { Vendor = found.Vendor with { ProcessingSites = [] } });
        yield return ("countries", found with { Vendor = found.Vendor with { ProcessingSites = [.. found.Vendor.ProcessingSites.Select(site => site with { Country = null })] } });
    }

    private static void Holds(int tests, Action<ApplicabilityCase> check) =>
        Check.One(Tried.Times(tests), Prop.ForAll(Arb.From(Cases), check));

    private static Gen<IReadOnlyList<string>> Some(IReadOnlyList<string> words) => Gen.Elements(words.ToArray()).ArrayOf().Select(chosen => (IReadOnlyList<string>)[.. chosen.Take(3).Distinct()]);

    private static Gen<IReadOnlyList<string>?> Maybe(Gen<IReadOnlyList<string>> lists) => Gen.OneOf(Gen.Constant<IReadOnlyList<string>?>(null), lists.Select(list => (IReadOnlyList<string>?)list));
}
