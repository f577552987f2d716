using Compliance.Companies;
using Compliance.Regimes;
using Compliance.Vendors;

namespace Compliance.Incidents.Scope;

/// <summary>What is known of a case, its vendor and the company, asked rule by rule.</summary>
internal sealed class Knowledge
{
    private readonly Incident _incident;
    private readonly Vendor _vendor;
    private readonly Company? _company;

    public Knowledge(Incident incident, Vendor vendor, Company? company)
    {
        _incident = incident;
        _vendor = vendor;
        _company = company;
        Places = new Places(incident, vendor, company);
    }

    public Places Places { get; }

    /// <summary>Whether the rule is one for this case, its dates and numbers aside.</summary>
    public Reading Ask(RegimeRule rule)
    {
        var scope = RuleScope.Of(rule);
        if (scope.Never is { } never) return Reading.No(never);
        if (rule.Regime == "contract") return Reading.Yes("a contract says so; whether this case falls under it, its text tells");
        return Reading.All([.. new[] { Place(rule, scope), Kind(scope), Data(scope.Data), scope.Doubt is { } doubt ? Reading.CannotTell("depends on what no file says", doubt) : null }
            .OfType<Reading>()]);
    }

    private Reading? Place(RegimeRule rule, RuleScope scope)
    {
        var places = new List<Reading>();
        if (scope.Bound.HasFlag(Bound.Residence)) places.Add(Places.Residence(rule.Jurisdiction));
        if (scope.Bound.HasFlag(Bound.Establishment)) places.Add(Places.Establishment(rule.Jurisdiction));
        if (scope.Bound.HasFlag(Bound.Site)) places.Add(Places.Site(rule.Jurisdiction));
        else if (scope.Bound == (Bound.Residence | Bound.Establishment) && scope.Sector is null) places.Add(Places.SiteAsDoubt(rule.Jurisdiction));
        if (scope.Bound.HasFlag(Bound.Listing)) places.Add(Places.Listing(rule.Jurisdiction));
        return places.Count == 0 ? null : Reading.Any(places);
    }

    private Reading? Kind(RuleScope scope)
    {
        if (scope.Sector is null && scope.Classes.Count == 0) return null;
        if (!scope.ClassDecides) return Reading.Any([.. new[] { Sector(scope.Sector), scope.Classes.Count == 0 ? null : Class(scope.Classes) }.OfType<Reading>()]);
        if (_company?.EntityClasses is not null) return Class(scope.Classes);
        // Without classes the sector can at most rule it out; and where health data are, not even that.
        var ruledOut = scope.Sector is null ? null : Sector(scope.Sector);
        var mayBe = Reading.CannotTell($"binds {string.Join(", ", scope.Classes.Select(Quoted))}", Needs("entityClasses"));
        return ruledOut is { Applies: Applies.No } && !(scope.Sector == "health" && Data(RuleScope.HealthData)!.Applies is not Applies.No) ? ruledOut : mayBe;
    }

    private Reading? Sector(string? sector)
    {
        if (sector is null) return null;
        if (_company?.Sectors is not { } sectors) return Reading.CannotTell("the company's sectors are not known", Needs("sectors"));
        return sectors.Contains(sector, StringComparer.Ordinal) ? Reading.Yes($"the company is in the sector {sector}") : Reading.No($"the company is not in the sector {sector}");
    }

    private Reading Class(IReadOnlyList<string> classes)
    {
        if (_company?.EntityClasses is not { } known) return Reading.CannotTell("what the company is in the eyes of this law is not known", Needs("entityClasses"));
        return classes.FirstOrDefault(word => known.Contains(word, StringComparer.Ordinal)) is { } word
            ? Reading.Yes($"the company is {Quoted(word)}")
            : Reading.No($"the company is none of {string.Join(", ", classes.Select(Quoted))}");
    }

    private Reading? Data(IReadOnlyList<string> kinds)
    {
        if (kinds.Count == 0) return null;
        if (_vendor.DataClasses.Concat(_incident.DataClasses).FirstOrDefault(data => kinds.Contains(data, StringComparer.OrdinalIgnoreCase)) is { } kind)
            return Reading.Yes($"the vendor handles data of the class {Quoted(kind)}");
        return _vendor.DataClasses.Count == 0
            ? Reading.CannotTell("which data the vendor handles is not known", "vendor.yaml `dataClasses`")
            : Reading.No($"the vendor handles no data of the classes {string.Join(", ", kinds.Select(Quoted))}");
    }

    private string Needs(string key) => _company is null ? "company.yaml" : $"company.yaml `{key}`";

    private static string Quoted(string word) => $"`{word}`";
}
