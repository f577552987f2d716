namespace Compliance.Playbooks.Cacao;

/// <summary>Whether the tasks of a playbook fit its workflow. A playbook without any is read, and written again, but not run.</summary>
internal sealed class BreachTaskCheck(CacaoPlaybook playbook, Problems problems)
{
    public void Run()
    {
        var keys = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var step in playbook.Workflow.Values)
        {
            if (!step.Extensions.TryGetValue(BreachTask.Extension, out var text)) continue;
            var at = Place.Root.Member("workflow").Key(step.Id).Member("step_extensions").Key(BreachTask.Extension);
            BreachTaskShape.Whole.Check(text, at, problems);
            if (step is not ActionStep) problems.Add(at, "only an action has a task: take it out");
            if (text.Text("key") is { } key && !keys.TryAdd(key, step.Id)) problems.Add(at.Member("key"), $"is also the key of `{keys[key]}`: give each step its own");
            if (text.Text("kind") is "approval" && (step.OnSuccess is null || step.OnFailure is null))
                problems.Add(at, "an approval needs `on_success` and `on_failure`: a refusal must not go on like an approval");
            if (text.Text("approved_before") is { } approval) ApprovedBefore(step, approval, at.Member("approved_before"));
        }
    }

    private void ApprovedBefore(CacaoStep step, string approval, Place at)
    {
        if (!playbook.Workflow.TryGetValue(approval, out var asked)) problems.Add(at, $"`{approval}` is not in `workflow`: name the approval that comes before");
        else if (!asked.Extensions.TryGetValue(BreachTask.Extension, out var task) || task.Text("kind") is not "approval") problems.Add(at, $"`{approval}` is no approval");
        else if (IsReachedWithout(asked, step.Id)) problems.Add(at, "the step can be reached without this approval: let the approval's `on_success` be the only way to it");
    }

    /// <summary>Whether a path from the start leads to a step otherwise than by the approval's being given.</summary>
    private bool IsReachedWithout(CacaoStep approval, string id)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(new[] { playbook.Start, playbook.Exception }.OfType<string>());
        while (open.TryPop(out var next))
        {
            if (!playbook.Workflow.TryGetValue(next, out var step) || !seen.Add(next)) continue;
            if (next == id) return true;
            foreach (var onward in step.Id == approval.Id ? new[] { step.OnFailure }.OfType<string>() : step.Branches.Concat(step.Onward)) open.Push(onward);
        }
        return false;
    }
}
