using Compliance.Events;
using Compliance.Evidence;
using Compliance.Findings;
using Compliance.Reports;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Tests.Reports.Html;

/// <summary>An audit on record, written by hand, with one of everything that a report can show.</summary>
internal static class Reported
{
    public static readonly Instant Now = Instant.FromUtc(2026, 4, 10, 9, 30);

    /// <summary>Everything that must not appear in a report under pseudonyms.</summary>
    public static readonly string[] Names = ["ghost", "agent2", "s.lee", "m.ruiz", "d.osei", "j.park", "k.voss", "C-1", "T-77"];

    public static ReportedAudit Audit => Of(HandMade.Of([Late, Accepted, Disputed, HandMade.Gone]) with
    {
        Checks =
        [
            new Check("unknown-account", Verdict.Fail, 1, null),
            new Check("unauthorized-action", Verdict.Fail, 2, null) { Unevaluated = "one record of agent2 could not be read" },
            new Check("mfa-missing", Verdict.NotEvaluable, 0, "logs/crm 1.csv does not say whether MFA was used"),
            new Check("off-shift-access", Verdict.Pass, 0, null),
            new Check("ST-HTTPS", Verdict.NotApplicable, 0, "there is nothing it applies to"),
        ],
    });

    public static Finding Late => HandMade.Stranger with
    {
        State = FindingState.Persisting,
        Opened = Instant.FromUtc(2026, 3, 2, 9, 0),
        Due = Instant.FromUtc(2026, 3, 9, 9, 0),
    };

    public static Finding Accepted => HandMade.Accepted with
    {
        Resource = "T-77",
        Exemption = HandMade.Accepted.Exemption! with { CompensatingControl = "every deletion is reviewed by s.lee each day" },
    };

    public static Finding Disputed => HandMade.Accepted with
    {
        Fingerprint = Fingerprint.Of("unauthorized-action", "acme-bpo", "agent2", "tier1", "ticket.export"),
        Verdict = Verdict.Fail,
        Exemption = null,
        Action = "ticket.export",
        Work = new FindingWork
        {
            Status = FindingStatus.VendorDisputed,
            By = "k.voss",
            At = Instant.FromUtc(2026, 4, 1, 12, 0),
            Owner = "k.voss",
            Reply = "agent2 was told to; ask k.voss@acme-bpo.example",
        },
    };

    public static ReportedAudit Of(AuditResult result) => new()
    {
        Result = result,
        Now = Now,
        Started = Instant.FromUtc(2026, 4, 10, 9, 0),
        Completed = Instant.FromUtc(2026, 4, 10, 9, 1),
        People = new AuditedPeople(180, 200, 4, 190),
        Course = [.. Enumerable.Range(1, 14).Select(Point)],
        Trail = new AuditInTrail(
            134, new string('d', 64), 90, 133, new string('e', 64), new string('f', 64),
            new Dictionary<Fingerprint, TrailPlace> { [Late.Fingerprint] = new(25, "finding opened", new string('1', 64)) },
            new Dictionary<string, TrailPlace> { ["logs/crm 1.csv"] = new(91, "evidence received", new string('2', 64)) })
        {
            SignedSize = 134,
            ResultAgrees = true,
        },
    };

    /// <summary>The vendor calls everybody its own.</summary>
    public static VendorRecord Record => new(
        new Vendor { Id = VendorId.Parse("acme-bpo"), Name = "Acme BPO", Population = [new Pattern("*")] },
        new AccessModel { Timezone = DateTimeZone.Utc, Roles = [], Assignments = [], Sha256 = new string('c', 64) }, null, []);

    public static RecordSample Sample => new(42, 2, 10,
    [
        new SampledRecord(new EvidenceReference("logs/crm 1.csv", 7), new string('3', 64))
        {
            Sha256 = new string('4', 64),
            Events = 1,
            Time = Instant.FromUtc(2026, 3, 2, 8, 0),
            Account = "ghost",
            Action = "crm:export",
            Resource = "C-1",
            Outcome = "success",
            CitedBy = [Late.Fingerprint],
        },
        new SampledRecord(new EvidenceReference("logs/crm 1.csv", 4), new string('5', 64)) { Unread = "rejected by the reader: no time: column `When` is empty" },
    ]);

    private static AuditPoint Point(int day) => new(
        $"a{day}", Instant.FromUtc(2026, 3, 27, 9, 0) + Duration.FromDays(day), Verdict.Fail,
        new Dictionary<Severity, long> { [Severity.Critical] = day == 14 ? 0 : 2, [Severity.High] = day, [Severity.Low] = 3 });
}
