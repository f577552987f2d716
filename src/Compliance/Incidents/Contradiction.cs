namespace Compliance.Incidents;

public enum ContradictionKind
{
    /// <summary>One thing that happens once has two times, and neither corrects the other. Clocks take the earlier.</summary>
    TwoTimes,

    /// <summary>What must come after came before.</summary>
    WrongOrder,

    /// <summary>It was recorded before it happened.</summary>
    AheadOfRecording,

    /// <summary>A law-enforcement hold ends before it begins.</summary>
    HoldEndsFirst,

    /// <summary>Two numbers of persons for one jurisdiction, and neither corrects the other. The later fact counts.</summary>
    TwoCounts,

    /// <summary>A correction names a record that is no earlier fact of that name: it corrects nothing, and both count.</summary>
    CorrectsNothing,

    /// <summary>A record that does not fit the ones before it: a second opening, a stage that goes back.</summary>
    OutOfTurn,
}

/// <summary>Records that cannot all be right. It is shown, and goes away only when somebody records a correction.</summary>
/// <param name="Records">Numbers of the records, ascending.</param>
/// <param name="Words">For a person who may see everything; it names facts and times.</param>
/// <param name="Privileged">Whether one of the facts is privileged: an export then gives the numbers only.</param>
public sealed record Contradiction(ContradictionKind Kind, IReadOnlyList<int> Records, string Words, bool Privileged);
