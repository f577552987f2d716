using Compliance.Evidence;
using Compliance.Findings;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Azure.Tests.Storage;

/// <summary>Results of audits, as the rules would give them.</summary>
internal static class Audits
{
    public const string Rule = "mfa-missing";

    public static readonly Instant Start = Instant.FromUtc(2026, 3, 1, 6, 0);

    public static Fingerprint FingerprintOf(VendorId vendor, string principal) => Fingerprint.Of(Rule, vendor.Value, principal, "tier1", "signin");

    /// <summary>A failing finding for each principal, in a window that begins at <paramref name="from"/>.</summary>
    public static AuditResult Finding(VendorId vendor, string audit, Instant from, params string[] principals) => new()
    {
        Audit = new AuditHeader
        {
            Id = audit,
            Vendor = vendor,
            From = from,
            To = from + Duration.FromDays(1),
            Mode = VendorMode.Pilot,
            Verdict = principals.Length > 0 ? Verdict.Fail : Verdict.Pass,
            Tool = "compliance 0.1.0",
            RulesDigest = new string('1', 64),
            Policy = new Policy(new string('2', 64), "d.osei", new LocalDate(2026, 1, 15), "MSA-2031 annex 4"),
            StartedBy = "ann",
        },
        Evidence =
        [
            new SourceSummary
            {
                Source = "logs/helpdesk.ndjson", Format = "ocsf", Method = "upload", CollectedAt = from, Sha256 = new string('3', 64), Bytes = 1000,
                Records = 10, Accepted = 9, Rejected = 1, First = from, Last = from + Duration.FromHours(2),
            },
        ],
        Checks = [new Check(Rule, principals.Length > 0 ? Verdict.Fail : Verdict.Pass, principals.Length, null)],
        Groups = [],
        Findings = [.. principals.Select(principal => Finding(vendor, principal, from))],
    };

    private static Finding Finding(VendorId vendor, string principal, Instant at) => new()
    {
        Fingerprint = FingerprintOf(vendor, principal),
        Rule = Rule,
        Severity = Severity.High,
        Verdict = Verdict.Fail,
        Principal = principal,
        Role = "tier1",
        Action = "signin",
        Resource = "helpdesk/" + principal,
        Count = 3,
        First = at,
        Last = at + Duration.FromHours(1),
        Evidence = [new("logs/helpdesk.ndjson", 7)],
        Controls = ["pci-dss-4.0.1:8.4.2"],
        Message = $"{principal} signed in without MFA",
        Fix = "enforce MFA",
    };
}
