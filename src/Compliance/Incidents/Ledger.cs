namespace Compliance.Incidents;

/// <summary>The facts of a case: which count, and what they say together.</summary>
internal sealed class Ledger
{
    private Ledger(IReadOnlyList<LedgerFact> facts, IReadOnlyList<LedgerFact> strayCorrections)
    {
        (Facts, StrayCorrections) = (facts, strayCorrections);
        Counting = [.. facts.Where(fact => fact.Counts)];
        Affected = [.. Persons(Counting)];
        Holds = [.. from fact in Counting
                    where fact.Name == FactNames.LawEnforcementHold
                    select new LawEnforcementHold(fact.Number, fact.At, fact.Fact.Until?.ToInstant(), fact.Fact.Authority, fact.Privileged)];
    }

    public IReadOnlyList<LedgerFact> Facts { get; }

    /// <summary>Those that no later fact corrects.</summary>
    public IReadOnlyList<LedgerFact> Counting { get; }

    /// <summary>Facts that name a record to correct which is no earlier fact of their name.</summary>
    public IReadOnlyList<LedgerFact> StrayCorrections { get; }
    public IReadOnlyList<AffectedPersons> Affected { get; }
    public IReadOnlyList<LawEnforcementHold> Holds { get; }

    public static Ledger Of(IReadOnlyList<IncidentRecord> records)
    {
        var facts = new List<LedgerFact>();
        var stray = new List<LedgerFact>();
        var places = new Dictionary<int, int>();
        for (var i = 0; i < records.Count; i++)
        {
            if (records[i] is not FactRecorded { Fact: var fact } record) continue;
            var entry = new LedgerFact(i + 1, fact, record.By, record.At, CorrectedBy: null) { Name = FactNames.Plain(fact.Name) };
            if (fact.Corrects is { } corrected)
            {
                if (places.TryGetValue(corrected, out var place) && facts[place].Name == entry.Name) facts[place] = facts[place] with { CorrectedBy = entry.Number };
                else stray.Add(entry);
            }
            places.Add(entry.Number, facts.Count);
            facts.Add(entry);
        }
        return new(facts, stray);
    }

    // Of facts of one instant the larger number counts: it is the one that may start a duty.
    private static IEnumerable<AffectedPersons> Persons(IEnumerable<LedgerFact> counting) =>
        from fact in counting
        where fact is { Name: FactNames.Affected, Fact: { Jurisdiction: not null, Count: not null } }
        group fact by fact.Fact.Jurisdiction into same
        orderby same.Key
        let last = same.MaxBy(fact => (fact.At, fact.Fact.Count, -fact.Number))
        select new AffectedPersons(last.Number, same.Key, last.Fact.Count!.Value, last.Fact.DataClasses, last.Privileged);
}
