using Compliance.Findings;
using Compliance.Frameworks;

namespace Compliance.Reports;

/// <summary>What an audit says of a clause.</summary>
public enum ClauseOutcome : byte
{
    /// <summary>No rule bears on it, or one that does could not be evaluated, or none of them applies.</summary>
    NotTested,

    /// <summary>At least one rule was evaluated, none failed, and none was left open.</summary>
    NoExceptionNoted,

    /// <summary>A rule that bears on it has a failing finding, its risk accepted or not.</summary>
    ExceptionNoted,
}

/// <summary>What a rule gave, in a report by framework.</summary>
public enum RuleOutcome : byte
{
    /// <summary>The audit did not ask it.</summary>
    NotRun,
    NotEvaluable,
    NotApplicable,
    NoException,

    /// <summary>It has failing findings, and the risk of each is accepted.</summary>
    Accepted,
    Exception,
}

/// <summary>One clause, and what the rules that bear on it gave.</summary>
/// <param name="Accepted">Of a noted exception: the risk of all of it is accepted.</param>
/// <param name="Reason">Why it was not tested; null otherwise.</param>
public sealed record ClauseResult(Clause Clause, ClauseOutcome Outcome, bool Accepted, string? Reason, IReadOnlyList<RuleResult> Rules)
{
    private const string NothingTests = "nothing here tests it";
    private const int MostNames = 3;

    /// <param name="rules">One for each rule of the clause, in its order.</param>
    internal static ClauseResult Of(Clause clause, IReadOnlyList<RuleResult> rules)
    {
        if (rules.Any(rule => rule.Outcome is RuleOutcome.Exception)) return new(clause, ClauseOutcome.ExceptionNoted, Accepted: false, null, rules);
        if (rules.Any(rule => rule.Outcome is RuleOutcome.Accepted)) return new(clause, ClauseOutcome.ExceptionNoted, Accepted: true, null, rules);

        var open = rules.Where(rule => rule.Outcome is RuleOutcome.NotRun or RuleOutcome.NotEvaluable).ToList();
        if (open.Count == 0 && rules.Any(rule => rule.Outcome is RuleOutcome.NoException))
            return new(clause, ClauseOutcome.NoExceptionNoted, Accepted: false, null, rules);
        var why = open.Count > 0 ? open : rules;
        return new(clause, ClauseOutcome.NotTested, Accepted: false, why.Count == 0 ? NothingTests : string.Join("; ", why.GroupBy(rule => rule.Reason).Select(Because)), rules);
    }

    // Dozens of rules can bear on a clause, and all lack the same thing.
    private static string Because(IEnumerable<RuleResult> same)
    {
        var rules = same.ToList();
        var names = string.Join(", ", rules.Take(MostNames).Select(rule => rule.Rule));
        return $"{names}{(rules.Count > MostNames ? $" and {rules.Count - MostNames} more" : "")}: {rules[0].Reason}";
    }
}

/// <summary>What one rule gave, as it bears on a clause.</summary>
/// <param name="Bears">The rule and how it bears.</param>
/// <param name="Judged">How many things it was asked of; null where that is not known.</param>
/// <param name="Reason">Why it, or a part of it, gave no result, or why its findings are no exception; null when there is nothing to say.</param>
public sealed record RuleResult(ClauseRule Bears, RuleOutcome Outcome, IReadOnlyList<Finding> Findings, long? Judged, string? Reason)
{
    public string Rule => Bears.Rule;
    public Relation Relation => Bears.Relation;

    /// <param name="check">Null when the audit did not ask the rule.</param>
    /// <param name="findings">Those of the rule that stand now.</param>
    internal static RuleResult Of(ClauseRule rule, Check? check, IReadOnlyList<Finding> findings)
    {
        var outcome = OutcomeOf(rule, check, findings);
        return new(rule, outcome, findings, check?.Judged, check?.Reason ?? check?.Unevaluated ?? WithoutReason(outcome, findings.Count));
    }

    // A finding speaks even where its check says less: what could not be evaluated elsewhere does not undo what was seen.
    private static RuleOutcome OutcomeOf(ClauseRule rule, Check? check, IReadOnlyList<Finding> findings)
    {
        if (Notes(Verdict.Fail)) return RuleOutcome.Exception;
        if (Notes(Verdict.Exempt)) return RuleOutcome.Accepted;
        if (check is null) return RuleOutcome.NotRun;
        if (check.Verdict is Verdict.NotApplicable) return RuleOutcome.NotApplicable;
        var open = check.Verdict is Verdict.NotEvaluable || check.Unevaluated is not null || findings.Any(finding => finding.Verdict is Verdict.NotEvaluable);
        return open ? RuleOutcome.NotEvaluable : RuleOutcome.NoException;

        // A verdict that no finding explains is taken at its word.
        bool Notes(Verdict verdict)
        {
            var these = findings.Where(finding => finding.Verdict == verdict).ToList();
            return these.Count == 0 ? check?.Verdict == verdict : these.Exists(finding => !rule.FromMedium || finding.Severity >= Severity.Medium);
        }
    }

    private static string? WithoutReason(RuleOutcome outcome, int findings) => outcome switch
    {
        RuleOutcome.NotRun => "not asked by this audit",
        RuleOutcome.NotEvaluable => "could not be evaluated",
        RuleOutcome.NotApplicable => "does not apply",
        RuleOutcome.NoException when findings > 0 => "what it found is below medium: advice here",
        _ => null,
    };
}
