using Compliance.Findings;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Tests.SecondReading;

/// <summary>Days that should be there.</summary>
internal static class CompletenessReadings
{
    /// <summary>A made world is always read whole.</summary>
    public static RuleReading EvidenceUnread(Facts facts) => new(RuleNames.EvidenceUnread) { ReadsLogs = false, Undecided = facts.World.Sources.Count == 0 };

    public static RuleReading EvidenceGap(Facts facts)
    {
        var entries = facts.Record.Vendor.Logs.Where(entry => entry.Expect != Expectation.None).ToList();
        var reading = new RuleReading(RuleNames.EvidenceGap) { NotApplicable = entries.Count == 0 };
        foreach (var entry in entries.Where(entry => !facts.Evidence.IsUnmatched(entry)))
        {
            var missing = DaysInside(facts).Where(day => IsExpected(entry.Expect, day) && (facts.Evidence.RecordsOf(entry, day) == 0 || IsThin(facts, entry, day))).ToList();
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

    /// <summary>"Below 20 % of the median of that weekday", where at least four such days within thirteen weeks are known.</summary>
    private static bool IsThin(Facts facts, LogEntry entry, LocalDate day)
    {
        var others = Enumerable.Range(-13, 27).Where(weeks => weeks != 0).Select(weeks => facts.Evidence.RecordsOf(entry, day.PlusWeeks(weeks)))
            .Where(records => records > 0).Order().ToList();
        return others.Count >= 4 && facts.Evidence.RecordsOf(entry, day) < others[(others.Count - 1) / 2] * 0.2;
    }

    private static Instant Begin(Facts facts, LocalDate day) => facts.Access.Model.Timezone.AtStartOfDay(day).ToInstant();
}
