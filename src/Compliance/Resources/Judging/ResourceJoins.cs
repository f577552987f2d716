using Compliance.Resources.Catalogue;
using Compliance.Resources.Json;
using Compliance.Resources.Paths;
using Compliance.Resources.Snapshots;

namespace Compliance.Resources.Judging;

/// <summary>What checks read in the children and parents of a resource, taken down wherever those stand. Holds no more than those
/// values.</summary>
internal sealed class ResourceJoins
{
    private readonly Dictionary<(string Key, int Join), List<PathMatch>> _found = [];
    private readonly JsonTape _tape = new(int.MaxValue);

    /// <summary>Takes down what others' checks read in this resource.</summary>
    public void Add(Resource resource, TypePlan plan)
    {
        foreach (var branch in plan.Captures)
        {
            var isChild = branch.Origin == PathOrigin.Child;
            if (isChild && branch.ChildName is { } name && !name.Equals(resource.Name, StringComparison.OrdinalIgnoreCase)) continue;
            if ((isChild ? resource.ParentKey : resource.Key) is not { } key) continue;
            if (!_found.TryGetValue((key, branch.Join), out var matches)) _found.Add((key, branch.Join), matches = []);
            var before = matches.Count;
            branch.Walk(resource.Root, resource.Flattened, resource.Blocks, matches);
            for (var i = before; i < matches.Count; i++)
                if (matches[i].State == MatchState.Value) matches[i] = matches[i] with { Node = _tape.Copy(matches[i].Node, []) };
        }
    }

    /// <summary>Null when there is no such child or parent in the snapshots.</summary>
    public IReadOnlyList<PathMatch>? Find(Resource resource, PathBranch branch) =>
        (branch.Origin == PathOrigin.Child ? resource.Key : resource.ParentKey) is { } key ? _found.GetValueOrDefault((key, branch.Join)) : null;
}
