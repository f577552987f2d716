using NodaTime;

namespace Compliance.Incidents;

/// <summary>One version of a notice.</summary>
public sealed record NoticeState
{
    /// <summary><c>&lt;rule&gt;/&lt;version&gt;</c>.</summary>
    public required string Notice { get; init; }
    public required string Step { get; init; }
    public required string Rule { get; init; }

    /// <summary>Of its text.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Content that the rule requires and nobody has recorded.</summary>
    public required IReadOnlyList<string> Missing { get; init; }
    public required NamedPerson DraftedBy { get; init; }
    public required Instant DraftedAt { get; init; }

    /// <summary>Null: nobody has.</summary>
    public NamedPerson? ApprovedBy { get; init; }
    public Instant? ApprovedAt { get; init; }
}
