using Compliance.Incidents;
using Compliance.Playbooks.Running;
using Compliance.Regimes;

namespace Compliance.Playbooks.Cacao;

/// <summary>Whether a playbook that can be read can also be run here, and if not, why.</summary>
internal sealed class RunnableCheck(CacaoPlaybook playbook, Problems problems)
{
    public void Run()
    {
        if (playbook.Revoked) problems.Add(Place.Root.Member("revoked"), "the playbook is revoked and is not run: use its newer version");
        foreach (var step in playbook.Workflow.Values) Step(step, Place.Root.Member("workflow").Key(step.Id));
    }

    private void Step(CacaoStep step, Place at)
    {
        if (step.Delay is not null || step.Timeout is not null)
            problems.Add(at, "`delay` and `timeout` are not run: give the step's task a `due`, which reminds and escalates, and lets nothing fail by itself");
        if (step is { OnSuccess: not null, OnFailure: null } && playbook.Exception is null)
            problems.Add(at, "says by `on_success` alone what follows: add `on_failure`, or use `on_completion` for both");
        switch (step)
        {
            case ActionStep action:
                Action(action, at);
                break;
            case PlaybookActionStep:
                problems.Add(at, "carries out another playbook, which is not run: put that playbook's steps here");
                break;
            case WhileStep:
                problems.Add(at, "repeats, which is not run, since a step has one result: ask again by a step with a `due`");
                break;
            case IfStep question when Condition.Parse(question.Condition!) is not { } condition:
                problems.Add(at.Member("condition"), $"is not a condition that is run: write `[__stage__:value = 'breach']`, or with `!=`, over one of {CaseVariables.Names}");
                break;
            case IfStep question:
                Variable(Condition.Parse(question.Condition!)!.Variable, at.Member("condition"));
                break;
            case SwitchStep choice:
                Switch(choice, at.Member("switch"));
                break;
        }
    }

    private void Action(ActionStep step, Place at)
    {
        if (BreachTask.Of(step) is not { } task)
        {
            problems.Add(at, $"has no task, so that nobody knows what is to be done by whom: add the step extension `{BreachTask.Extension}`");
            return;
        }
        if (task.Key is null) problems.Add(at, "its task has no `key`, by which persons name it: add one");
        foreach (var command in step.Commands.Where(command => command.Type != "manual"))
            problems.Add(at.Member("commands"), $"holds a `{command.Type}` command, and commands are not run: describe the work in a `manual` one");
        if (task.Due is { After: not TaskDue.Started } due && FactNames.Find(due.After) is null)
            problems.Add(at, $"is due after `{due.After}`, which is no fact: name `started` or a fact of the ledger");
        foreach (var rule in (task.Rules ?? []).Where(rule => !rule.StartsWith("contract.", StringComparison.Ordinal) && RegimeCatalogue.Find(rule) is null))
            problems.Add(at, $"is about the rule `{rule}`, which is not in the catalogue: `compliance regimes` lists those that are");
        // A playbook that asks for others would be promised what does not happen.
        if (task.Clock is { } clock && !clock.Escalation.SequenceEqual(Alarm.Reminders))
            problems.Add(at, $"asks for reminders at {string.Join(", ", clock.Escalation)} per cent; they come at {string.Join(", ", Alarm.Reminders)}: write those");
    }

    private void Switch(SwitchStep step, Place at)
    {
        var used = Identifiers.VariablesIn(step.Switch!).ToList();
        if (used.Count != 1 || step.Switch != $"{used[0]}:value") problems.Add(at, "is not a switch that is run: write one variable, `__stage__:value`");
        else Variable(used[0], at);
    }

    private void Variable(string name, Place at)
    {
        if (!CaseVariables.Knows(name) || playbook.Variables.GetValueOrDefault(name) is not { External: true })
            problems.Add(at, $"`{name}` is not a variable that a case gives: use one of {CaseVariables.Names}, declared with `external`");
    }
}
