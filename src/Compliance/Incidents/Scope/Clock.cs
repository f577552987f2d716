using Compliance.Companies;
using Compliance.Regimes;
using NodaTime;

namespace Compliance.Incidents.Scope;

/// <summary>Asks a rule for its limit in one case: with the zone, the class and the number that are the company's and the case's.</summary>
internal sealed class Clock(Company? company, Numbers numbers, Instant now)
{
    /// <param name="missing">Places whose number of persons is missing.</param>
    public Deadline Ask(RegimeRule rule, IReadOnlyList<AnchorFact> facts, out IReadOnlyList<string> missing)
    {
        missing = [];
        return rule.Answer(new DeadlineQuestion
        {
            Facts = facts,
            Count = rule.Threshold is { } threshold ? numbers.Of(rule, threshold, out missing) : null,
            Zone = rule.ZoneOfMemberState ? MemberStateZone(rule.Jurisdiction) : rule.ZoneIsOpen ? company?.Zone : null,
            EntityClass = FinancialClasses,
            Now = now,
        });
    }

    /// <summary>Null unless one of them decides a relief: a company that names none of them may still be one.</summary>
    private string? FinancialClasses =>
        company?.EntityClasses is { } classes && classes.Any(RuleScope.FinancialEntities.Contains) ? string.Join(", ", classes) : null;

    /// <summary>Of the lead authority, else of the company's own country, else of its first establishment there; null: not known.</summary>
    private DateTimeZone? MemberStateZone(string jurisdiction)
    {
        if (company is null) return null;
        var home = HolidayCalendars.OfZone(company.Zone)?.Id;
        var state = new[] { company.LeadAuthority, home }.Concat(company.Establishments ?? []).OfType<string>().FirstOrDefault(place => Places.IsIn(place, jurisdiction))?.Split('-')[0];
        if (state is null) return null;
        return state == home ? company.Zone
            : HolidayCalendars.Find(state)?.Zones is [var zone, ..] ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone)
            : null;
    }
}
