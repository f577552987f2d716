using Compliance.Events;
using Compliance.Findings;
using NodaTime;

namespace Compliance.Tests.SecondReading;

/// <summary>What one principal does over time.</summary>
internal static class ConductReadings
{
    public static RuleReading SegregationOfDuties(Facts facts)
    {
        var reading = new RuleReading(RuleNames.SegregationOfDuties) { NotApplicable = facts.Access.Model.Segregation.Count == 0 };
        foreach (var e in facts.Evidence.Successful.Where(e => e.Event.Resource is not null))
        {
            var before = facts.Window(e, Duration.FromDays(30))
                .Where(other => other != e && other.Event.Successful && other.Event.Resource == e.Event.Resource)
                .ToList();
            var broken = facts.Access.Model.Segregation.Any(pair =>
                Is(e, pair.Left.Text) && before.Any(other => Is(other, pair.Right.Text))
                || Is(e, pair.Right.Text) && before.Any(other => Is(other, pair.Left.Text)));
            if (broken) reading.Hit(e, facts.RoleOf(e), Severity.High);
        }
        return reading;
    }

    public static RuleReading RepeatedDenials(Facts facts)
    {
        var reading = new RuleReading(RuleNames.RepeatedDenials);
        foreach (var e in facts.Evidence.InWindow.Where(e => IsCounted(facts, e)))
        {
            var counted = facts.Window(e, Duration.FromMinutes(15)).Where(other => IsCounted(facts, other)).ToList();
            var resources = counted.Select(other => other.Event.Resource).OfType<string>().Distinct(StringComparer.Ordinal);
            if (counted.Count >= 20 || resources.Count() >= 10) reading.Hit(e, facts.RoleOf(e), Severity.Medium);
        }
        return reading;
    }

    /// <summary>A denial, and none equal to it in the 60 s before, counted or not.</summary>
    private static bool IsCounted(Facts facts, JudgedEvent e) => e.Event.Outcome == Outcome.Denied
        && !facts.Window(e, Duration.FromSeconds(60)).Any(other => other != e
            && other.Event.Outcome == Outcome.Denied
            && Matching.Same(other.Event.Action, e.Event.Action)
            && other.Event.Resource == e.Event.Resource);

    private static bool Is(JudgedEvent e, string pattern) => e.Event.Action is { } action && Matching.Matches(pattern, action);
}
