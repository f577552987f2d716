using Compliance.Events;
using NodaTime;

namespace Compliance.Entitlements;

/// <summary>What one system really grants to one account: one of its roles there, as a list of users or of roles tells it.
/// An account without any role is one entitlement without <see cref="Role"/>.</summary>
public sealed record Entitlement
{
    /// <summary>The system that grants it: <c>zendesk</c>, <c>salesforce</c>, <c>entra</c>, or as the file says.</summary>
    public required string System { get; init; }

    /// <summary>The sign-in name as the system has it; its id where there is none.</summary>
    public required string Account { get; init; }

    /// <summary>The system's own id of the account.</summary>
    public string? AccountId { get; init; }

    /// <summary>The system's name of the role, profile, group or permission set.</summary>
    public string? Role { get; init; }

    /// <summary>Null: not said.</summary>
    public bool? Enabled { get; init; }
    public Instant? GrantedAt { get; init; }

    /// <summary>When the account was made, whatever it was granted since.</summary>
    public Instant? CreatedAt { get; init; }
    public string? GrantedBy { get; init; }

    /// <summary>Null: not said, or never; <see cref="NeverUsed"/> tells them apart.</summary>
    public Instant? LastLogin { get; init; }

    /// <summary>True where the system says that nobody ever signed in.</summary>
    public bool NeverUsed { get; init; }
    public bool? MfaEnrolled { get; init; }

    /// <summary>Of when the list is; null: not said.</summary>
    public Instant? AsOf { get; init; }
    public AccountKind Kind { get; init; }

    /// <summary>It is granted to a group, whose members only another list tells.</summary>
    public bool IsGroup { get; init; }
    public string? DisplayName { get; init; }
    public string? Email { get; init; }

    /// <summary>Where it stands: the file, and the 1-based record in it.</summary>
    public required string Source { get; init; }
    public required long Record { get; init; }
}
