using NodaTime;
using Row = Compliance.Vendors.CsvTable.CsvRow;

namespace Compliance.Vendors;

/// <summary>Reads <c>people.csv</c>. A date is a day in the access model's timezone.</summary>
internal sealed class PeopleCsv
{
    public const string File = "people.csv";

    private static readonly string[] Columns = ["person", "name", "status", "hired", "left", "site", "background_check", "training_expires"];
    private static readonly string[] Required = ["person", "status"];

    private readonly DateTimeZone _timezone;

    private PeopleCsv(DateTimeZone timezone) => _timezone = timezone;

    public static People Read(string text, DateTimeZone timezone, InputProblems problems)
    {
        var table = CsvTable.Read(File, text, problems, Columns, Required);
        var dates = new PeopleCsv(timezone);
        var rows = new Dictionary<string, List<Employment>>(StringComparer.OrdinalIgnoreCase);
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in table.Rows)
        {
            if (row.Required("person") is not { } person || dates.Employment(row) is not { } employment) continue;
            if (names.TryAdd(person, person)) rows.Add(person, []);
            rows[person].Add(employment);
        }
        return new People
        {
            ByName = rows.ToDictionary(
                one => one.Key,
                one => new Person(names[one.Key], [.. one.Value.OrderBy(row => row.Begins ?? Instant.MinValue).ThenBy(row => row.Line)]),
                StringComparer.OrdinalIgnoreCase),
            HasBackgroundCheck = table.Has("background_check"),
            HasTraining = table.Has("training_expires"),
        };
    }

    private Employment? Employment(Row row)
    {
        var status = row.Required("status");
        var begins = Read(row, "hired", StartOf);
        var ends = Read(row, "left", NoonAfter);
        var cleared = Read(row, "background_check", StartOf);
        var trained = Read(row, "training_expires", EndOf);
        if (ends < begins) row.Refuse("left", "`left` is before `hired`: correct one of them");
        return status is null ? null : new Employment
        {
            Status = status,
            Begins = begins,
            Ends = ends,
            Cleared = cleared,
            TrainedUntil = trained,
            Site = row["site"],
            Line = row.Line,
        };
    }

    private static Instant? Read(Row row, string column, Func<LocalDate, Instant> day)
    {
        if (row[column] is not { } text) return null;
        if (Notations.Date(text, out _) is { } date) return date.Year == 9999 ? Notations.Never : day(date);
        if (Notations.Instant(text, out _) is { } instant) return instant;
        row.Refuse(column, $"`{column}` is {Excerpt.Of(text)}: expected a date such as 2026-01-31, or an instant with its offset such as 2026-01-31T08:00:00Z");
        return null;
    }

    // A day that begins in a gap of the local clock (or is skipped whole, as when a country crosses the date line)
    // begins when the gap ends; one whose midnight happens twice, at the first.
    private Instant StartOf(LocalDate date)
    {
        var midnight = _timezone.MapLocal(date.AtMidnight());
        return midnight.Count == 0 ? midnight.LateInterval.Start : midnight.First().ToInstant();
    }

    private Instant EndOf(LocalDate date) => StartOf(date.PlusDays(1));

    private Instant NoonAfter(LocalDate date) => date.PlusDays(1).At(LocalTime.Noon).InZoneLeniently(_timezone).ToInstant();
}
