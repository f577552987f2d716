using NodaTime;
using Row = Compliance.Vendors.CsvTable.CsvRow;

namespace Compliance.Vendors;

/// <summary>Reads <c>schedule.csv</c>.</summary>
internal static class ScheduleCsv
{
    public const string File = "schedule.csv";

    /// <summary>A longer stretch of work is a wrong date, and would excuse every access inside.</summary>
    private static readonly Duration LongestWork = Duration.FromHours(24);

    private static readonly string[] Columns = ["person", "start", "end", "type"];
    private static readonly string[] Required = ["person", "start", "end"];

    public static ShiftSchedule? Read(string text, SiteTimes times, InputProblems problems)
    {
        var spans = new Dictionary<string, List<ScheduledSpan>>(StringComparer.OrdinalIgnoreCase);
        LocalDate? first = null, last = null;
        foreach (var row in CsvTable.Read(File, text, problems, Columns, Required).Rows)
        {
            if (row.Required("person") is not { } person || Span(row, person, times) is not { } span) continue;
            if (!spans.TryGetValue(person, out var own)) spans.Add(person, own = []);
            own.Add(span);
            if (span.Kind == ScheduledKind.Absence) continue;
            var day = span.Start.InZone(times.ZoneOf(person, span.Start)).Date;
            first = first is null ? day : LocalDate.Min(first.Value, day);
            last = last is null ? day : LocalDate.Max(last.Value, day);
        }
        return spans.Count == 0 ? null : new ShiftSchedule
        {
            ByPerson = spans.ToDictionary(
                one => one.Key,
                IReadOnlyList<ScheduledSpan> (one) => [.. one.Value.OrderBy(span => span.Start).ThenBy(span => span.Line)],
                StringComparer.OrdinalIgnoreCase),
            Days = first is { } begin && last is { } end ? new DateInterval(begin, end) : null,
        };
    }

    private static ScheduledSpan? Span(Row row, string person, SiteTimes times)
    {
        var start = times.Read(File, row, "start", person, ends: false);
        var end = times.Read(File, row, "end", person, ends: true);
        var kind = Kind(row);
        if (start is null || end is null || kind is null) return null;
        if (end <= start)
        {
            row.Refuse("end", "`end` is not after `start`: a night shift ends on the next date");
            return null;
        }
        if (kind != ScheduledKind.Absence && end - start > LongestWork)
        {
            row.Refuse("end", "work of more than 24 hours: correct `start` or `end`, or write one row for each shift");
            return null;
        }
        return new ScheduledSpan(start.Value, end.Value, kind.Value, row.Line);
    }

    private static ScheduledKind? Kind(Row row)
    {
        if (row["type"] is not { } type) return ScheduledKind.Work;
        if (ScheduleWords.Find(type) is { } kind) return kind;
        row.Refuse("type", $"{Excerpt.Of(type)} is not a known type: expected work, shift, overtime, training, meeting, break …, or leave, off, sick …; VENDOR-FOLDER.md has them all");
        return null;
    }
}
