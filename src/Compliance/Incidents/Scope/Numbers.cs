using Compliance.Regimes;

namespace Compliance.Incidents.Scope;

/// <summary>How many persons were affected where, as a rule counts them.</summary>
internal sealed class Numbers(Incident incident, Places places)
{
    private const string InOneState = "residents of a State or jurisdiction";

    /// <summary>The number to hold against the rule's threshold; null where what is known does not decide it.</summary>
    /// <param name="missing">Places whose number is missing to decide it; empty: it is decided.</param>
    public long? Of(RegimeRule rule, Threshold threshold, out IReadOnlyList<string> missing)
    {
        var here = incident.AffectedPersons.Where(persons => Places.IsIn(persons.Jurisdiction, rule.Jurisdiction)).ToList();
        missing = Uncounted(rule.Jurisdiction, here);
        if (here.Count > 0 && threshold.Unit == InOneState) return LargestState(here, threshold, ref missing);
        var known = Total(here);
        // Whoever is still to be counted can only add to the number: it decides as soon as more would change nothing.
        if (missing.Count > 0 && threshold.IsMetBy(known) == (threshold.Operator == ThresholdOperator.FewerThan)) return null;
        missing = [];
        return known;
    }

    /// <summary>Places of the jurisdiction that no number speaks for; the jurisdiction itself when there may be others than those named.</summary>
    private List<string> Uncounted(string jurisdiction, List<AffectedPersons> here)
    {
        if (here.Any(persons => Places.Narrowest(persons.Jurisdiction) == jurisdiction && jurisdiction is not ("EU" or "EU/EEA"))) return [];
        var uncounted = places.Residences.Where(place => Places.IsIn(place, jurisdiction) && !here.Any(persons => Places.Lies(place, persons.Jurisdiction))).ToList();
        return uncounted.Count > 0 || (places.AllResidencesKnown && here.Count > 0) ? uncounted : [jurisdiction];
    }

    /// <summary>The total of each country, or the sum of its parts, whichever is more.</summary>
    private static long Total(IEnumerable<AffectedPersons> persons) =>
        persons.GroupBy(one => one.Jurisdiction.Split('-')[0], StringComparer.OrdinalIgnoreCase)
            .Select(country => Math.Max(Whole(country), Sum(country.Where(IsPart))))
            .Aggregate(0L, Add);

    /// <summary>The rule looks at each state alone: one that is over the number decides, and so do all together when they are not.</summary>
    private static long? LargestState(List<AffectedPersons> persons, Threshold threshold, ref IReadOnlyList<string> missing)
    {
        var largest = persons.Where(IsPart).Select(one => one.Count).DefaultIfEmpty().Max();
        var elsewhere = Math.Max(0, Whole(persons) - Sum(persons.Where(IsPart)));
        if (!threshold.IsMetBy(largest) && (missing.Count > 0 || threshold.IsMetBy(elsewhere)))
        {
            if (missing.Count == 0) missing = ["each State"];
            return null;
        }
        missing = [];
        return Math.Max(largest, threshold.IsMetBy(largest) ? 0 : elsewhere);
    }

    private static long Whole(IEnumerable<AffectedPersons> persons) => persons.Where(one => !IsPart(one)).Select(one => one.Count).DefaultIfEmpty().Max();

    private static bool IsPart(AffectedPersons persons) => persons.Jurisdiction.Contains('-', StringComparison.Ordinal);

    private static long Sum(IEnumerable<AffectedPersons> persons) => persons.Select(one => one.Count).Aggregate(0L, Add);

    // Numbers are anybody's: too many is as many as can be, never a fault.
    private static long Add(long one, long other) => one > long.MaxValue - other ? long.MaxValue : one + other;
}
