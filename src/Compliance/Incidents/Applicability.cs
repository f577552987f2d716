using Compliance.Companies;
using Compliance.Incidents.Scope;
using Compliance.Regimes;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Incidents;

/// <summary>Which rules are for a case, and why: every rule of the data set once, then those of contracts, then the places of which the data
/// set has no rules. Pure. Not legal advice.</summary>
public static class Applicability
{
    private const string DoraInitial = "eu-dora.initial";
    private const string DoraLate = "eu-dora.initial-late-class";

    // Federations whose states have breach laws of their own beside the federal one.
    private static readonly string[] OfStates = ["US", "CA"];

    /// <param name="company">Null: there is no company.yaml; what depends on it cannot be told.</param>
    public static IReadOnlyList<ApplicableRule> Of(Incident incident, Vendor vendor, Company? company, Instant now)
    {
        var knowledge = new Knowledge(incident, vendor, company);
        var clock = new Clock(company, new Numbers(incident, knowledge.Places), now);
        var anchors = new Anchors(incident, company);
        var rules = RegimeCatalogue.All.Concat(Contracts(vendor, company)).Select(rule => One(rule, incident, knowledge, clock, anchors)).ToList();
        Supersede(rules);
        return [.. rules, .. knowledge.Places.Touched.Where(LacksRules).Select(NoRule)];
    }

    internal static IEnumerable<RegimeRule> Contracts(Vendor vendor, Company? company) =>
        company?.ContractRules(vendor) ?? [.. new[] { Company.VendorNotice(vendor, "the company") }.OfType<RegimeRule>()];

    private static ApplicableRule One(RegimeRule rule, Incident incident, Knowledge knowledge, Clock clock, Anchors anchors)
    {
        var deadline = clock.Ask(rule, anchors.Of(rule), out var missing);
        var enabled = rule.Confirmed || incident.EnabledRules.Contains(rule.Id);
        var isOld = deadline.Status is DeadlineStatus.NotYetEffective && rule.Status is RuleStatus.InForce;
        if (deadline.Status is DeadlineStatus.Disabled or DeadlineStatus.NotYetEffective && !isOld)
            return new ApplicableRule { Rule = rule, Applies = Applies.No, Why = $"watched, never a duty: {deadline.Why}", Deadline = deadline, Enabled = false };
        var reading = knowledge.Ask(rule);
        // A case older than the rule as it is written here: what held before is not in the data set.
        if (isOld) reading = Reading.All(reading, Reading.CannotTell(deadline.Why, "counsel for the law before that day"));
        if (reading.Applies is Applies.No) return new ApplicableRule { Rule = rule, Applies = Applies.No, Why = reading.Why, Deadline = deadline, Enabled = enabled };
        var remark = anchors.Remark(rule, facts => clock.Ask(rule, facts, out _));
        return new ApplicableRule
        {
            Rule = rule,
            Applies = reading.Applies,
            Why = string.Join("; ", new[] { reading.Why, remark }.Where(why => !string.IsNullOrEmpty(why))),
            Needs =
            [
                .. reading.Needs.Concat(missing.Select(place => $"fact `affected` for {place}"))
                    .Concat(anchors.NeedsAgency(rule) ? ["company.yaml `vendorIsAgent`"] : []).Distinct(StringComparer.Ordinal),
            ],
            Deadline = deadline,
            Enabled = enabled,
        };
    }

    /// <summary>RTS 2025/301 Art. 5(2): of an incident that is classified late the first report has a limit of its own.</summary>
    private static void Supersede(List<ApplicableRule> rules)
    {
        // That it was late follows from the facts alone, also where the calendar that would give the day is missing.
        if (!rules.Any(rule => rule is { Rule.Id: DoraLate, Applies: not Applies.No, Deadline.Status: DeadlineStatus.Due or DeadlineStatus.CalendarMissing })) return;
        var place = rules.FindIndex(rule => rule.Rule?.Id == DoraInitial);
        if (place >= 0 && rules[place].Applies is not Applies.No)
            rules[place] = rules[place] with { Applies = Applies.No, SupersededBy = DoraLate, Why = $"superseded by `{DoraLate}`: classified more than 24 h after awareness", Needs = [] };
    }

    private static bool LacksRules(string place) =>
        !RegimeCatalogue.KnowsJurisdiction(place)
        || (OfStates.Contains(place.Split('-')[0].ToUpperInvariant())
            && (RegimeCatalogue.JurisdictionsOf(place)[^1] is var narrowest && (!narrowest.Contains('-', StringComparison.Ordinal) || RegimeCatalogue.All.All(rule => rule.Jurisdiction != narrowest))));

    private static ApplicableRule NoRule(string place)
    {
        var deadline = RegimeCatalogue.NoRule(place);
        return new ApplicableRule
        {
            Applies = Applies.CannotTell,
            Why = RegimeCatalogue.KnowsJurisdiction(place)
                ? $"{place}: the data set has laws of the whole country, and those of some states only: {deadline.Why}"
                : $"{place}: {deadline.Why}",
            Needs = [$"counsel for {place}"],
            Deadline = deadline,
        };
    }
}
