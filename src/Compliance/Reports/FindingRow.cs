using Compliance.Findings;
using NodaTime;

namespace Compliance.Reports;

/// <summary>A finding on its way into a format of others: once as an audit found it, once as the trail says it.</summary>
/// <remarks>From the trail persons and resources are pseudonyms, and there is no message; <see cref="LogIndex"/> and
/// <see cref="LeafSha256"/> lead back to the entry, so that a row can be checked against an export of the trail.</remarks>
public sealed record FindingRow
{
    /// <summary>The same over audits: <c>f:…</c> from the trail, else the fingerprint.</summary>
    public required string Uid { get; init; }

    /// <summary>Vendor id.</summary>
    public required string Vendor { get; init; }

    /// <summary>The audit that says it.</summary>
    public string? Audit { get; init; }

    /// <summary>When that audit's run started.</summary>
    public required Instant Time { get; init; }
    public required string Rule { get; init; }
    public required FindingState State { get; init; }

    /// <summary>Null: the entry has a word that this version does not know.</summary>
    public Severity? Severity { get; init; }

    /// <inheritdoc cref="Severity"/>
    public Verdict? Verdict { get; init; }
    public string? Principal { get; init; }

    /// <summary>Whom the pseudonym <see cref="Principal"/> stands for; null: not asked for, or forgotten.</summary>
    public string? PrincipalName { get; init; }
    public string? Role { get; init; }
    public string? Action { get; init; }
    public string? Resource { get; init; }

    /// <inheritdoc cref="PrincipalName"/>
    public string? ResourceName { get; init; }
    public long Count { get; init; }
    public Instant? First { get; init; }
    public Instant? Last { get; init; }
    public IReadOnlyList<EvidenceReference> Evidence { get; init; } = [];

    /// <summary>Clauses, <c>framework:clause</c>. The trail has none: of its rows they are those on which the rule bears today.</summary>
    public IReadOnlyList<string> Controls { get; init; } = [];

    /// <summary>What the rule finds or, of an audit, what it found; null for a rule that this version does not know.</summary>
    public string? Message { get; init; }
    public string? Fix { get; init; }

    /// <summary>The accepted risk; its reason is empty where the trail, which has none, said it.</summary>
    public Exemption? Exemption { get; init; }

    /// <summary>Index of the entry; null: not from the trail.</summary>
    public long? LogIndex { get; init; }

    /// <summary>Leaf hash of the entry, lower-case hex.</summary>
    public string? LeafSha256 { get; init; }

    /// <summary>A finding of an audit, with the names that the audit has.</summary>
    /// <param name="started">When the audit began.</param>
    public static FindingRow Of(AuditHeader audit, Finding finding, Instant started) => new()
    {
        Uid = finding.Fingerprint.Value,
        Vendor = audit.Vendor.Value,
        Audit = audit.Id,
        Time = started,
        Rule = finding.Rule,
        State = finding.State,
        Severity = finding.Severity,
        Verdict = finding.Verdict,
        Principal = finding.Principal,
        Role = finding.Role,
        Action = finding.Action,
        Resource = finding.Resource,
        Count = finding.Count,
        First = finding.First,
        Last = finding.Last,
        Evidence = finding.Evidence,
        Controls = finding.Controls,
        Message = finding.Message,
        Fix = finding.Fix,
        Exemption = finding.Exemption,
    };
}
