using Compliance.Regimes;

namespace Compliance.Reports;

/// <summary>A rule's answer, beside the rule.</summary>
/// <param name="Rule">Null: the data set has none.</param>
public sealed record DeadlineAnswer(Deadline Deadline, RegimeRule? Rule)
{
    /// <summary>The answer of a rule.</summary>
    public static DeadlineAnswer Of(RegimeRule rule, DeadlineQuestion question) => new(rule.Answer(question), rule);

    /// <summary>The answer where there is no rule of an id.</summary>
    public static DeadlineAnswer None(string id) => new(RegimeCatalogue.NoRule(id), null);
}
