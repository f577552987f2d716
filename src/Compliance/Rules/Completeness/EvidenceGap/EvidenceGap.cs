using Compliance.Findings;
using Compliance.Judging;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Rules.Completeness;

internal sealed class EvidenceGap : Rule
{
    private const int MostDaysNamed = 5;

    public override RuleDefinition Definition { get; } = new("evidence-gap", Severity.High,
        "a log that is expected to have records of every day has none of some",
        "get the missing days from the vendor; find out why they were not exported");

    public override string? NotApplicable(AuditFacts facts) =>
        facts.Record.Vendor.Logs.Any(l => l.Expect != Expectation.None) ? null : "vendor.yaml expects no log daily";

    public override void Conclude(AuditFacts facts)
    {
        if ((facts.From ?? facts.Earliest) is not { } from || facts.Now is not { } to) return;
        var zone = facts.Record.Access.Timezone;
        foreach (var entry in facts.Record.Vendor.Logs.Where(l => l.Expect != Expectation.None))
        {
            if (facts.Days.Of(entry) is not { } seen) continue;
            var missing = Expected(entry.Expect, zone, from, to).Where(day => !seen.Contains(Number(day))).ToList();
            if (missing.Count > 0) Record.Found(Gap(entry, missing, zone));
        }
    }

    private static StateFinding Gap(LogEntry entry, List<LocalDate> missing, DateTimeZone zone)
    {
        var named = string.Join(", ", missing.Take(MostDaysNamed).Select(NodaTime.Text.LocalDatePattern.Iso.Format));
        var more = missing.Count > MostDaysNamed ? $" and {missing.Count - MostDaysNamed} more" : "";
        return new StateFinding(null, null, entry.Path.Text, missing.Count, Start(missing[0], zone), Start(missing[^1], zone),
            $"`{entry.Path.Text}` has no record of {named}{more}");
    }

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

    private static int Number(LocalDate day) => Period.DaysBetween(new LocalDate(1970, 1, 1), day);
}
