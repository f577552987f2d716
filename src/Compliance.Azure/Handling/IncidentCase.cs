using Compliance.Incidents;
using Compliance.Playbooks;
using NodaTime;

namespace Compliance.Handling;

/// <summary>An incident as the contract, the law and its playbook see it at a moment.</summary>
/// <param name="Playbook">Null: none is run.</param>
/// <param name="Rules">Every rule of the data set that could matter, whether it applies or why not.</param>
public sealed record IncidentCase(Incident Incident, Contract Contract, Playbook? Playbook, IReadOnlyList<ApplicableRule> Rules, Instant Now)
{
    /// <summary>What is to be recorded and done now.</summary>
    public Advance Advance => Engine.Of(Incident, Playbook, Contract.Vendor, Contract.Company, Rules, Now);

    /// <summary>Why the incident's steps stand still, while its clocks go on; null: they do not.</summary>
    public string? Problem => Incident.Playbook is { } id && Playbook is null && Incident.Stage is not (Stage.Draft or Stage.Closed)
        ? $"the playbook `{id}` is not known here: its steps wait, and clocks go on; put its file back where the company's playbooks are, and correct what is wrong with it" : null;

    /// <summary>Ids of the rules whose clock counts and whose report nobody has submitted.</summary>
    public IReadOnlyList<string> OpenClocks =>
        [.. Rules.Where(rule => rule is { Applies: Applies.Yes, Deadline.Counts: true } && Incident.SubmittedAt(rule.Deadline.Regime) is null).Select(rule => rule.Deadline.Regime)];

    public static IncidentCase Of(Incident incident, Contract contract, Instant now) => new(
        incident, contract, incident.Playbook is { } playbook ? contract.Playbooks.Find(playbook) : null,
        Applicability.Of(incident, contract.Vendor, contract.Company, now), now);
}
