using Compliance.Trail.Notes;

namespace Compliance.Trail.Verification;

/// <summary>What verification comes to.</summary>
public enum TrailVerdict
{
    /// <summary>Something is missing that would have been needed; what is there does not contradict itself.</summary>
    Incomplete,

    /// <summary>Something contradicts what was signed, or what was seen before.</summary>
    Tampered,

    /// <summary>Everything is there, and is what was signed.</summary>
    Verified,
}

/// <summary>What was verified.</summary>
public enum TrailSubject
{
    /// <summary>An export.</summary>
    Export,

    /// <summary>A proof that an entry lies in the log.</summary>
    Inclusion,

    /// <summary>A proof that the log only grew.</summary>
    Consistency,
}

/// <summary>What was found in an export, or of a proof.</summary>
public sealed record TrailVerification
{
    public TrailSubject Subject { get; init; }

    /// <summary>Name of the log, as its checkpoint says; null: it has none that can be read.</summary>
    public string? Origin { get; init; }

    /// <summary>Vendor id; null as <see cref="Origin"/>.</summary>
    public string? Vendor { get; init; }

    /// <summary>The export holds the entries <c>[From, To)</c>; a proof is of this one, or of growth from the one size to the other.</summary>
    public long From { get; init; }

    public long To { get; init; }

    /// <summary>Entries that the checkpoint covers.</summary>
    public long Size { get; init; }

    /// <summary>Root that the checkpoint signs; null as <see cref="Origin"/>.</summary>
    public EntryHash? Root { get; init; }

    /// <summary>Entries of the export after the checkpoint: nothing is proven of them, which is no fault.</summary>
    public long UnsignedTail { get; init; }

    public KeySource KeySource { get; init; }

    /// <summary>Believed keys whose signature of the checkpoint verified.</summary>
    public IReadOnlyList<NoteKey> SignedBy { get; init; } = [];

    /// <summary>Whether names were joined to it: no part of what is signed.</summary>
    public bool HasNames { get; init; }

    /// <summary>Sizes whose checkpoint carries a timestamp that holds, ascending.</summary>
    public IReadOnlyList<TimestampedCheckpoint> Timestamps { get; init; } = [];

    /// <summary>The first <see cref="TrailProblems.Kept"/>, by index; those without an index first.</summary>
    public IReadOnlyList<TrailProblem> Problems { get; init; } = [];

    /// <summary>All that were found.</summary>
    public long ProblemCount { get; init; }

    public TrailVerdict Verdict { get; init; }

    /// <summary>The leaf that a proof of inclusion carries; null: none.</summary>
    public ReadOnlyMemory<byte>? Entry { get; init; }

    /// <summary>What to remember of it; null unless <see cref="TrailVerdict.Verified"/>, and for a proof of inclusion.</summary>
    public TrailState? NextState { get; init; }
}

/// <summary>A checkpoint that somebody else vouches to have existed.</summary>
/// <param name="Size">Entries it covers.</param>
/// <param name="Detail">When, and by whom, for a person.</param>
public sealed record TimestampedCheckpoint(long Size, string Detail);
