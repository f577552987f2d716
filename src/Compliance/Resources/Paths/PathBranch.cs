using Compliance.Resources.Json;

namespace Compliance.Resources.Paths;

/// <summary>One way of a path through a resource, its braces expanded.</summary>
internal sealed class PathBranch(PathOrigin origin, IReadOnlyList<PathStep> steps)
{
    private readonly PathStep[] _steps = [.. steps];

    public PathOrigin Origin { get; } = origin;

    public IReadOnlyList<PathStep> Steps => _steps;

    /// <summary>Type of the child below the resource's own, <c>config</c>.</summary>
    public string? ChildType { get; init; }

    /// <summary>Name of the child; null: every child of the type.</summary>
    public string? ChildName { get; init; }

    /// <summary>Number under which what it leads to in another resource is kept.</summary>
    public int Join { get; set; } = -1;

    /// <summary>Adds every place that it leads to from a value, one at least.</summary>
    /// <param name="flattened">Whether <c>properties</c> may have been hoisted into what holds them.</param>
    /// <param name="blocks">Whether a list stands where a block may be repeated, as in a Terraform plan.</param>
    public void Walk(TapeNode from, bool flattened, bool blocks, List<PathMatch> matches) => Walk(from, 0, flattened, blocks, matches);

    private void Walk(TapeNode node, int at, bool flattened, bool blocks, List<PathMatch> matches)
    {
        if (node.Kind == NodeKind.Null) matches.Add(new PathMatch(MatchState.Null));
        else if (at == _steps.Length || node.Kind == NodeKind.Unknown) matches.Add(new PathMatch(MatchState.Value, node));
        else if (node.Kind == NodeKind.Array) WalkArray(node, at, flattened, blocks, matches);
        else if (node.Kind != NodeKind.Object) matches.Add(Broken(_steps[at], node));
        else WalkObject(node, at, flattened, blocks, matches);
    }

    private void WalkObject(TapeNode node, int at, bool flattened, bool blocks, List<PathMatch> matches)
    {
        var step = _steps[at];
        switch (step.Kind)
        {
            case StepKind.Member when node.TryMember(step.Name, out var member):
                if (node.Repeats(step.Name, member)) matches.Add(new PathMatch(MatchState.Broken, default, $"`{step.Name.Text}` stands there more than once"));
                else Walk(member, at + 1, flattened, blocks, matches);
                break;
            case StepKind.Member when flattened && step.IsProperties:
                Walk(node, at + 1, flattened, blocks, matches);
                break;
            case StepKind.Member:
                matches.Add(default);
                break;
            case StepKind.Like:
                var before = matches.Count;
                foreach (var inner in node.Inner)
                    if (step.Fits(inner.Name)) Walk(inner, at + 1, flattened, blocks, matches);
                if (matches.Count == before) matches.Add(default);
                break;
            default:
                matches.Add(Broken(step, node));
                break;
        }
    }

    private void WalkArray(TapeNode node, int at, bool flattened, bool blocks, List<PathMatch> matches)
    {
        var step = _steps[at];
        var before = matches.Count;
        TapeNode doubtful = default;
        foreach (var element in node.Inner)
        {
            if (step.Kind == StepKind.Elements) Walk(element, at + 1, flattened, blocks, matches);
            else if (step.Kind == StepKind.Where)
            {
                if (element.Kind == NodeKind.Unknown) doubtful = element;
                if (!element.TryMember(step.Name, out var compared)) continue;
                if (compared.Kind == NodeKind.Unknown) doubtful = compared;
                else if (compared.GetText().Equals(step.Value, StringComparison.OrdinalIgnoreCase)) Walk(element, at + 1, flattened, blocks, matches);
            }
            else if (blocks) Walk(element, at, flattened, blocks, matches);
            else
            {
                matches.Add(Broken(step, node));
                return;
            }
        }
        if (matches.Count > before) return;
        // An element that cannot be told apart may be the one that was looked for.
        matches.Add(doubtful.IsMissing ? default : new PathMatch(MatchState.Value, doubtful));
    }

    private static PathMatch Broken(PathStep step, TapeNode found)
    {
        var (wanted, where) = step.Kind switch
        {
            StepKind.Member or StepKind.Like => ("an object", $"with `{step.Name.Text}`"),
            _ => ("an array", "of elements"),
        };
        return new PathMatch(MatchState.Broken, default, $"expected {wanted} {where}, found {found.Described}");
    }
}
