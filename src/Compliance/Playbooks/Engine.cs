using Compliance.Companies;
using Compliance.Incidents;
using Compliance.Playbooks.Running;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Playbooks;

/// <summary>Says what a case needs now: pure, from its records alone, so that it may be asked at any time, twice, or after a crash.</summary>
/// <remarks>INVARIANT: with its records appended, asked again at the same instant it gives none. INVARIANT: what is approved, decided, or
/// told to an authority is so by a person's record only. PLAYBOOKS.md has the rules.</remarks>
public static class Engine
{
    /// <summary>Who records what the engine does.</summary>
    public const string By = "system:playbooks";

    /// <param name="playbook">Null: none is run; clocks and triage are watched all the same.</param>
    /// <param name="company">Null: not known; each message goes to the role that it is meant for.</param>
    /// <param name="rules">Of <see cref="Applicability"/>, for this case and this instant.</param>
    public static Advance Of(Incident incident, Playbook? playbook, Vendor vendor, Company? company, IReadOnlyList<ApplicableRule> rules, Instant now)
    {
        ArgumentNullException.ThrowIfNull(incident);
        ArgumentNullException.ThrowIfNull(vendor);
        ArgumentNullException.ThrowIfNull(rules);
        if (incident.Records.Count == 0 || incident.Stage is Stage.Draft) return Advance.Nothing;
        var records = new List<IncidentRecord>();
        while (true)
        {
            // What one round records may be what the next waits for: a step completed lets another begin.
            var round = new Round(incident, playbook, vendor, company, rules, now);
            if (round.Records.Count == 0) return new Advance(records, round.Work, round.Next);
            records.AddRange(round.Records);
            incident = Incident.Of(incident.Id, incident.Vendor, incident.Records.Concat(round.Records));
        }
    }
}
