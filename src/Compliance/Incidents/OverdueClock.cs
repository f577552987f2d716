using Compliance.Regimes;
using NodaTime;

namespace Compliance.Incidents;

/// <summary>What became of the report that a clock asks for.</summary>
public enum SubmissionState
{
    /// <summary>None is recorded.</summary>
    None,

    /// <summary>It was made up to the limit, and recorded only after the clock ran out.</summary>
    InTime,
    Late,
}

/// <summary>A clock of an incident that ran out: no names, no titles, no words of anybody.</summary>
public sealed record OverdueClock
{
    /// <summary>Id of the incident.</summary>
    public required string Incident { get; init; }

    /// <summary>Id of the rule.</summary>
    public required string Clock { get; init; }

    /// <summary>The limit that ran out; null: it is not told, because the ledger holds privileged facts.</summary>
    public Instant? Due { get; init; }
    public required SubmissionState Submission { get; init; }

    /// <summary>When the report was first made; null: it was not, or it is not told, as <see cref="Due"/>.</summary>
    public Instant? SubmittedAt { get; init; }

    /// <summary>Whether a contract asks for it, and no law.</summary>
    public bool IsContractual =>
        Clock.StartsWith("contract.", StringComparison.Ordinal) || RegimeCatalogue.Find(Clock) is { Status: RuleStatus.Contractual };

    /// <summary>Those of an incident, in the order in which they first ran out. Of a clock that ran out several times, because a correction
    /// moved its limit, the last one counts.</summary>
    public static IEnumerable<OverdueClock> Of(Incident incident)
    {
        // A limit is a fact's time and a law's hours: with it, everybody could tell the time of a privileged fact.
        var hidden = incident.Facts.Any(fact => fact.Privileged);
        foreach (var clock in incident.Records.OfType<Overdue>().GroupBy(overdue => overdue.Clock, StringComparer.Ordinal))
        {
            var due = clock.Last().Due;
            var submitted = incident.Earliest(FactNames.Submission(clock.Key))?.At;
            yield return new OverdueClock
            {
                Incident = incident.Id,
                Clock = clock.Key,
                Due = hidden ? null : due,
                Submission = StateOf(due, submitted),
                SubmittedAt = hidden ? null : submitted,
            };
        }
    }

    internal static SubmissionState StateOf(Instant due, Instant? submitted) =>
        submitted is null ? SubmissionState.None : submitted <= due ? SubmissionState.InTime : SubmissionState.Late;
}
