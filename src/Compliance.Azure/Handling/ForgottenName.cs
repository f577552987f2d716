using NodaTime;

namespace Compliance.Handling;

/// <summary>What became of a name that was to be forgotten.</summary>
public enum ForgettingOutcome
{
    /// <summary>It is forgotten now, or the act that was cut off is finished.</summary>
    Forgotten,

    /// <summary>It was forgotten, and there is nothing new to forget: no entry was made.</summary>
    ForgottenBefore,

    /// <summary>Neither the names nor the findings know it: nothing was done.</summary>
    Unknown,
}

/// <param name="At">Since when it is kept out; null: it is not.</param>
/// <param name="Findings">Resolved findings in which the pseudonym took its place.</param>
public sealed record ForgottenName(string Pseudonym, ForgettingOutcome Outcome, Instant? At, int Findings)
{
    /// <summary>Where it still stands; null: not looked for, as nobody asked or the name was not known.</summary>
    public NamesLeft? Left { get; init; }

    /// <summary>False: the name is too short or too long to be looked for, so that findings and names of resources which hold it do so still.</summary>
    public bool Searched { get; init; } = true;
}
