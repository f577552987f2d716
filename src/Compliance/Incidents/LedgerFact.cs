using NodaTime;

namespace Compliance.Incidents;

/// <summary>A fact in its place in the ledger.</summary>
/// <param name="Number">Of its record; the first record is 1.</param>
/// <param name="CorrectedBy">Number of the record that took its place, the last if there are several; null: it counts.</param>
public sealed record LedgerFact(int Number, Fact Fact, string RecordedBy, Instant RecordedAt, int? CorrectedBy)
{
    /// <summary>The fact's name without alias.</summary>
    public required string Name { get; init; }

    public Instant At => Fact.At.ToInstant();

    /// <summary>Whether no later fact took its place.</summary>
    public bool Counts => CorrectedBy is null;

    public bool Privileged => Fact.Privileged;
}

/// <summary>An authority asked that nobody outside be told yet. Clocks go on.</summary>
/// <param name="Number">Of the record that says so.</param>
/// <param name="Until">Null: until further notice.</param>
public sealed record LawEnforcementHold(int Number, Instant From, Instant? Until, string? Authority, bool Privileged)
{
    public bool IsInForce(Instant instant) => From <= instant && (Until is null || instant < Until);
}

/// <summary>Persons of one jurisdiction, as the latest fact that counts has them.</summary>
/// <param name="Number">Of the record that says so.</param>
public sealed record AffectedPersons(int Number, string Jurisdiction, long Count, IReadOnlyList<string> DataClasses, bool Privileged);
