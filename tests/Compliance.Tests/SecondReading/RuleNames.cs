namespace Compliance.Tests.SecondReading;

/// <summary>The rules, in the order in which the definitions name them.</summary>
public static class RuleNames
{
    public const string UnknownAccount = "unknown-account";
    public const string UnauthorizedAction = "unauthorized-action";
    public const string GrantNotInForce = "grant-not-in-force";
    public const string AccessAfterTermination = "access-after-termination";
    public const string AccessBeforeClearance = "access-before-clearance";
    public const string TrainingLapsed = "training-lapsed";
    public const string MfaMissing = "mfa-missing";
    public const string OffNetworkAccess = "off-network-access";
    public const string UnlistedEgress = "unlisted-egress";
    public const string OffShiftAccess = "off-shift-access";
    public const string AccessWithoutCase = "access-without-case";
    public const string MassRecordAccess = "mass-record-access";
    public const string SegregationOfDuties = "segregation-of-duties";
    public const string RepeatedDenials = "repeated-denials";
    public const string SharedAccount = "shared-account";
    public const string ImpossibleTravel = "impossible-travel";
    public const string EvidenceGap = "evidence-gap";
    public const string EvidenceUnread = "evidence-unread";
    public const string UnusedPermission = "unused-permission";
    public const string InactiveAccount = "inactive-account";
    public const string OrphanedAccount = "orphaned-account";

    public static readonly IReadOnlyList<string> All =
    [
        UnknownAccount, UnauthorizedAction, GrantNotInForce, AccessAfterTermination, AccessBeforeClearance, TrainingLapsed,
        MfaMissing, OffNetworkAccess, UnlistedEgress, OffShiftAccess, AccessWithoutCase, MassRecordAccess, SegregationOfDuties,
        RepeatedDenials, SharedAccount, ImpossibleTravel, EvidenceGap, EvidenceUnread, UnusedPermission, InactiveAccount, OrphanedAccount,
    ];
}
