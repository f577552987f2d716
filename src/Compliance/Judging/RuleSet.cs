using Compliance.Rules;

namespace Compliance.Judging;

/// <summary>The rules of one audit, each with its recorder.</summary>
internal sealed class RuleSet : IDisposable
{
    private readonly Dictionary<Rule, FindingRecorder> _recorders = [];

    /// <param name="everyLogRead">False: what a record elsewhere might excuse is no violation.</param>
    public RuleSet(IReadOnlyList<Rule> rules, ViolationLog? violations, bool everyLogRead)
    {
        All = rules;
        ById = [.. rules.Select(r => r.Definition).OrderBy(d => d.Id, StringComparer.Ordinal)];
        foreach (var rule in rules)
        {
            var position = ById.Index().First(d => d.Item == rule.Definition).Index;
            // Without an approved policy what it finds is not evaluable, and no violation.
            _recorders.Add(rule, rule.Record = new FindingRecorder(position, rule.IsProvisional || (rule.NeedsEveryLog && !everyLogRead) ? null : violations));
        }
    }

    public IReadOnlyList<Rule> All { get; }

    /// <summary>In ordinal order of their ids.</summary>
    public IReadOnlyList<RuleDefinition> ById { get; }

    public FindingRecorder RecorderOf(Rule rule) => _recorders[rule];

    public void Dispose()
    {
        foreach (var rule in All) (rule as IDisposable)?.Dispose();
    }
}
