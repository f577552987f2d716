using Azure;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Storage;

/// <summary>Where a slice stands. The last two are settled.</summary>
public enum SliceState
{
    Waiting,
    Read,
    Failed,
}

/// <summary>One slice of an audit's logs as the service keeps track of it.</summary>
public sealed record AuditSlice
{
    public required VendorId Vendor { get; init; }

    public required string Audit { get; init; }

    /// <summary>Which slice of the plan, from 1.</summary>
    public required int Number { get; init; }

    public SliceState State { get; init; }

    /// <summary>How often its reading was begun.</summary>
    public int Claims { get; init; }

    /// <summary>How often its message was delivered in vain, five times over, and the slice left waiting for another.</summary>
    public int Abandoned { get; init; }

    /// <summary>Of one that was read: the file in the <see cref="ISliceStore"/>, and its length in bytes.</summary>
    public string? File { get; init; }

    public long Bytes { get; init; }

    /// <summary>Of one that failed: a stable code.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Of one that failed: why, for a person.</summary>
    public string? ErrorMessage { get; init; }

    public bool IsSettled => State is not SliceState.Waiting;

    /// <summary>Until when somebody reads it, unless that is prolonged; null: nobody does.</summary>
    public Instant? HeldUntil { get; init; }

    /// <summary>Version of the row.</summary>
    public ETag ETag { get; init; }
}

/// <summary>How the slices of an audit stand, in numbers.</summary>
public sealed record SliceCounts(int Total, int Read, int Failed);
