using Compliance.Vendors;

namespace Compliance.Judging;

/// <summary>One set of roles that some principal holds at some time, and what it lets that principal do.</summary>
internal sealed class HeldRoles
{
    private readonly Dictionary<int, ActionGrants> _byAction = [];

    /// <param name="roles">In file order.</param>
    public HeldRoles(IReadOnlyList<Role> roles) => Roles = roles;

    public IReadOnlyList<Role> Roles { get; }

    /// <summary>The role that an unauthorized action is reported under: the first held, other than everyone's.</summary>
    public string? FirstAssigned => Roles.FirstOrDefault(r => !r.IsEveryone)?.Name;

    /// <summary>What the roles say of an action, remembered for every action that is kept.</summary>
    public ActionGrants For(AccessAction action)
    {
        if (!action.Key.IsKept) return new ActionGrants(this, action);
        if (_byAction.TryGetValue(action.Key.Index, out var grants)) return grants;
        grants = new ActionGrants(this, action);
        _byAction.Add(action.Key.Index, grants);
        return grants;
    }
}

/// <summary>Every distinct set of roles, made once.</summary>
internal sealed class HeldRolesTable(AccessModel model)
{
    private readonly Dictionary<string, HeldRoles> _sets = [];

    public Role? Everyone { get; } = model.Roles.FirstOrDefault(r => r.IsEveryone);

    public HeldRoles None => Get([]);

    public HeldRoles Get(IEnumerable<Role> roles)
    {
        var ordered = roles.DistinctBy(r => r.Index).OrderBy(r => r.Index).ToList();
        var key = string.Join(',', ordered.Select(r => r.Index));
        if (!_sets.TryGetValue(key, out var set)) _sets.Add(key, set = new HeldRoles(ordered));
        return set;
    }
}
