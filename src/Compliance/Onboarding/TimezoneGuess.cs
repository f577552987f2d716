using NodaTime;
using NodaTime.TimeZones;

namespace Compliance.Onboarding;

/// <summary>The zone in which the vendor's people work, by the sites and countries of the roster.</summary>
public sealed record TimezoneGuess
{
    private static readonly IReadOnlyList<TzdbZoneLocation> Locations = [.. TzdbDateTimeZoneSource.Default.ZoneLocations ?? []];
    private static readonly ILookup<string, string> ByCity = Locations.Select(location => location.ZoneId).Distinct()
        // Many a site is called a centre; none is likely to be in that one.
        .Where(zone => zone != "America/North_Dakota/Center")
        .ToLookup(zone => NameText.Column(zone[(zone.LastIndexOf('/') + 1)..]), StringComparer.Ordinal);

    private static readonly ILookup<string, string> ByCountry = Locations.SelectMany(location => new[] { (Name: location.CountryName, location.ZoneId), (Name: location.CountryCode, location.ZoneId) })
        .ToLookup(one => NameText.Column(one.Name), one => one.ZoneId, StringComparer.Ordinal);

    // `Omaha, NE` is not in Niger: half of these are codes of countries as well.
    private static readonly HashSet<string> States = new(
        ("AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY "
            + "AB BC MB NB NL NS NT NU ON PE QC SK YT Georgia").Split(' '), StringComparer.OrdinalIgnoreCase);

    private static readonly IReadOnlyList<string> NorthAmerican = [.. Locations.Where(location => location.CountryCode is "US" or "CA").Select(location => location.ZoneId)];

    public required DateTimeZone Zone { get; init; }

    /// <summary>What it rests on, in words.</summary>
    public required string Why { get; init; }

    /// <summary>False: nothing tells it, and UTC stands there until somebody writes another.</summary>
    public bool IsKnown { get; init; }

    /// <param name="given">What the user said; null: nothing.</param>
    public static TimezoneGuess Of(Roster roster, DateTimeZone? given)
    {
        if (given is not null) return new TimezoneGuess { Zone = given, Why = "as given", IsKnown = true };
        var told = roster.People.Select(person => person.Periods[^1]).Select(ZoneOf).ToList();
        var best = told.OfType<string>().GroupBy(zone => zone).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).FirstOrDefault();
        if (best is null) return new TimezoneGuess { Zone = DateTimeZone.Utc, Why = "not known: no site or country of the roster tells it; write the zone that the vendor's people work in" };
        return new TimezoneGuess { Zone = DateTimeZoneProviders.Tzdb[best.Key], Why = $"of the sites of {best.Count()} of {told.Count} people", IsKnown = true };
    }

    // A country of one zone tells it; of several, only a city that a zone is named after, unless the country says that it is another of that name.
    private static string? ZoneOf(RosterPeriod period)
    {
        var country = ByCountry[NameText.Column(period.Country ?? "")].ToList();
        if (period.Site is { } site)
        {
            var end = site.Split(',') is [_, .., var last] ? last.Trim() : site;
            var within = country.Count > 0 ? country : [.. ByCountry[NameText.Column(end)], .. IsState(end) ? NorthAmerican : []];
            foreach (var part in site.Split([',', '/', '-', '(', ')', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Prepend(site))
                if (One(ByCity[NameText.Column(part)]) is { } city && (within.Count == 0 || within.Contains(city))) return city;
            if (!IsState(end) && One(ByCountry[NameText.Column(end)]) is { } of) return of;
        }
        return One(country) ?? (period.Country is { } place ? One(ByCity[NameText.Column(place)]) : null);
    }

    private static bool IsState(string place) => States.Contains(place);

    private static string? One(IEnumerable<string> zones) => zones.Distinct().ToList() is [var one] ? one : null;
}
