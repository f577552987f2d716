using Compliance.Findings;
using NodaTime;

namespace Compliance.Tests.Findings;

/// <summary>A finding and decisions about it, as tests need them.</summary>
internal static class Decisions
{
    public static readonly Instant Now = Instant.FromUtc(2026, 4, 1, 0, 0);

    public static readonly Instant Seen = Now - Duration.FromDays(10);

    public static Instant Day(int days) => Now + Duration.FromDays(days);

    public static Finding Found(string principal = "ann", Instant? last = null) => new()
    {
        Fingerprint = Fingerprint.Of("mfa-missing", "acme-bpo", principal, "tier1", "signin"),
        Rule = "mfa-missing",
        Severity = Severity.High,
        Verdict = Verdict.Fail,
        Principal = principal,
        Role = "tier1",
        Action = "signin",
        Count = 1,
        Evidence = [new EvidenceReference("logs/a.ndjson", 1)],
        First = Seen,
        Last = last ?? Seen,
        Opened = Seen,
        Message = "m",
        Fix = "f",
    };

    public static FindingWork Work(FindingStatus status, Instant at, Instant? expires = null, string? owner = null) =>
        new() { Status = status, By = "d.osei", At = at, Expires = expires, Owner = owner, Reason = $"because of {status}" };

    public static Exemption Accepted(Instant expires) => new("owner", "asker", "approver", "replaced in May", expires) { CompensatingControl = "watched daily" };

    public static StandingDecision Standing(FindingWork work, string? rule = null, string? role = null, string? action = null, Exemption? exemption = null) =>
        new(new(rule, role, action), work, exemption);
}
