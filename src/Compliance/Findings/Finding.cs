using NodaTime;

namespace Compliance.Findings;

/// <summary>A finding's place in time against the last audit.</summary>
public enum FindingState : byte
{
    New,
    Persisting,
    Resolved,
}

/// <summary>What a rule found, once per (rule, principal, role, action).</summary>
public sealed record Finding
{
    public required Fingerprint Fingerprint { get; init; }
    public required string Rule { get; init; }
    public required Severity Severity { get; init; }
    public required Verdict Verdict { get; init; }
    public FindingState State { get; init; }
    public string? Principal { get; init; }
    public string? Role { get; init; }
    public string? Action { get; init; }

    /// <summary>The resource of the first event; null when it names none.</summary>
    public string? Resource { get; init; }

    /// <summary>Events (or, for rules without an event, what they count).</summary>
    public required long Count { get; init; }
    public Instant? First { get; init; }
    public Instant? Last { get; init; }

    /// <summary>The first ten records.</summary>
    public IReadOnlyList<EvidenceReference> Evidence { get; init; } = [];

    /// <summary>Clauses of frameworks, <c>framework:clause</c>.</summary>
    public IReadOnlyList<string> Controls { get; init; } = [];
    public required string Message { get; init; }
    public required string Fix { get; init; }

    /// <summary>The accepted risk that makes it <see cref="Verdict.Exempt"/>.</summary>
    public Exemption? Exemption { get; init; }

    /// <summary>What people decided about it; null: nothing yet.</summary>
    public FindingWork? Work { get; init; }

    /// <summary>Start of the run that found it first, or again after it was resolved; null: it was never set against those known before.</summary>
    public Instant? Opened { get; init; }

    /// <summary>By when the contract wants it put right: its time for the severity, from <see cref="Opened"/>; null: the contract gives none.</summary>
    public Instant? Due { get; init; }
}

/// <summary>A record in a source, for a reader to look up.</summary>
public sealed record EvidenceReference(string Source, long Record);

/// <summary>An accepted risk. The approver is never the requester.</summary>
public sealed record Exemption(string Owner, string RequestedBy, string ApprovedBy, string Reason, Instant Expires)
{
    /// <summary>What is done instead, so that the risk stays small; null: not said.</summary>
    public string? CompensatingControl { get; init; }
}
