using Compliance.Incidents;
using NodaTime;

namespace Compliance.Handling;

/// <summary>Whether anybody is told, and why.</summary>
public sealed record Decision(bool Notify, string Rationale, string RiskAssessment);

/// <summary>Stages as a person changes them: to close a case is to decide and to close it, in one act.</summary>
public static class StageActs
{
    /// <param name="contract">Tells which clocks are open when a case is closed; null: the case is not closed.</param>
    /// <exception cref="InputException">The incident, as it is, does not allow it.</exception>
    public static IReadOnlyList<IncidentRecord> Change(Incident incident, Contract? contract, Stage to, string reason, Decision? decision, string by, Instant now)
    {
        if (decision is not null && to is not Stage.Closed) throw new InputException("a decision whether anybody is told belongs to closing the case: leave it out");
        var open = contract is null ? [] : IncidentCase.Of(incident, contract, now).OpenClocks;
        return decision is null
            ? incident.Change(to, reason, by, now, open)
            : incident.Close(decision.Notify, decision.Rationale, decision.RiskAssessment, reason, by, now, open);
    }
}
