using Compliance.Findings;
using Compliance.Rules;

namespace Compliance.Judging;

/// <summary>What five or more principals share, shown as one group: a gap in the contract, or misuse?</summary>
internal sealed class FindingGroups(AuditFacts facts, Rule rule, FindingRecorder recorder, RowText texts)
{
    private const int FewestPrincipals = 5;

    /// <summary>Largest first.</summary>
    public IEnumerable<FindingGroup> All() =>
        from shared in OfEvents().Concat(recorder.SharedStates.Select(s => (s.Key.Role, s.Key.Action, Principals: s.Value)))
        where shared.Principals >= FewestPrincipals
        orderby shared.Principals descending, shared.Role, shared.Action
        select new FindingGroup(rule.Definition.Id, shared.Role, shared.Action, shared.Principals, Holders(shared.Role), rule.Suggest(shared.Role, shared.Action));

    private IEnumerable<(string? Role, string? Action, int Principals)> OfEvents() =>
        recorder.Shared.Select(s => (s.Key.Role, (string?)texts.ShownAction(s.Key.Action, s.Value.Text), s.Value.Principals));

    private int Holders(string? role)
    {
        if (role is null) return 0;
        if (role == Vendors.AccessModel.Everyone) return facts.Record.People?.ByName.Count ?? 0;
        return facts.Record.Access.Assignments.Where(a => a.Role.Name == role)
            .Select(a => a.Principal).Distinct(StringComparer.OrdinalIgnoreCase).Count();
    }
}
