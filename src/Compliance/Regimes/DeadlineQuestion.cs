using NodaTime;

namespace Compliance.Regimes;

/// <summary>An instant that a rule may run from: <c>awareness</c>, <c>discovery</c>, or <c>eu-nis2.notification:submitted_at</c>.</summary>
public readonly record struct AnchorFact(string Name, Instant At);

/// <summary>What is known when a rule is asked. What is not given is not known.</summary>
public sealed record DeadlineQuestion
{
    /// <summary>In any order; a name may occur several times: each rule says whether the first or the last counts.</summary>
    public IReadOnlyList<AnchorFact> Facts { get; init; } = [];

    /// <summary>Persons affected in the rule's jurisdiction.</summary>
    public long? Count { get; init; }

    /// <summary>Replaces the rule's own zone, for regimes whose zone is that of a Member State.</summary>
    public DateTimeZone? Zone { get; init; }

    /// <summary><c>credit_institution</c>, <c>other_not_nis2</c> …: decides reliefs. Several are parted by commas; null: not known.</summary>
    public string? EntityClass { get; init; }

    /// <summary>Days added to the holiday calendar.</summary>
    public IReadOnlyList<LocalDate> Holidays { get; init; } = [];

    /// <summary>For rules without any fact: whether they are in force today.</summary>
    public required Instant Now { get; init; }
}
