namespace Compliance.Playbooks.Cacao;

/// <summary>Whether the steps of a playbook hang together: one start, every path ends, every branch by itself, no circle, nothing left over.</summary>
internal sealed class WorkflowCheck(CacaoPlaybook playbook, Problems problems)
{
    private readonly IReadOnlyDictionary<string, CacaoStep> _steps = playbook.Workflow;
    private readonly Dictionary<string, Branch> _branchOf = new(StringComparer.Ordinal);

    public void Run()
    {
        OneStart();
        foreach (var step in _steps.Values) LeadsOn(step);
        FollowBranches();
        foreach (var id in _steps.Keys.Where(id => !_branchOf.ContainsKey(id))) problems.Add(At(id), "no step leads here: let one do, or take it out");
        NoCircles();
    }

    private void OneStart()
    {
        var starts = _steps.Values.OfType<StartStep>().ToList();
        if (starts.Count == 0) problems.Add(Place.Root.Member("workflow"), "has no start step: add one");
        foreach (var more in starts.Skip(1)) problems.Add(At(more.Id), "is a second start step: keep one");
        if (_steps.Count > 0 && !_steps.Values.Any(step => step is ActionStep or PlaybookActionStep))
            problems.Add(Place.Root.Member("workflow"), "does nothing: it needs at least one action or playbook-action");
    }

    /// <summary>Together with the absence of circles: every path ends in an end step.</summary>
    private void LeadsOn(CacaoStep step)
    {
        var at = At(step.Id);
        if (step is EndStep) return;
        if (step is ParallelStep && step.Branches.Distinct(StringComparer.Ordinal).Count() != step.Branches.Count)
            problems.Add(at.Member("next_steps"), "names a step twice: each branch begins with a step of its own");
        if (step.OnFailure is not null && step.OnSuccess is null) problems.Add(at, "has `on_failure` without `on_success`: say where it goes on when all is well");
        if (step.Onward.Any()) return;
        var missing = step switch
        {
            ParallelStep => null,
            IfStep { OnFalse: not null } => null,
            IfStep => "without `on_false` it must say by `on_completion` where it goes on when its condition does not hold",
            SwitchStep choice when choice.Cases.ContainsKey("default") => null,
            SwitchStep => "without a case `default` it must say by `on_completion` where it goes on for other values",
            _ => "leads nowhere: add `on_completion`, at last with an end step",
        };
        if (missing is not null) problems.Add(at, missing);
    }

    private void FollowBranches()
    {
        var main = new Branch(null);
        var open = new Stack<(string Id, Branch Branch)>();
        foreach (var first in new[] { playbook.Exception, playbook.Start }.OfType<string>()) open.Push((first, main));
        while (open.TryPop(out var next))
        {
            if (!_steps.TryGetValue(next.Id, out var step) || next.Branch.ReturnsTo(next.Id)) continue;
            if (!_branchOf.TryAdd(next.Id, next.Branch))
            {
                if (_branchOf[next.Id] != next.Branch)
                    problems.Add(At(next.Id), "stands in two branches: end each branch with an end step of its own, and go on from the step at which they begin");
                continue;
            }
            foreach (var onward in step.Onward) open.Push((onward, next.Branch));
            foreach (var first in step.Branches.Distinct(StringComparer.Ordinal)) open.Push((first, new Branch(step as WhileStep)));
        }
    }

    /// <summary>Depth first, with the path on a stack of its own: the workflow of a stranger may be deep.</summary>
    private void NoCircles()
    {
        var done = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var root in _steps.Keys.Where(id => !done.ContainsKey(id)))
        {
            var path = new Stack<(string Id, IEnumerator<string> Next)>();
            Enter(root, path, done);
            while (path.TryPeek(out var here))
            {
                if (!here.Next.MoveNext())
                {
                    done[here.Id] = true;
                    path.Pop();
                }
                else if (!done.TryGetValue(here.Next.Current, out var finished)) Enter(here.Next.Current, path, done);
                else if (!finished) problems.Add(At(here.Id), $"goes back to `{here.Next.Current}`, so that the workflow never ends: only the body of a while-condition may repeat");
            }
        }
    }

    private void Enter(string id, Stack<(string, IEnumerator<string>)> path, Dictionary<string, bool> done)
    {
        done[id] = false;
        var step = _steps[id];
        var branch = _branchOf.GetValueOrDefault(id);
        path.Push((id, step.Branches.Concat(step.Onward).Where(next => _steps.ContainsKey(next) && branch?.ReturnsTo(next) is not true).GetEnumerator()));
    }

    private static Place At(string id) => Place.Root.Member("workflow").Key(id);

    /// <summary>The main flow, or what begins at a branching step and has its own end.</summary>
    private sealed class Branch(WhileStep? loop)
    {
        /// <summary>The body of a while-condition may say that it is asked again.</summary>
        public bool ReturnsTo(string id) => loop?.Id == id;
    }
}
