using Compliance.Frameworks;

namespace Compliance.Reports;

/// <summary>The words of a report by framework. None of them can be read as a verdict on the vendor: there is no word for success.</summary>
public static class FrameworkWording
{
    /// <summary><c>no exception noted</c>, <c>exception noted</c> or <c>not tested</c>.</summary>
    public static string Of(ClauseOutcome outcome) => outcome switch
    {
        ClauseOutcome.NotTested => "not tested",
        ClauseOutcome.NoExceptionNoted => "no exception noted",
        ClauseOutcome.ExceptionNoted => "exception noted",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "not an outcome of a clause"),
    };

    /// <summary><c>exception</c>, <c>accepted</c>, <c>no exception</c>, <c>not evaluable</c>, <c>not applicable</c> or <c>not run</c>.</summary>
    public static string Of(RuleOutcome outcome) => outcome switch
    {
        RuleOutcome.NotRun => "not run",
        RuleOutcome.NotEvaluable => "not evaluable",
        RuleOutcome.NotApplicable => "not applicable",
        RuleOutcome.NoException => "no exception",
        RuleOutcome.Accepted => "accepted",
        RuleOutcome.Exception => "exception",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "not an outcome of a rule"),
    };

    /// <summary><c>supports</c> or <c>partially-tests</c>, as in the framework files.</summary>
    public static string Of(Relation relation) => relation switch
    {
        Relation.Supports => "supports",
        Relation.PartiallyTests => "partially-tests",
        _ => throw new ArgumentOutOfRangeException(nameof(relation), relation, "not a relation"),
    };
}
