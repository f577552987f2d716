namespace Compliance.Events;

/// <summary>What stands behind an account. Service and bot accounts are judged, but not on hours, MFA and case.</summary>
public enum AccountKind : byte
{
    Unknown,
    Human,
    Service,
    Bot,

    /// <summary>One account used by several people.</summary>
    Shared,
}
