using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Regimes;

/// <summary>Reads a holiday calendar strictly: what it does not understand could be a day off.</summary>
internal static class HolidayCalendarReader
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <exception cref="InputException">It is no calendar: an unknown key, a date outside its year, twice or out of order, a year without
    /// days, a zone that does not exist.</exception>
    public static HolidayCalendar Read(Stream json, string file)
    {
        var pack = Pack(json, file);
        foreach (var (key, text) in (ReadOnlySpan<(string, string)>)[("id", pack.Id), ("name", pack.Name), ("source", pack.Source), ("note", pack.Note)])
            if (string.IsNullOrWhiteSpace(text)) throw Problem(file, key, "is empty: write it");
        if (pack.Zones.Any(id => id is null || DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) is null))
            throw Problem(file, "zones", "has an id that is no time zone: write IANA names such as Europe/Berlin");
        if (pack.Years.Count == 0) throw Problem(file, "years", "is empty: add a year with its days");
        var years = pack.Years.Select(year => (Number: Year(year.Key, file), Days: year.Value)).ToList();
        return new HolidayCalendar(years.Select(year => year.Number), years.SelectMany(year => Days(year.Number, year.Days, file)))
        {
            Id = pack.Id,
            Name = pack.Name,
            Zones = pack.Zones,
            Source = pack.Source,
            Note = pack.Note,
            Confirmed = pack.Confirmed,
        };
    }

    private static CalendarPack Pack(Stream json, string file)
    {
        try
        {
            return JsonSerializer.Deserialize<CalendarPack>(json, Format) ?? throw new InputException($"{file}: expected a holiday calendar, found null");
        }
        catch (JsonException error)
        {
            // The serializer's own words name types of ours: the place is what the reader of a message needs.
            throw new InputException(InputException.At(file, (error.LineNumber ?? 0) + 1, (error.BytePositionInLine ?? 0) + 1,
                $"not a holiday calendar at `{error.Path ?? "$"}`: expected id, name, zones, source, note, confirmed, years of date and name, each once").Message, error);
        }
    }

    private static int Year(string text, string file) =>
        text.Length == 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year >= 1900
            ? year
            : throw Problem(file, "years", "has a key that is no year: expected four digits such as 2026");

    private static List<CalendarDay> Days(int year, IReadOnlyList<PackedDay?>? packed, string file)
    {
        if (packed is not { Count: > 0 }) throw Problem(file, $"years.{year}", "is empty, which would say that it has no holidays: add its days or take the year out");
        var days = new List<CalendarDay>(packed.Count);
        foreach (var (index, day) in packed.Index())
        {
            var place = $"years.{year}[{index}]";
            if (day is null || LocalDatePattern.Iso.Parse(day.Date) is not { Success: true, Value: var date }) throw Problem(file, place, "has no date such as 2026-01-31: correct it");
            if (date.Year != year) throw Problem(file, place, $"is a day of {date.Year}: move it there");
            if (string.IsNullOrWhiteSpace(day.Name)) throw Problem(file, place, "has no name: write which holiday it is");
            if (days.Count > 0 && date == days[^1].Date) throw Problem(file, place, "is the day before it once more: remove one");
            if (days.Count > 0 && date < days[^1].Date) throw Problem(file, place, "is earlier than the day before it: sort them");
            days.Add(new CalendarDay(date, day.Name, day.Closure));
        }
        return days;
    }

    private static InputException Problem(string file, string place, string problem) => new($"{file}: `{place}` {problem}");

    private sealed record CalendarPack(
        string Id, string Name, IReadOnlyList<string> Zones, string Source, string Note, bool Confirmed, IReadOnlyDictionary<string, IReadOnlyList<PackedDay?>?> Years);

    private sealed record PackedDay(string Date, string Name, bool Closure = false);
}
