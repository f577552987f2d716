using NodaTime;

namespace Compliance.Vendors;

/// <summary>Whose clock is in which zone: that of the site at which a person is employed, where vendor.yaml gives it one, else the access
/// model's.</summary>
public sealed class SiteZones(Vendor? vendor, People? people, DateTimeZone timezone)
{
    private readonly Dictionary<string, DateTimeZone> _bySite = (vendor?.ProcessingSites ?? []).Where(site => site.Zone is not null)
        .ToDictionary(site => site.Name, site => site.Zone!, StringComparer.OrdinalIgnoreCase);

    public DateTimeZone Timezone => timezone;

    /// <summary>The zone of a person's clock. Somebody hired again at another site has another zone from then on.</summary>
    /// <param name="person">Null, or nobody of people.csv: the access model's timezone.</param>
    public DateTimeZone Of(string? person, Instant at) =>
        person is not null && people is not null && people.ByName.TryGetValue(person, out var known) ? Of(known.InForce(at)) : timezone;

    /// <summary>The zone of one employment.</summary>
    public DateTimeZone Of(Employment employment) =>
        employment.Site is { } site && _bySite.TryGetValue(site, out var zone) ? zone : timezone;
}
