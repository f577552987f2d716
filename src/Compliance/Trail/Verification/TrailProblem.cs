namespace Compliance.Trail.Verification;

/// <summary>How a log, or an export of one, does not hold.</summary>
public enum TrailProblemKind
{
    /// <summary>The bytes of an entry, or of a hash over entries, are not those that were committed to.</summary>
    Modified,

    /// <summary>An entry is missing between others.</summary>
    Gap,

    /// <summary>An entry stands there twice.</summary>
    Duplicate,

    /// <summary>Entries stand in another order.</summary>
    Reordered,

    /// <summary>The log ends before the size that was signed.</summary>
    Truncated,

    /// <summary>The log is smaller than, or inconsistent with, what was seen of it before.</summary>
    Rollback,

    /// <summary>A column that follows from an entry says something else than the entry.</summary>
    Column,

    /// <summary>A signature of a known key does not verify.</summary>
    BadSignature,

    /// <summary>No signature is of a key that is known.</summary>
    UnknownKey,

    /// <summary>Something lies where the log has ended.</summary>
    Planted,

    /// <summary>A file or a row that belongs to it is not there: what is missing could not be checked. No sign of tampering.</summary>
    Incomplete,
}

/// <summary>One thing that does not hold.</summary>
/// <param name="Index">Of the first entry concerned; null: none in particular.</param>
/// <param name="Place">File of an export, or row key; null: the log as a whole.</param>
/// <param name="Detail">For a person: what was expected, what is there.</param>
public sealed record TrailProblem(TrailProblemKind Kind, long? Index, string? Place, string Detail);
