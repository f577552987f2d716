using NodaTime;

namespace Compliance.Incidents;

/// <summary>A message, and what came of it.</summary>
public sealed record DeliveryState
{
    public required DeliveryQueued Queued { get; init; }

    /// <summary>In the order of their records.</summary>
    public IReadOnlyList<DeliveryAttempted> Attempts { get; init; } = [];

    /// <summary>Null: nobody has.</summary>
    public string? AcknowledgedBy { get; init; }
    public Instant? AcknowledgedAt { get; init; }

    public string Delivery => Queued.Delivery;

    /// <summary>Stays here because the vendor is in pilot.</summary>
    public bool Withheld => Queued.Withheld;

    /// <summary>A receiver took it. For chat that is not yet to say that somebody saw it.</summary>
    public bool Accepted => Attempts.Any(attempt => attempt.Outcome == "accepted");

    /// <summary><c>accepted</c>, <c>again</c> or <c>refused</c> of the last attempt; null: not tried.</summary>
    public string? Outcome => Accepted ? "accepted" : Attempts.Count == 0 ? null : Attempts[^1].Outcome;

    public bool Acknowledged => AcknowledgedBy is not null;
}
