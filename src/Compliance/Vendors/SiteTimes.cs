using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;
using Row = Compliance.Vendors.CsvTable.CsvRow;

namespace Compliance.Vendors;

/// <summary>Reads the times of schedule.csv and changes.csv: with an offset, or by the clock of the site at which the person works. A
/// clock that is put back shows some times twice, one that is put forward leaves some out; both are read in favour of the person, and
/// said.</summary>
internal sealed class SiteTimes(SiteZones zones)
{
    public const int MostRemarks = 20;

    private const int FirstYear = 1900;
    private const int LastYear = 9998;

    private static readonly IPattern<OffsetDateTime>[] WithOffset =
    [
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.FFFFFFFo<G>"),
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mmo<G>"),
    ];

    private static readonly IPattern<LocalDateTime>[] Local =
    [
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.FFFFFFF"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm"),
    ];

    private readonly List<string> _remarks = [];

    /// <summary>How times that the clock shows twice or never were read.</summary>
    public IReadOnlyList<string> Remarks => _remarks;

    /// <summary>The zone in which a day of the person is meant.</summary>
    public DateTimeZone ZoneOf(string? person, Instant at) => zones.Of(person, at);

    /// <summary>The instant of a cell that is not empty; null, with the problem noted, when it is none.</summary>
    /// <param name="file">For remarks.</param>
    /// <param name="row">The row that the cell is of.</param>
    /// <param name="column">Its column.</param>
    /// <param name="person">Whose clock shows it; null: the access model's.</param>
    /// <param name="ends">Whether something ends then: a date is the end of its day, and of two instants the later counts.</param>
    public Instant? Read(string file, Row row, string column, string? person, bool ends)
    {
        if (row.Required(column) is not { } text) return null;
        var written = text.Length > 10 && text[10] == ' ' ? $"{text[..10]}T{text[11..]}" : text;
        if (OfOffset(written) is { } stated)
        {
            if (IsSensible(stated.Year)) return stated.ToInstant();
        }
        else if (OfClock(written, ends) is { } local)
        {
            if (IsSensible(local.Year)) return Resolve(file, row, column, local, ZoneAt(person, local), ends);
        }
        else
        {
            row.Refuse(column, $"`{column}` is {Excerpt.Of(text)}: expected a time such as 2026-01-31T08:00 by the clock of the site, or with its offset such as 2026-01-31T08:00:00+08:00");
            return null;
        }
        row.Refuse(column, $"`{column}` is {Excerpt.Of(text)}: correct the year");
        return null;
    }

    private static OffsetDateTime? OfOffset(string text)
    {
        foreach (var pattern in WithOffset)
            if (pattern.Parse(text) is { Success: true } parsed) return parsed.Value;
        return null;
    }

    private static LocalDateTime? OfClock(string text, bool ends)
    {
        foreach (var pattern in Local)
            if (pattern.Parse(text) is { Success: true } parsed) return parsed.Value;
        var date = text.EndsWith("T24:00", StringComparison.Ordinal) ? text[..^6] : text;
        if (LocalDatePattern.Iso.Parse(date) is not { Success: true } day) return null;
        var isNextDay = date.Length < text.Length || ends;
        // A year beyond those that are read has no next day that could be told.
        return (isNextDay && IsSensible(day.Value.Year) ? day.Value.PlusDays(1) : day.Value).AtMidnight();
    }

    private static bool IsSensible(int year) => year is >= FirstYear and <= LastYear;

    // Employment changes on days, not on hours: a clock some hours away finds the same one.
    private DateTimeZone ZoneAt(string? person, LocalDateTime local) =>
        zones.Of(person, local.InZoneLeniently(zones.Timezone).ToInstant());

    private Instant Resolve(string file, Row row, string column, LocalDateTime local, DateTimeZone zone, bool ends)
    {
        var meant = zone.MapLocal(local);
        if (meant.Count == 1) return meant.Single().ToInstant();
        var at = meant.Count == 0 ? local.InZone(zone, Resolvers.LenientResolver).ToInstant() : (ends ? meant.Last() : meant.First()).ToInstant();
        if (_remarks.Count < MostRemarks)
        {
            var shown = LocalDateTimePattern.GeneralIso.Format(local);
            _remarks.Add($"{file}:{row.Line}: `{column}` {shown} {(meant.Count == 0 ? "never happens" : "happens twice")} in {zone.Id}: read as {InstantPattern.General.Format(at)}");
        }
        return at;
    }
}
