using Compliance.Evidence;
using NodaTime;

namespace Compliance.Entitlements;

/// <summary>What one file says that systems grant: a list of users, of the members of roles, or of both.</summary>
public sealed record EntitlementList
{
    public const string Kind = "entitlements";

    /// <summary>Path of the file, relative to the vendor folder.</summary>
    public required string Source { get; init; }

    /// <summary>Name of the form that it was read in: <c>entitlements</c> for our own columns, <c>zendesk-users</c>, <c>okta-users</c>; <c>unknown</c>.</summary>
    public required string Format { get; init; }

    /// <summary>The system that grants; null where the file tells of several, or of nothing.</summary>
    public string? System { get; init; }

    /// <summary>In the order of the file. What is listed by the account's id alone has it as its name until lists are put together.</summary>
    public IReadOnlyList<Entitlement> Entitlements { get; init; } = [];

    /// <summary>Of when the list is: as it is stated, else the newest instant that it tells, than which it cannot be older. Null: nothing tells.</summary>
    public Instant? AsOf { get; init; }

    /// <summary>Whether <see cref="AsOf"/> is stated; else the list may be newer.</summary>
    public bool AsOfIsStated { get; init; }

    /// <summary>Records of the file: users, members, assignments.</summary>
    public long Records { get; init; }
    public long Rejected { get; init; }

    /// <summary>The first rejected records (at most 20), each with position and reason.</summary>
    public IReadOnlyList<RejectedSample> RejectedSamples { get; init; } = [];

    /// <summary>How the file came here: <c>folder</c> or <c>upload</c>.</summary>
    public required string Method { get; init; }
    public Instant? CollectedAt { get; init; }

    /// <summary>SHA-256 of the bytes as received, lower-case hex.</summary>
    public required string Sha256 { get; init; }
    public required long Bytes { get; init; }

    public SourceSummary Summary => new()
    {
        Source = Source,
        Kind = Kind,
        Format = Format,
        Method = Method,
        CollectedAt = CollectedAt,
        Sha256 = Sha256,
        Bytes = Bytes,
        Records = Records,
        Accepted = Records - Rejected,
        Rejected = Rejected,
        RejectedSamples = RejectedSamples,
        Last = AsOf,
    };
}
