using Compliance.Findings;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Rules.Assurance;

/// <summary>Every rule about attestations.</summary>
public static class AssuranceRules
{
    /// <summary>In the order in which checks are reported.</summary>
    public static IReadOnlyList<AssuranceRule> All { get; } =
    [
        new AttestationMissing(),
        new AttestationExpired(),
        new AttestationExpiring(),
        new AttestationQualified(),
        new AttestationScope(),
        new AttestationGap(),
        new AttestationDocument(),
    ];

    /// <summary>What every rule says of the vendor's attestations on the day of <paramref name="now"/>.</summary>
    public static IEnumerable<Judgement> Judge(VendorRecord record, Instant now) => All.SelectMany(rule => rule.Judge(record, now));
}
