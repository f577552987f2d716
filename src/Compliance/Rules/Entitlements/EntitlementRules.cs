using Compliance.Findings;

namespace Compliance.Rules.Entitlements;

/// <summary>Every rule about what systems grant.</summary>
public static class EntitlementRules
{
    /// <summary>In the order in which checks are reported.</summary>
    public static IReadOnlyList<EntitlementRule> All { get; } =
    [
        new ExcessEntitlement(),
        new AccountEnabledAfterLeft(),
        new AccountWithoutPerson(),
        new MfaNotEnrolled(),
        new DormantEntitlement(),
        new PrivilegedAccount(),
        new GrantWithoutApproval(),
        new RevocationOverdue(),
    ];

    /// <summary>What every rule says of what is granted.</summary>
    public static IEnumerable<Judgement> Judge(EntitlementFacts facts) => All.SelectMany(rule => rule.Judge(facts));
}
