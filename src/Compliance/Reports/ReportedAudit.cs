using Compliance.Evidence;
using Compliance.Findings;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Reports;

/// <summary>An audit as reports for people tell it: what it found, and what is known beside that.</summary>
public sealed record ReportedAudit
{
    /// <summary>As the audit ended; what people decided about its findings since stands with them.</summary>
    public required AuditResult Result { get; init; }

    /// <summary>When the report is made: what is overdue or expired is so then.</summary>
    public required Instant Now { get; init; }

    /// <summary>When the audit began; null: not known.</summary>
    public Instant? Started { get; init; }
    public Instant? Completed { get; init; }

    /// <summary>Where it stands in the vendor's trail; null: not on record, or not looked for.</summary>
    public AuditInTrail? Trail { get; init; }

    /// <summary>The vendor's audits up to this one, which is the last, oldest first; empty: not on record.</summary>
    public IReadOnlyList<AuditPoint> Course { get; init; } = [];

    /// <summary>Who could have done something; null: the vendor's folder is not at hand.</summary>
    public AuditedPeople? People { get; init; }

    /// <summary>Records that are to be looked at by hand; null: none were asked for.</summary>
    public RecordSample? Sample { get; init; }

    public AuditHeader Audit => Result.Audit;

    /// <summary>Whether a store has the audit.</summary>
    public bool IsRecorded => Course.Count > 0;

    /// <summary>Findings that stand: they fail, cannot be judged, or are accepted.</summary>
    public IEnumerable<Finding> Standing => Result.Findings.Where(finding =>
        finding.State is not FindingState.Resolved && finding.Verdict is Verdict.Fail or Verdict.Exempt or Verdict.NotEvaluable);

    /// <summary>Those that fail; a false positive counts as none.</summary>
    public IEnumerable<Finding> Failing => Standing.Where(finding => finding.Verdict is Verdict.Fail && finding.Work?.Status is not FindingStatus.FalsePositive);

    /// <summary>Those that were to be put right by now, what is late the longest first.</summary>
    public IEnumerable<Finding> Overdue =>
        Failing.Where(finding => FindingDue.IsOverdue(finding, Now)).OrderBy(FindingDue.Of).ThenByDescending(finding => finding.Severity);

    /// <summary>Risks that somebody accepted, what expires first first.</summary>
    public IEnumerable<Finding> Accepted => Standing.Where(finding => finding.Exemption is not null).OrderBy(finding => finding.Exemption!.Expires);

    /// <summary>Tests that could not be evaluated, in whole or in part.</summary>
    public IEnumerable<Check> Open => Result.Checks.Where(check => check.Verdict is Verdict.NotEvaluable || check.Unevaluated is not null);
}

/// <summary>One audit of a vendor's, as a trend shows it.</summary>
/// <param name="At">When it began.</param>
/// <param name="Standing">Findings that stood, by severity; one that is not there had none.</param>
public sealed record AuditPoint(string Audit, Instant At, Verdict Verdict, IReadOnlyDictionary<Severity, long> Standing)
{
    public long Total => Standing.Values.Sum();
}

/// <summary>The people and accounts of a contract, counted.</summary>
/// <param name="People">Null: there is no list of people.</param>
public sealed record AuditedPeople(int? People, int Accounts, int Roles, int Assignments)
{
    public static AuditedPeople Of(VendorRecord record) =>
        new(record.People?.ByName.Count, record.Accounts.Count, record.Access.Roles.Count, record.Access.Assignments.Count);
}

/// <summary>Where an audit stands in its vendor's trail.</summary>
/// <param name="Size">Entries of the log when the report was made.</param>
/// <param name="Root">Root of the log at that size, hex.</param>
/// <param name="First">Index of <c>audit started</c>.</param>
/// <param name="Last">Index of <c>audit completed</c>.</param>
/// <param name="Completed">Leaf hash of <c>audit completed</c>, hex.</param>
/// <param name="ResultDigest">What that entry says is the digest of the result.</param>
/// <param name="Findings">Fingerprint → the last entry, up to the audit's end, that speaks of the finding.</param>
/// <param name="Sources">Source → the entry that says its digest.</param>
public sealed record AuditInTrail(
    long Size, string Root, long First, long Last, string Completed, string? ResultDigest,
    IReadOnlyDictionary<Fingerprint, TrailPlace> Findings, IReadOnlyDictionary<string, TrailPlace> Sources)
{
    /// <summary>Entries that the latest signed checkpoint covers; null: none is signed.</summary>
    public long? SignedSize { get; init; }

    /// <summary>Whether the result reported is the one whose digest the trail has; null: not compared.</summary>
    public bool? ResultAgrees { get; init; }
}

/// <summary>An entry of a trail.</summary>
/// <param name="Index">From 0.</param>
/// <param name="Type">What it says happened: <c>finding opened</c>.</param>
/// <param name="LeafSha256">Leaf hash, lower-case hex.</param>
public sealed record TrailPlace(long Index, string Type, string LeafSha256);
