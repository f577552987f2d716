using NodaTime;

namespace Compliance.Incidents;

/// <summary>The clocks of a vendor's incidents that ran out, as the ledgers stood at an instant. It is evidence: an audit judges it.</summary>
public sealed record OverdueRegister
{
    /// <summary>Incidents whose clocks are told at most.</summary>
    public const int MostIncidents = 1_000;

    /// <summary>When reading began.</summary>
    public required Instant At { get; init; }

    /// <summary>Incidents that were looked at, those without such a clock included.</summary>
    public required int Seen { get; init; }

    /// <summary>Whether there are more than were looked at or are told.</summary>
    public bool Cut { get; init; }

    /// <summary>Each clock of an incident once.</summary>
    public IReadOnlyList<OverdueClock> Clocks { get; init; } = [];
}
