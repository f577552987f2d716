using System.Collections.Frozen;
using NodaTime;

namespace Compliance.Regimes;

/// <summary>The holiday calendars of <c>Regimes/Calendars</c>: data, embedded, read once.</summary>
public static class HolidayCalendars
{
    private const string Folder = "Calendars/";

    private static readonly Lazy<IReadOnlyList<HolidayCalendar>> Calendars = new(Read);
    private static readonly Lazy<FrozenDictionary<string, HolidayCalendar>> ById = new(() => All.ToFrozenDictionary(calendar => calendar.Id, StringComparer.Ordinal));
    private static readonly Lazy<FrozenDictionary<string, HolidayCalendar>> ByZone = new(IndexByZone);

    /// <summary>By id.</summary>
    public static IReadOnlyList<HolidayCalendar> All => Calendars.Value;

    /// <summary>The calendar of a country or a part of one, <c>DE</c>, <c>US-CA</c>; null when there is none.</summary>
    public static HolidayCalendar? Find(string id) => ById.Value.GetValueOrDefault(id);

    /// <summary>The calendar that speaks for a zone: <c>Europe/Berlin</c> is DE, <c>America/Los_Angeles</c> is US; null when there is none.</summary>
    // By the id as written: as links of the database, Amsterdam is Brussels and Oslo is Berlin.
    public static HolidayCalendar? OfZone(DateTimeZone zone) => ByZone.Value.GetValueOrDefault(zone.Id);

    private static FrozenDictionary<string, HolidayCalendar> IndexByZone() => All
        .SelectMany(calendar => calendar.Zones, (calendar, zone) => KeyValuePair.Create(zone, calendar))
        .ToFrozenDictionary(StringComparer.Ordinal);

    private static List<HolidayCalendar> Read()
    {
        var assembly = typeof(HolidayCalendars).Assembly;
        var calendars = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => Read(assembly.GetManifestResourceStream(name)!, name))
            .ToList();
        var shared = calendars.SelectMany(calendar => calendar.Zones).GroupBy(zone => zone, StringComparer.Ordinal).FirstOrDefault(zone => zone.Count() > 1);
        return shared is null ? calendars : throw new InvalidOperationException($"the zone `{shared.Key}` has two calendars: leave it to one");
    }

    private static HolidayCalendar Read(Stream json, string name)
    {
        using (json) return HolidayCalendarReader.Read(json, name);
    }
}
