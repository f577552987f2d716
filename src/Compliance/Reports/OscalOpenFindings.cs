using Compliance.Findings;

namespace Compliance.Reports;

/// <summary>Which observation last spoke of each finding that is open: an audit says nothing of a finding that is as it was, but
/// its rule fails because of it. Grows with open findings, not with the trail.</summary>
internal sealed class OscalOpenFindings
{
    private readonly Dictionary<string, Dictionary<string, Guid>> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Guid>> _resolved = new(StringComparer.Ordinal);

    public void Add(FindingRow row, Guid observation)
    {
        if (row.State is FindingState.Resolved)
        {
            if (_open.TryGetValue(row.Rule, out var open)) open.Remove(row.Uid);
            Of(_resolved, row.Rule).Add(observation);
        }
        else
        {
            Of(_open, row.Rule)[row.Uid] = observation;
        }
    }

    /// <summary>The observations that a rule's result in this audit rests on: of what is open, and of what it resolved.</summary>
    public IReadOnlyList<Guid> Of(string rule) =>
    [
        .. _open.GetValueOrDefault(rule)?.Values.Order() ?? Enumerable.Empty<Guid>(),
        .. _resolved.GetValueOrDefault(rule) ?? [],
    ];

    /// <summary>What is resolved belongs to the audit that resolved it.</summary>
    public void EndAudit() => _resolved.Clear();

    private static T Of<T>(Dictionary<string, T> byRule, string rule) where T : new()
    {
        if (!byRule.TryGetValue(rule, out var found)) byRule[rule] = found = new();
        return found;
    }
}
