using Compliance.Findings;
using NodaTime;

namespace Compliance.Incidents;

/// <summary>A case that a machine proposes to open. It establishes a <c>detection</c> and nothing else: awareness is a person's.</summary>
public sealed record SuspicionDraft
{
    /// <summary><c>&lt;yyyymmdd&gt;-&lt;rule&gt;</c>, the UTC day of the detection: one for each vendor, rule and day.</summary>
    public required string Id { get; init; }
    public required string Rule { get; init; }

    /// <summary>What was found, in counts; no names.</summary>
    public required string Title { get; init; }

    /// <summary>The worst of the findings.</summary>
    public required Severity Severity { get; init; }

    /// <summary>Fingerprints, worst and earliest first; at most <see cref="MostFindings"/>.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    /// <summary>Under suspicion, in the order of the findings; at most <see cref="MostPrincipals"/>. For the ledger, never for the trail.</summary>
    public IReadOnlyList<string> Principals { get; init; } = [];

    /// <summary>How many they are, those not listed included.</summary>
    public int PrincipalsInAll { get; init; }

    /// <summary>The window <c>[From, To)</c> that holds every event of the findings; null: there are none.</summary>
    public Instant? From { get; init; }
    public Instant? To { get; init; }

    /// <summary>Id of the playbook to run; null: none.</summary>
    public string? Playbook { get; init; }

    /// <summary><see cref="Stage.Suspicion"/>, or <see cref="Stage.Draft"/> where all events are old.</summary>
    public required Stage Stage { get; init; }

    /// <summary>When the machine noticed: the start of the audit.</summary>
    public required Instant Detected { get; init; }

    public const int MostFindings = 100;
    public const int MostPrincipals = 50;
}
