using Compliance.Companies;
using Compliance.Incidents.Scope;
using Compliance.Regimes;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Incidents;

/// <summary>When somebody would have to be told if the company had known at once. It is no duty, and starts no reminder.</summary>
/// <param name="Applies">Never <see cref="Incidents.Applies.No"/>.</param>
public sealed record ShadowDeadline(RegimeRule Rule, Applies Applies, ZonedDateTime WouldBeDue);

/// <summary>For a suspicion: the limits as if awareness, discovery, determination and the like had been at its first detection.</summary>
public static class ShadowClock
{
    // What a person may come to know or conclude. What follows from reports, payments and orders cannot have been at detection.
    private static readonly string[] Knowing =
    [
        FactNames.Detection, FactNames.Awareness, FactNames.VendorAwareness, FactNames.Discovery, FactNames.Determination, FactNames.MaterialityDetermination, FactNames.Classification,
        "risk_determination", "suspicion", "suspected_compromise", "suspected_or_confirmed_compromise", "knowledge", "knowledge_or_reasonable_belief", "reasonable_belief",
        "reasonable_determination", "reason_to_believe", "reasonable_grounds_to_believe", "determination_or_reason_to_believe", "confirmation", "noticing_or_being_notified",
        "discovery_or_notification", "occurrence_or_being_informed", "failure_of_protection", "breach", "incident", "assessment_made",
    ];

    /// <summary>By time, then id; empty: it is no suspicion, or nothing was detected.</summary>
    public static IReadOnlyList<ShadowDeadline> Of(Incident incident, Vendor vendor, Company? company, Instant now)
    {
        if (incident.Stage is not (Stage.Draft or Stage.Suspicion) || incident.Detection is not { } detection) return [];
        var places = new Places(incident, vendor, company);
        var clock = new Clock(company, new Numbers(incident, places), now);
        var facts = Knowing.Select(name => new AnchorFact(name, detection)).ToList();
        return
        [
            .. from one in Applicability.Of(incident, vendor, company, now)
               where one.Applies is not Applies.No
               let rule = one.Rule
               where rule is not null
               let due = clock.Ask(rule, facts, out _).DueAt
               where due is not null
               orderby due.Value.ToInstant(), rule.Id
               select new ShadowDeadline(rule, one.Applies, due.Value),
        ];
    }
}
