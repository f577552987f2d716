using Compliance.Vendors;

namespace Compliance.Judging;

/// <summary>Every (role, action pattern) of an allow entry, except everyone's, with an index.</summary>
internal sealed class PermissionTable
{
    private readonly Dictionary<(int Role, string Pattern), int> _index = [];

    public PermissionTable(AccessModel model)
    {
        var all = new List<Permission>();
        foreach (var role in model.Roles.Where(r => !r.IsEveryone))
            foreach (var pattern in role.Allow.SelectMany(e => e.Actions))
                if (_index.TryAdd((role.Index, Pattern.Fold(pattern.Text)), all.Count)) all.Add(new Permission(role, pattern));
        All = all;
    }

    public IReadOnlyList<Permission> All { get; }

    /// <summary>Index of a pair; −1 for a role that is everyone's.</summary>
    public int Find(Role role, Pattern pattern) => _index.GetValueOrDefault((role.Index, Pattern.Fold(pattern.Text)), -1);
}

internal sealed record Permission(Role Role, Pattern Action);
