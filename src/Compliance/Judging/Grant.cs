using Compliance.Vendors;

namespace Compliance.Judging;

internal enum GrantKind : byte
{
    /// <summary>No held role allows it.</summary>
    None,
    Allowed,

    /// <summary>A deny entry of a held role matches.</summary>
    Forbidden,

    /// <summary>None held allows or forbids it, but a role assigned for another time would allow it.</summary>
    NotInForce,
}

/// <summary>What the access model says of an event, conditions of every allowing entry included. Few exist: one for each
/// combination of entries that ever allows something.</summary>
internal sealed class Grant
{
    public required int Index { get; init; }
    public required GrantKind Kind { get; init; }

    /// <summary>Role of the first allowing entry in file order; for <see cref="GrantKind.NotInForce"/> the assigned role;
    /// for the others the first held role other than everyone's. Null: none.</summary>
    public string? Role { get; init; }
    public IReadOnlyList<AllowEntry> Entries { get; init; } = [];

    /// <summary>The (role, action pattern) pairs that this is a use of: indices into <see cref="PermissionTable"/>.</summary>
    public int[] Uses { get; init; } = [];
    public bool IsAllowed => Kind == GrantKind.Allowed;

    /// <summary>Role that a rule other than those on permissions reports: that of the allowing entry.</summary>
    public string? AllowingRole => IsAllowed ? Role : null;
}
