using Compliance.Evidence;
using Compliance.Findings;
using Compliance.Rules;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Tests.Reports;

/// <summary>A small result written by hand, with one of everything that a report can show.</summary>
internal static class HandMade
{
    private static readonly Instant Morning = Instant.FromUtc(2026, 3, 2, 8, 0);

    public static readonly RuleDefinition[] Rules =
    [
        new("unknown-account", Severity.High, "an account of nobody", "name its owner in accounts.csv"),
        new("unauthorized-action", Severity.High, "an action that no held role allows", "remove the permission"),
        new("mfa-missing", Severity.High, "access without MFA", "require MFA"),
    ];

    public static Finding Stranger => new()
    {
        Fingerprint = Fingerprint.Of("unknown-account", "acme-bpo", "ghost", null, "crm:export"),
        Rule = "unknown-account",
        Severity = Severity.High,
        Verdict = Verdict.Fail,
        State = FindingState.New,
        Principal = "ghost",
        Action = "crm:export",
        Resource = "C-1",
        Count = 1204,
        First = Morning.PlusNanoseconds(123_999_999),
        Last = Morning + Duration.FromHours(2),
        Evidence = [new("logs/crm 1.csv", 7), new("logs/help.ndjson", 12)],
        Controls = ["pci-dss-4.0.1:8.2.5"],
        Message = "`ghost` stands in neither people, accounts nor assignments",
        Fix = "name its owner in accounts.csv",
    };

    public static Finding Accepted => new()
    {
        Fingerprint = Fingerprint.Of("unauthorized-action", "acme-bpo", "agent2", "tier1", "ticket.delete"),
        Rule = "unauthorized-action",
        Severity = Severity.High,
        Verdict = Verdict.Exempt,
        State = FindingState.Persisting,
        Principal = "agent2",
        Role = "tier1",
        Action = "ticket.delete",
        Count = 1,
        First = Morning,
        Last = Morning,
        Message = "no role of `agent2` allows `ticket.delete`",
        Fix = "remove the permission",
        Exemption = new("s.lee", "m.ruiz", "d.osei", "migration until April", Instant.FromUtc(2026, 4, 30, 0, 0)),
    };

    public static Finding Gone => new()
    {
        Fingerprint = Fingerprint.Of("unauthorized-action", "acme-bpo", "agent3", null, "ticket.merge"),
        Rule = "unauthorized-action",
        Severity = Severity.High,
        Verdict = Verdict.Fail,
        State = FindingState.Resolved,
        Principal = "agent3",
        Action = "ticket.merge",
        Count = 2,
        Message = "no role of `agent3` allows `ticket.merge`",
        Fix = "remove the permission",
    };

    public static AuditResult Result => Of([Stranger, Accepted, Gone]);

    public static AuditResult Of(IReadOnlyList<Finding> findings, params FindingGroup[] groups) => new()
    {
        Audit = new AuditHeader
        {
            Id = "a1",
            Vendor = VendorId.Parse("acme-bpo"),
            From = Instant.FromUtc(2026, 3, 1, 0, 0),
            Mode = VendorMode.Pilot,
            Verdict = Verdict.Fail,
            Tool = "compliance 0.1.0",
            RulesDigest = new string('b', 64),
            Policy = new Policy(new string('c', 64), "d.osei", new LocalDate(2026, 1, 15), "MSA-2031 annex 4"),
            StartedBy = "j.park",
        },
        Evidence =
        [
            new SourceSummary
            {
                Source = "logs/crm 1.csv",
                Format = "csv",
                Method = "folder",
                CollectedAt = Instant.FromUtc(2026, 3, 3, 0, 0),
                Sha256 = new string('a', 64),
                Bytes = 4096,
                Records = 10,
                Accepted = 9,
                Rejected = 1,
                Duplicates = 2,
                OutOfScope = 3,
                First = Morning,
                Last = Morning + Duration.FromHours(2),
                RejectedSamples = [new RejectedSample(4, "no time: column `When` is empty")],
            },
        ],
        Checks =
        [
            new Check("unknown-account", Verdict.Fail, 1, null),
            new Check("unauthorized-action", Verdict.Exempt, 1, null),
            new Check("mfa-missing", Verdict.NotEvaluable, 0, "logs/crm 1.csv does not say whether MFA was used"),
        ],
        Groups = groups,
        Findings = findings,
    };
}
