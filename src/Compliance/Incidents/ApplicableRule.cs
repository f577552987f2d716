using Compliance.Regimes;

namespace Compliance.Incidents;

/// <summary>Whether a rule is one for this case. What is not known is never <see cref="No"/>.</summary>
public enum Applies
{
    CannotTell,
    Yes,
    No,
}

/// <summary>A rule as it stands to one case: whether it is one for it, why, and until when. Not legal advice.</summary>
public sealed record ApplicableRule
{
    /// <summary>Null: the data set has none for a place that the case touches; <see cref="Regimes.Deadline.Regime"/> of the deadline is the place.</summary>
    public RegimeRule? Rule { get; init; }
    public required Applies Applies { get; init; }

    /// <summary>In words, for a person.</summary>
    public required string Why { get; init; }

    /// <summary>What has to be known to tell, or to tell the number or the limit: <c>company.yaml `entityClasses`</c>, <c>fact `affected` for US-CA</c>.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];
    public required Deadline Deadline { get; init; }

    /// <summary>Whether its clock may remind: the rule is confirmed, or a named person has enabled it for this case.</summary>
    public bool Enabled { get; init; }

    /// <summary>Id of the rule that stands in its place here; then it applies no more.</summary>
    public string? SupersededBy { get; init; }

    /// <summary>Of a law that binds nobody yet, or no more: shown, never a duty.</summary>
    public bool Watched => Applies is Applies.No && Deadline.Status is DeadlineStatus.Disabled or DeadlineStatus.NotYetEffective;
}
