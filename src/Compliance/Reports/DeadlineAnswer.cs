using Compliance.Regimes;

namespace Compliance.Reports;

/// <summary>A rule's answer, beside the rule.</summary>
/// <param name="Rule">Null: the data set has none.</param>
public sealed record DeadlineAnswer(Deadline Deadline, RegimeRule? Rule)
{
    /// <summary>The answer of a rule.</summary>
    public static DeadlineAnswer Of(RegimeRule rule, DeadlineQuestion question) => new(rule.Answer(question), rule);

    /// <summary>The answer where there is no rule and no regime of an id; it names near ones.</summary>
    public static DeadlineAnswer None(string id)
    {
        var none = RegimeCatalogue.NoRule(id);
        var known = RegimeCatalogue.All.SelectMany(rule => new[] { rule.Regime, rule.Id }).ToList();
        return new(NearNames.Of(id, known).Count == 0 ? none : none with { Why = $"{none.Why}; {NearNames.Phrase(id, known)}" }, null);
    }

    /// <summary>The answer where there is no rule of a place.</summary>
    public static DeadlineAnswer NoneOf(string place) => new(RegimeCatalogue.NoRule(place), null);
}
