using Compliance.Findings;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Tests.SecondReading;

/// <summary>Days that should be there.</summary>
internal static class CompletenessReadings
{
    public static RuleReading EvidenceGap(Facts facts)
    {
        var entries = facts.Record.Vendor.Logs.Where(entry => entry.Expect != Expectation.None).ToList();
        var reading = new RuleReading(RuleNames.EvidenceGap) { NotApplicable = entries.Count == 0 };
        foreach (var entry in entries.Where(entry => !facts.Evidence.IsUnmatched(entry)))
        {
            var missing = DaysInside(facts).Where(day => IsExpected(entry.Expect, day) && !HasRecord(facts, entry, day)).ToList();
            if (missing.Count > 0)
                reading.Found(null, null, entry.Path.Text, Severity.High, missing.Count, Begin(facts, missing[0]), Begin(facts, missing[^1]));
        }
        return reading;
    }

    /// <summary>Local days wholly inside the window; an open side ends with the evidence.</summary>
    private static IEnumerable<LocalDate> DaysInside(Facts facts)
    {
        if ((facts.World.From ?? facts.Evidence.Earliest) is not { } from || facts.Evidence.Now is not { } to) yield break;
        var last = to.InZone(facts.Access.Model.Timezone).Date;
        for (var day = from.InZone(facts.Access.Model.Timezone).Date; day < last; day = day.PlusDays(1))
            if (Begin(facts, day) >= from && Begin(facts, day.PlusDays(1)) <= to) yield return day;
    }

    private static bool IsExpected(Expectation expect, LocalDate day) =>
        expect == Expectation.Daily || day.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday);

    private static bool HasRecord(Facts facts, LogEntry entry, LocalDate day) => facts.World.Events.Any(e =>
        ReferenceEquals(facts.World.Sources.Single(source => source.Index == e.Source).Entry, entry)
        && e.Time.InZone(facts.Access.Model.Timezone).Date == day);

    private static Instant Begin(Facts facts, LocalDate day) => facts.Access.Model.Timezone.AtStartOfDay(day).ToInstant();
}
