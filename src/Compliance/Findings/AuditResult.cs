using Compliance.Evidence;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Findings;

/// <summary>What an audit found: a function of the evidence and the access model alone.</summary>
public sealed record AuditResult
{
    public required AuditHeader Audit { get; init; }
    public required IReadOnlyList<SourceSummary> Evidence { get; init; }

    /// <summary>One for each rule, in the order of the catalogue.</summary>
    public required IReadOnlyList<Check> Checks { get; init; }
    public required IReadOnlyList<FindingGroup> Groups { get; init; }

    /// <summary>Severity from the worst down, then rule, principal, role, action; resolved ones last.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>What is known of use after this audit, for the next one; no part of the result that is shown. Null: there was no event.</summary>
    public Usage? Usage { get; init; }

    /// <summary>The result with what judging other evidence gave.</summary>
    public AuditResult With(IReadOnlyList<Inspection> inspections)
    {
        if (inspections.Count == 0) return this;
        Check[] checks = [.. Checks, .. inspections.SelectMany(inspection => inspection.Checks)];
        return this with
        {
            Audit = Audit with { Verdict = VerdictAlgebra.OfAudit(checks.Select(check => check.Verdict)) },
            Evidence = [.. Evidence, .. inspections.SelectMany(inspection => inspection.Evidence)],
            Checks = checks,
            Findings = FindingOrder.Sort([.. Findings, .. inspections.SelectMany(inspection => inspection.Findings)]),
        };
    }

    /// <summary>The audit's verdict: the worst of Fail, NotEvaluable and Pass over its checks.</summary>
    public Verdict Verdict => Audit.Verdict;
}

/// <summary>What was audited, by whom, under which policy.</summary>
public sealed record AuditHeader
{
    public required string Id { get; init; }
    public required VendorId Vendor { get; init; }

    /// <summary>The window <c>[From, To)</c>; null: open.</summary>
    public Instant? From { get; init; }
    public Instant? To { get; init; }
    public required VendorMode Mode { get; init; }
    public required Verdict Verdict { get; init; }

    /// <summary>Name and version of this program.</summary>
    public required string Tool { get; init; }

    /// <summary>SHA-256 over the rules' ids, severities and pages: which rules judged.</summary>
    public required string RulesDigest { get; init; }
    public required Policy Policy { get; init; }
    public required string StartedBy { get; init; }

    /// <summary>How soon the contract wants findings put right, as the audit read it.</summary>
    public IReadOnlyDictionary<Severity, Duration> Remediation { get; init; } = new Dictionary<Severity, Duration>();
}

/// <summary>The access model that an audit applied.</summary>
public sealed record Policy(string Sha256, string? ApprovedBy, LocalDate? ApprovedOn, string? Contract);

/// <summary>One rule's verdict over the whole audit.</summary>
/// <param name="Findings">How many findings it has.</param>
/// <param name="Reason">Why it could not be evaluated, or does not apply, and what else its verdict rests on (events that were announced, logs
/// that cannot show it); null where there is nothing to say.</param>
public sealed record Check(string Rule, Verdict Verdict, long Findings, string? Reason)
{
    /// <summary>Why part of it could not be evaluated, even where a finding makes it fail; null when all of it was. Without
    /// it nothing could be called resolved, and no exemption could take a failure back to what else it is.</summary>
    public string? Unevaluated { get; init; }

    /// <summary>How many things it was asked of (endpoints, resources, secrets …), those to which it does not apply left out; null where
    /// that is not known, as for rules on events.</summary>
    public long? Judged { get; init; }
}

/// <summary>At least five principals who share (rule, role, action): a gap in the contract, or misuse?</summary>
/// <param name="Principals">How many share it.</param>
/// <param name="Of">How many held the role in the audit's evidence; 0 when there is no role.</param>
/// <param name="Suggestion">The line of access.yaml that would allow it.</param>
public sealed record FindingGroup(string Rule, string? Role, string? Action, int Principals, int Of, string Suggestion);
