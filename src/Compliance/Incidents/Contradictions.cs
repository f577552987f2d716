using Compliance.Regimes;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Incidents;

/// <summary>Finds facts that cannot all be right.</summary>
internal static class Contradictions
{
    /// <summary>Clocks of two machines differ.</summary>
    public static readonly Duration Tolerance = Duration.FromMinutes(5);

    private static readonly (string First, string Then)[] Orders =
    [
        (FactNames.Occurrence, FactNames.Detection),
        (FactNames.Occurrence, FactNames.Awareness),
        (FactNames.Occurrence, FactNames.Contained),
        (FactNames.Detection, FactNames.Awareness),
        (FactNames.Discovery, FactNames.Awareness),
        (FactNames.Awareness, FactNames.Classification),
        (FactNames.Awareness, FactNames.MaterialityDetermination),
        (FactNames.VendorAwareness, FactNames.VendorNoticeReceived),
        (FactNames.Awareness, FactNames.IncidentHandled),
    ];

    public static IEnumerable<Contradiction> In(Ledger ledger) =>
    [
        .. TwoTimes(ledger),
        .. WrongOrder(ledger),
        .. Ahead(ledger),
        .. HoldsThatEndFirst(ledger),
        .. TwoCounts(ledger),
        .. ledger.StrayCorrections.Select(fact => Of(ContradictionKind.CorrectsNothing, $"record {fact.Number} corrects record {fact.Fact.Corrects}, which is no earlier `{fact.Name}`: both count", fact)),
    ];

    private static IEnumerable<Contradiction> TwoTimes(Ledger ledger) =>
        from same in ledger.Counting.GroupBy(fact => fact.Name)
        where FactNames.IsSingle(same.Key) && same.Select(fact => fact.At).Distinct().Skip(1).Any()
        select Of(ContradictionKind.TwoTimes, $"`{same.Key}` has several times ({Times(same)}); clocks take the earliest until one corrects the other", [.. same]);

    private static IEnumerable<Contradiction> WrongOrder(Ledger ledger)
    {
        var earliest = ledger.Counting.GroupBy(fact => fact.Name).ToDictionary(same => same.Key, same => same.MinBy(fact => (fact.At, fact.Number))!);
        foreach (var (first, then) in Orders)
            if (earliest.TryGetValue(first, out var before) && earliest.TryGetValue(then, out var after) && after.At < before.At)
                yield return Of(ContradictionKind.WrongOrder, $"`{then}` ({Time(after)}) lies before `{first}` ({Time(before)})", before, after);
        foreach (var (name, submitted) in earliest)
            if (FactNames.RuleOfSubmission(name) is { } rule && TriggerOf(rule, earliest) is { } trigger && submitted.At < trigger.At)
                yield return Of(ContradictionKind.WrongOrder, $"`{name}` ({Time(submitted)}) lies before `{trigger.Name}` ({Time(trigger)}), which the rule runs from", trigger, submitted);
    }

    private static LedgerFact? TriggerOf(string rule, Dictionary<string, LedgerFact> earliest) =>
        RegimeCatalogue.Find(rule)?.AnchorFacts.Select(name => earliest.GetValueOrDefault(name)).OfType<LedgerFact>().MinBy(fact => (fact.At, fact.Number));

    private static IEnumerable<Contradiction> Ahead(Ledger ledger) =>
        from fact in ledger.Counting
        where !FactNames.MayLieAhead(fact.Name) && IsAhead(fact.At, fact.RecordedAt)
        select Of(ContradictionKind.AheadOfRecording, $"`{fact.Name}` ({Time(fact)}) was recorded before it happened ({InstantPattern.General.Format(fact.RecordedAt)})", fact);

    // Compared as a difference: an instant at the end of time has no later one.
    public static bool IsAhead(Instant at, Instant now) => at > now && at - now > Tolerance;

    private static IEnumerable<Contradiction> HoldsThatEndFirst(Ledger ledger) =>
        from fact in ledger.Counting
        where fact.Name == FactNames.LawEnforcementHold && fact.Fact.Until?.ToInstant() < fact.At
        select Of(ContradictionKind.HoldEndsFirst, $"the law-enforcement hold of record {fact.Number} ends before it begins: it is never in force", fact);

    private static IEnumerable<Contradiction> TwoCounts(Ledger ledger) =>
        from fact in ledger.Counting
        where fact is { Name: FactNames.Affected, Fact: { Jurisdiction: not null, Count: not null } }
        group fact by fact.Fact.Jurisdiction into same
        where same.Select(fact => fact.Fact.Count).Distinct().Skip(1).Any()
        select Of(ContradictionKind.TwoCounts, $"`affected` in {same.Key} has several numbers ({string.Join(", ", same.Select(fact => fact.Fact.Count))}); the latest counts until one corrects the other", [.. same]);

    private static Contradiction Of(ContradictionKind kind, string words, params LedgerFact[] facts) =>
        new(kind, [.. facts.Select(fact => fact.Number).Order()], words, facts.Any(fact => fact.Privileged));

    private static string Times(IEnumerable<LedgerFact> facts) => string.Join(", ", facts.Select(Time));

    private static string Time(LedgerFact fact) => FactTime.Of(fact.Fact.At);
}
