using Compliance.Trail.Notes;

namespace Compliance.Trail.Checkpoints;

/// <summary>Whether a log vouches for a checkpoint.</summary>
public enum CheckpointTrust
{
    /// <summary>No signature is of a known key of this origin whose algorithm can be verified here.</summary>
    UnknownKey,

    /// <summary>A signature of a known key does not verify: the note as a whole is refused, whoever else signed it.</summary>
    BadSignature,

    /// <summary>A known key of this origin signed it, and no known key's signature fails.</summary>
    Verified,
}

/// <param name="Key">The first that verified, or the one whose signature failed; null: none is known.</param>
public sealed record CheckpointVerdict(CheckpointTrust Trust, NoteKey? Key)
{
    public bool IsVerified => Trust == CheckpointTrust.Verified;
}
