using Compliance.Findings;
using Compliance.Frameworks;

namespace Compliance.Reports;

/// <summary>What one audit saw of one framework: each clause, the rules that bear on it and what they gave, and the
/// population and period on which that rests. Never an opinion: see <see cref="Statement"/>.</summary>
/// <remarks>INVARIANT: a clause starts as <see cref="ClauseOutcome.NotTested"/>. What nobody looked at is never an absence of exceptions.</remarks>
public sealed record FrameworkReport
{
    /// <summary>What such a report is not; part of every form that can carry a sentence.</summary>
    public const string Statement =
        "This report is no audit opinion, no certification and no claim that the vendor meets the framework. It says what the rules named here saw in the "
        + "evidence listed, over the period shown. A rule that partially tests a clause never tests all of it; one that supports a clause only gives evidence towards it. "
        + "Of clauses, systems, people and times that the evidence does not show, it says nothing.";

    public required Framework Framework { get; init; }
    public required AuditHeader Audit { get; init; }
    public required FrameworkPopulation Population { get; init; }

    /// <summary>Every clause of the framework, in its order.</summary>
    public required IReadOnlyList<ClauseResult> Clauses { get; init; }

    /// <summary>Findings that stand now of the rules that bear on some clause, in the order of the audit.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Clauses on which some rule bears.</summary>
    public IEnumerable<ClauseResult> Covered => Clauses.Where(clause => clause.Rules.Count > 0);

    /// <summary>Clauses on which no rule bears.</summary>
    public IEnumerable<ClauseResult> Uncovered => Clauses.Where(clause => clause.Rules.Count == 0);

    public static FrameworkReport Of(AuditResult result, Framework framework)
    {
        var bearing = framework.Clauses.SelectMany(clause => clause.Rules).Select(rule => rule.Rule).ToHashSet(StringComparer.Ordinal);
        var findings = result.Findings.Where(finding => bearing.Contains(finding.Rule) && Stands(finding)).ToList();
        var byRule = findings.ToLookup(finding => finding.Rule, StringComparer.Ordinal);
        var checks = result.Checks.ToLookup(check => check.Rule, StringComparer.Ordinal);
        return new()
        {
            Framework = framework,
            Audit = result.Audit,
            Population = FrameworkPopulation.Of(result),
            Clauses =
            [
                .. framework.Clauses.Select(clause => ClauseResult.Of(clause,
                    [.. clause.Rules.Select(rule => RuleResult.Of(rule, checks[rule.Rule].FirstOrDefault(), [.. byRule[rule.Rule]]))])),
            ],
            Findings = findings,
        };
    }

    private static bool Stands(Finding finding) =>
        finding.State is not FindingState.Resolved && finding.Verdict is Verdict.Fail or Verdict.Exempt or Verdict.NotEvaluable;
}
