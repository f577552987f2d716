using Compliance.Incidents;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Playbooks.Running;

/// <summary>The steps of a playbook: which have been reached, and what each of those needs.</summary>
internal sealed class Workflow(Round round, Playbook playbook, Vendor vendor, IReadOnlyList<ApplicableRule> rules)
{
    private readonly Incident _incident = round.Incident;

    public void Run()
    {
        if (playbook.Cacao.Start is { } start) Follow(start);
    }

    /// <summary>Goes along a branch from a step as far as the records allow.</summary>
    /// <returns>Whether the branch has come to its end.</returns>
    private bool Follow(string? id)
    {
        while (id is not null)
        {
            var step = playbook.Cacao.Workflow[id];
            if (step is ActionStep)
            {
                var task = playbook.Tasks[id];
                var outcome = TaskOutcomes.Of(task, playbook, _incident);
                if (outcome is TaskOutcome.Open) Carry(task);
                // After the message that the step has begun: a process killed between the two must not lose it to a step that is over.
                if (outcome is not TaskOutcome.Failed && task.Kind is TaskKind.Notice) new NoticeTask(round, task, rules).Run();
                if (outcome is TaskOutcome.Open) return false;
                // The person's approval is the act; that the step is over follows from it.
                if (!_incident[id].HasEnded) round.Add(new StepCompleted { At = round.Now, By = Engine.By, Step = id });
                id = outcome is TaskOutcome.Succeeded ? step.OnCompletion ?? step.OnSuccess : step.OnCompletion ?? step.OnFailure ?? playbook.Cacao.Exception;
            }
            else
            {
                if (!HaveEnded(Taken(step))) return false;
                id = step.OnCompletion ?? step.OnSuccess;
            }
        }
        return true;
    }

    /// <summary>Every branch is gone along, also after one that has not ended.</summary>
    private bool HaveEnded(IEnumerable<string> branches) => branches.ToList().ConvertAll(Follow).TrueForAll(ended => ended);

    /// <summary>The branches that are taken. A condition is asked anew each time: stages go forward only, and a case that becomes a breach
    /// after it has passed by still goes the way of a breach.</summary>
    private IEnumerable<string> Taken(CacaoStep step) => step switch
    {
        ParallelStep => step.Branches,
        IfStep question => new[] { Holds(question) ? question.OnTrue : question.OnFalse }.OfType<string>(),
        SwitchStep choice => new[] { choice.Cases.GetValueOrDefault(Value(choice)) ?? choice.Cases.GetValueOrDefault("default") }.OfType<string>(),
        _ => [],
    };

    private bool Holds(IfStep question)
    {
        var condition = playbook.Conditions[question.Id];
        return condition.Holds(CaseVariables.Value(condition.Variable, _incident, vendor));
    }

    private string Value(SwitchStep choice) => CaseVariables.Value(choice.Switch![..^":value".Length], _incident, vendor);

    /// <summary>Begins a task, tells whose it is, and watches its limit.</summary>
    private void Carry(PlaybookTask task)
    {
        var state = _incident[task.Id];
        var due = DueOf(task, state.StartedAt ?? round.Now);
        if (state.StartedAt is null) round.Add(new StepStarted { At = round.Now, By = Engine.By, Step = task.Id, Due = due });
        else if (task.Kind is TaskKind.Collect) Collect(task, state);
        if (Purpose(task.Kind) is { } purpose) round.Queue(purpose, task.Id, task.Owner);
        // The case's own clock urges to look at a suspicion; twice would be once too often.
        if (due is { } limit && !(task.Key == PlaybookTask.Triage && _incident.Stage is Stage.Suspicion))
            new Alarm(task.Id, limit, [.. Alarm.After(limit, limit - (state.StartedAt ?? round.Now), "step", Ladder(task.Owner))]).Sound(round);
    }

    private void Collect(PlaybookTask task, StepState state)
    {
        if (_incident.Touched.LastOrDefault(touched => touched.Step == task.Id) is not { } touched) round.Add(new ComputeTouched(task.Id));
        else if (!state.HasEnded) round.Add(new StepCompleted { At = round.Now, By = Engine.By, Step = task.Id, Evidence = [touched.Evidence] });
    }

    /// <summary>Null: it has none, or the fact that it counts from is not in the ledger.</summary>
    private Instant? DueOf(PlaybookTask task, Instant started)
    {
        if (task.Task.Due is not { } due) return null;
        var from = due.After == TaskDue.Started ? started : _incident.Earliest(FactNames.Plain(due.After))?.At;
        var length = Duration.FromMilliseconds(due.Milliseconds);
        return from is { } instant && Instant.MaxValue - instant >= length ? instant + length : null;
    }

    private static string? Purpose(TaskKind kind) => kind switch
    {
        TaskKind.Collect => null,
        TaskKind.Approval => "approval",
        TaskKind.Contain => "containment",
        _ => "step",
    };

    /// <summary>Who is told next when a role does not answer. The vendor is never told more than once: its silence is ours to deal with.</summary>
    private static IReadOnlyList<string> Ladder(string owner) => owner switch
    {
        "operator" => ["operator", "security", "legal"],
        "security" => ["security", "legal"],
        "legal" => ["legal", "security"],
        "vendor-security" => ["operator", "security", "legal"],
        _ => [owner, "security", "legal"],
    };
}
