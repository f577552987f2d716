using Compliance.Findings;
using Compliance.Judging;
using Compliance.Vendors;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Rules.Completeness;

internal sealed class EvidenceGap : Rule
{
    private const int MostDaysNamed = 5;

    public override RuleDefinition Definition { get; } = new("evidence-gap", Severity.High,
        "a log that is expected to have records of every day has none of some, or far fewer than usual",
        "get the missing days from the vendor; find out why they were not exported");

    public override string? NotApplicable(AuditFacts facts) =>
        facts.Record.Vendor.Logs.Any(l => l.Expect != Expectation.None) ? null : "vendor.yaml expects no log daily";

    public override void Conclude(AuditFacts facts)
    {
        if ((facts.From ?? facts.Earliest) is not { } from || facts.Now is not { } to) return;
        var zone = facts.Record.Access.Timezone;
        foreach (var entry in facts.Record.Vendor.Logs.Where(l => l.Expect != Expectation.None))
        {
            // What was not read is not missing.
            if (facts.Days.Of(entry) is not { } seen || facts.Unread.Any(unread => unread.Sources.Any(source => ReferenceEquals(source.Entry, entry)))) continue;
            var known = facts.Usage.DaysOf(entry);
            var usual = new UsualRecords(known);
            var days = Expected(entry.Expect, zone, from, to).Select(day => (Day: day, Number: Coverage.Number(day))).ToList();
            var missing = Expected(entry.Expect, zone, Math.Min(from, FirstRemembered(facts, entry, zone) ?? from), to)
                .Where(day => Coverage.Number(day) is var number && !seen.ContainsKey(number) && !known.ContainsKey(number)).ToList();
            var thin = days.Where(day => seen.TryGetValue(day.Number, out var records) && usual.IsFarAbove(day.Number, records)).ToList();
            if (missing.Count + thin.Count == 0) continue;
            var said = new[] { Missing(missing), Thin(thin.ConvertAll(day => (day.Day, seen[day.Number], usual.Of(day.Number)!.Value))) };
            List<LocalDate> all = [.. missing.Concat(thin.Select(day => day.Day)).Order()];
            Record.Found(new StateFinding(null, null, entry.Path.Text, all.Count, Start(all[0], zone), Start(all[^1], zone),
                $"`{entry.Path.Text}` has {string.Join(", and ", said.Where(words => words is not null))}"));
        }
    }

    // Days that lie between two audits' logs are in the window of neither: from the first day that is remembered on, each must have been seen by
    // some audit. What is older than is kept is not remembered, so the walk is bounded.
    private static long? FirstRemembered(AuditFacts facts, LogEntry entry, DateTimeZone zone) =>
        facts.Usage.Prior?.Usage.Sources.FirstOrDefault(source => source.Path == entry.Path.Text) is { Days.Count: > 0 } source
            && source.Days.Keys.Where(day => facts.Usage.DaysOf(entry).ContainsKey(day)).Order().Select(day => (int?)day).FirstOrDefault() is { } first
            ? Start(new LocalDate(1970, 1, 1).PlusDays(first), zone) : null;

    private static string? Missing(List<LocalDate> days) =>
        days.Count == 0 ? null : $"no record of {string.Join(", ", days.Take(MostDaysNamed).Select(LocalDatePattern.Iso.Format))}{More(days.Count)}";

    private static string? Thin(List<(LocalDate Day, long Records, long Usual)> days) => days.Count == 0 ? null
        : $"far fewer records than usual of {string.Join(", ", days.Take(MostDaysNamed).Select(day => $"{LocalDatePattern.Iso.Format(day.Day)} ({day.Records}, usually {day.Usual})"))}{More(days.Count)}";

    private static string More(int days) => days > MostDaysNamed ? $" and {days - MostDaysNamed} more" : "";

    // The local days that lie wholly inside the window.
    private static IEnumerable<LocalDate> Expected(Expectation expect, DateTimeZone zone, long from, long to)
    {
        for (var day = Ticks.ToInstant(from).InZone(zone).Date; Start(day.PlusDays(1), zone) <= to; day = day.PlusDays(1))
        {
            var weekend = day.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday;
            if (Start(day, zone) >= from && !(weekend && expect == Expectation.Weekdays)) yield return day;
        }
    }

    private static long Start(LocalDate day, DateTimeZone zone) => zone.AtStartOfDay(day).ToInstant().ToUnixTimeTicks();
}
