using Compliance.Trail.Notes;

namespace Compliance.Trail.Verification;

/// <summary>What the verifying side brings along.</summary>
public sealed record VerifyOptions
{
    /// <summary>The only keys that are believed, from wherever they were got; null: those of <see cref="State"/>, else the export's own.</summary>
    public IReadOnlyList<NoteKey>? Keys { get; init; }

    /// <summary>What was verified of this log before; null: nothing.</summary>
    public TrailState? State { get; init; }
}

/// <summary>Where the keys come from that were believed.</summary>
public enum KeySource
{
    /// <summary>The export's own: it proves that the export agrees with itself, not whose it is.</summary>
    Export,

    /// <summary>Remembered from an export that was verified before.</summary>
    State,

    /// <summary>Given by whoever verifies.</summary>
    Given,
}
