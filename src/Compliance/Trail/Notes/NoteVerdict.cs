namespace Compliance.Trail.Notes;

/// <summary>What a key says of a signature.</summary>
public enum NoteVerdict
{
    /// <summary>This platform cannot check signatures of the key's algorithm: nothing is known.</summary>
    NotSupported,

    /// <summary>The key did not make this signature over this text.</summary>
    Invalid,

    /// <summary>The key made this signature over this text.</summary>
    Verified,
}
