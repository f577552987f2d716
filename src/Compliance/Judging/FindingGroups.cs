using Compliance.Findings;
using Compliance.Rules;

namespace Compliance.Judging;

/// <summary>What five or more principals share, shown as one group: a gap in the contract, or misuse?</summary>
internal sealed class FindingGroups(AuditFacts facts, Rule rule, FindingRecorder recorder, RowText texts)
{
    private const int FewestPrincipals = 5;

    /// <summary>Largest first.</summary>
    public IEnumerable<FindingGroup> All() =>
        from shared in recorder.Shared
        where shared.Value.Principals >= FewestPrincipals
        let role = shared.Key.Role
        let action = texts.Action(shared.Key.Action, shared.Value.Text)
        orderby shared.Value.Principals descending, role, action
        select new FindingGroup(rule.Definition.Id, role, action, shared.Value.Principals, Holders(role), rule.Suggest(role, action));

    private int Holders(string? role)
    {
        if (role is null) return 0;
        if (role == Vendors.AccessModel.Everyone) return facts.Record.People?.ByName.Count ?? 0;
        return facts.Record.Access.Assignments.Where(a => a.Role.Name == role)
            .Select(a => a.Principal).Distinct(StringComparer.OrdinalIgnoreCase).Count();
    }
}
