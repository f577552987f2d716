namespace Compliance.Findings;

/// <summary>Judgements of a rule that were counted and not listed, so that a million things that pass need no memory.</summary>
/// <param name="Failed">Failures beyond those listed.</param>
/// <param name="NotEvaluable">Beyond the one listed, which stands for all.</param>
public sealed record UnlistedJudgements(string Rule, long Passed, long Failed, long NotEvaluable, long NotApplicable)
{
    public static UnlistedJudgements None(string rule) => new(rule, 0, 0, 0, 0);

    /// <summary>How many.</summary>
    public long Count => Passed + Failed + NotEvaluable + NotApplicable;

    /// <summary>How many are of things that the rule applies to.</summary>
    public long Applicable => Passed + Failed + NotEvaluable;
}
