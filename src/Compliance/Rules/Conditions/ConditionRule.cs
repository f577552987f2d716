using Compliance.Judging;

namespace Compliance.Rules.Conditions;

/// <summary>A rule on a condition that an announced change suspends: hours, volume, case, network. Windows and sums count announced events
/// as others.</summary>
internal abstract class ConditionRule(Announcements announced) : Rule
{
    /// <summary>The event breaks the condition.</summary>
    protected void Broken(in JudgedEvent e)
    {
        if (announced.Cover(e)) Record.Announced(e);
        else Break(e);
    }

    /// <summary>The event cannot be judged; one that was announced breaks nothing either way.</summary>
    /// <param name="reason">Reads after "n events ".</param>
    protected void Unknown(in JudgedEvent e, string reason)
    {
        if (announced.Cover(e)) Record.Announced(e);
        else Undecided(e, reason);
    }

    /// <summary>The event breaks the condition, and nobody announced it.</summary>
    protected virtual void Break(in JudgedEvent e) => Violation(e);

    /// <summary>The event cannot be judged, and nobody announced it.</summary>
    protected virtual void Undecided(in JudgedEvent e, string reason) => Record.NotEvaluable(e, reason);
}
