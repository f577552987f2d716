using Compliance.Companies;
using Compliance.Regimes;
using Compliance.Vendors;

namespace Compliance.Incidents.Scope;

/// <summary>Where the persons live, where the company is established and where the vendor works, as far as that is known.</summary>
internal sealed class Places
{
    private const string NeedsResidence = "vendor.yaml `dataSubjects[].jurisdictions`";
    private const string NeedsEstablishments = "company.yaml `establishments`";

    private readonly Incident _incident;
    private readonly Vendor _vendor;
    private readonly Company? _company;
    private readonly IReadOnlyList<string> _nobodyIn;

    public Places(Incident incident, Vendor vendor, Company? company)
    {
        _incident = incident;
        _vendor = vendor;
        _company = company;
        _nobodyIn = [.. incident.AffectedPersons.Where(persons => persons.Count == 0).Select(persons => persons.Jurisdiction)];
        AllResidencesKnown = vendor.SubjectGroups.Count > 0 && vendor.SubjectGroups.All(group => group.Jurisdictions.Count > 0);
        Residences =
        [
            .. vendor.SubjectGroups.SelectMany(group => group.Jurisdictions).Where(place => !_nobodyIn.Any(none => Lies(place, none)))
                .Concat(incident.AffectedPersons.Where(persons => persons.Count > 0).Select(persons => persons.Jurisdiction))
                .Distinct(StringComparer.Ordinal),
        ];
    }

    /// <summary>Where persons live whose data the vendor handles or who were affected; without those where nobody was.</summary>
    public IReadOnlyList<string> Residences { get; }

    /// <summary>Whether vendor.yaml says of all whose data the vendor handles where they live.</summary>
    public bool AllResidencesKnown { get; }

    /// <summary>All that the case touches.</summary>
    public IReadOnlyList<string> Touched =>
        [.. Residences.Concat(_company?.Establishments ?? []).Concat(_vendor.ProcessingSites.Select(site => site.Country).OfType<string>().Where(IsPlace)).Distinct(StringComparer.OrdinalIgnoreCase)];

    public Reading Residence(string jurisdiction)
    {
        if (Residences.FirstOrDefault(place => IsIn(place, jurisdiction)) is { } inside)
            return _incident.Affected(inside) is > 0 ? Reading.Yes($"persons in {inside} were affected") : Reading.Yes($"the vendor handles data of persons in {inside}");
        if (_nobodyIn.FirstOrDefault(place => IsAllOf(place, jurisdiction)) is { } nobody) return Reading.No($"nobody in {nobody} was affected");
        if (Residences.FirstOrDefault(place => MayHold(place, jurisdiction)) is { } wide)
            return Reading.CannotTell($"persons live in {wide}, and where there is not known", $"fact `affected` for {jurisdiction}");
        return AllResidencesKnown
            ? Reading.No($"no data subjects in {jurisdiction}")
            : Reading.CannotTell("where the data subjects live is not known", NeedsResidence);
    }

    public Reading Establishment(string jurisdiction)
    {
        if (_company is null) return Reading.CannotTell("where the company is established is not known", "company.yaml");
        if (_company.Establishments is not { } places) return Reading.CannotTell("where the company is established is not known", NeedsEstablishments);
        if (places.FirstOrDefault(place => IsIn(place, jurisdiction)) is { } inside) return Reading.Yes($"the company is established in {inside}");
        return places.FirstOrDefault(place => MayHold(place, jurisdiction)) is { } wide
            ? Reading.CannotTell($"the company is established in {wide}, and where there is not known", NeedsEstablishments)
            : Reading.No($"not established in {jurisdiction}");
    }

    /// <summary>Where the vendor works.</summary>
    public Reading Site(string jurisdiction)
    {
        if (_vendor.ProcessingSites.Count == 0) return Reading.CannotTell("where the vendor works is not known", "vendor.yaml `processingSites`");
        if (_vendor.ProcessingSites.FirstOrDefault(site => site.Country is { } country && IsIn(country, jurisdiction)) is { } inside)
            return Reading.Yes($"the vendor works in {inside.Country} ({inside.Name})");
        var unknown = _vendor.ProcessingSites.Where(site => site.Country is not { } country || !IsPlace(country) || MayHold(country, jurisdiction)).ToList();
        return unknown.Count == 0
            ? Reading.No($"the vendor does not work in {jurisdiction}")
            : Reading.CannotTell($"in which country {string.Join(", ", unknown.Select(site => site.Name))} is is not known",
                [.. unknown.Select(site => $"vendor.yaml `processingSites[].country` of {site.Name}")]);
    }

    /// <summary>The same, where that alone does not make the law apply to the company.</summary>
    public Reading SiteAsDoubt(string jurisdiction) =>
        Site(jurisdiction) is { Applies: Applies.Yes } site
            ? Reading.CannotTell($"{site.Why}, and whether that is enough for the company is not in this data set", $"counsel for {jurisdiction}")
            : Site(jurisdiction);

    public Reading Listing(string jurisdiction)
    {
        if (_company is null) return Reading.CannotTell("whether the company is listed is not known", "company.yaml");
        if (_company.Listed is not { } markets) return Reading.CannotTell("whether the company is listed is not known", "company.yaml `listed`");
        return markets.FirstOrDefault(market => IsIn(market, jurisdiction)) is { } inside ? Reading.Yes($"listed in {inside}") : Reading.No($"not listed in {jurisdiction}");
    }

    /// <summary>Whether a place lies in a rule's jurisdiction.</summary>
    public static bool IsIn(string place, string jurisdiction) => RegimeCatalogue.JurisdictionsOf(place).Contains(jurisdiction, StringComparer.Ordinal);

    /// <summary>Whether one place lies in another, both by ISO 3166.</summary>
    public static bool Lies(string place, string within) =>
        place.Equals(within, StringComparison.OrdinalIgnoreCase) || place.StartsWith(within + "-", StringComparison.OrdinalIgnoreCase);

    /// <summary>The narrowest jurisdiction of the data set that a place lies in, whether it has rules or not.</summary>
    public static string Narrowest(string place) => RegimeCatalogue.JurisdictionsOf(place)[^1];

    /// <summary>Whether it is a country or a part of one that somebody could have meant: two letters, or two and a part.</summary>
    private static bool IsPlace(string text) => text.Length >= 2 && char.IsAsciiLetter(text[0]) && char.IsAsciiLetter(text[1]) && (text.Length == 2 || text[2] == '-');

    /// <summary>Whether the jurisdiction is a part of the place: <c>US-CA</c> of <c>US</c>.</summary>
    private static bool MayHold(string place, string jurisdiction) =>
        jurisdiction.Contains('-', StringComparison.Ordinal) && Narrowest(place) == jurisdiction.Split('-')[0];

    /// <summary>Whether the place holds the jurisdiction whole: <c>US</c> holds <c>US</c> and <c>US-CA</c>, <c>DE</c> does not hold the Union.</summary>
    private static bool IsAllOf(string place, string jurisdiction) =>
        jurisdiction is not ("EU" or "EU/EEA") && (Narrowest(place) == jurisdiction || MayHold(place, jurisdiction));
}
