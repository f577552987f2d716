using NodaTime;

namespace Compliance.Findings;

/// <summary>A rule's verdict on one thing that is no event: an endpoint, a resource, a secret, an attestation, a clock.</summary>
public sealed record Judgement
{
    /// <summary>Id of the rule or check.</summary>
    public required string Rule { get; init; }

    /// <summary>What was judged, by the name it keeps over audits: <c>crm.acme.example:443</c>, a resource id, a kind of attestation.</summary>
    public required string Subject { get; init; }

    /// <summary>What a finding gives as its action; null: the subject. By the subject alone findings of a rule are told apart.</summary>
    public string? Action { get; init; }

    /// <summary>What a finding gives as its resource; null: the subject.</summary>
    public string? Resource { get; init; }

    /// <summary>Whom it is about, where that is a person or an account; null: nobody.</summary>
    public string? Principal { get; init; }

    /// <summary>The role of the contract that it is about; null: none.</summary>
    public string? Role { get; init; }

    /// <summary>What was found holds only if the contract says what it seems to: with <see cref="Verdict.NotEvaluable"/> it is shown as a finding of that verdict.</summary>
    public bool IsProvisional { get; init; }
    public required Verdict Verdict { get; init; }

    /// <summary>Severity of a failure.</summary>
    public required Severity Severity { get; init; }

    /// <summary>What was seen and what was expected; for <see cref="Verdict.NotEvaluable"/> and <see cref="Verdict.NotApplicable"/> why.</summary>
    public required string Message { get; init; }

    /// <summary>What to do about it.</summary>
    public required string Fix { get; init; }

    /// <summary>Clauses of frameworks, <c>framework:clause</c>.</summary>
    public IReadOnlyList<string> Controls { get; init; } = [];

    /// <summary>When it was so: when the endpoint was probed, the snapshot taken.</summary>
    public Instant? At { get; init; }

    /// <summary>Where it stands in the evidence.</summary>
    public EvidenceReference? Evidence { get; init; }
}
