using NodaTime;

namespace Compliance.Vendors;

/// <summary>One entry of <c>entitlements:</c>: which files say what a system grants, where a file does not tell it itself.</summary>
public sealed record EntitlementEntry
{
    /// <summary>Path pattern relative to the vendor folder; <c>*</c> matches any run of characters, separators too.</summary>
    public required Pattern Path { get; init; }

    /// <summary>The system that grants: <c>zendesk</c>, or any name. Null: as the file says.</summary>
    public string? System { get; init; }

    /// <summary>The role that every account of the file holds: the members of a group or of a role are listed without its name. Null: as the file says.</summary>
    public string? Role { get; init; }

    /// <summary>Of when the list is; null: as the file says.</summary>
    public Instant? AsOf { get; init; }

    /// <summary>Line of the entry in <c>vendor.yaml</c>.</summary>
    public int Line { get; init; }
}
