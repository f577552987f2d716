using Compliance.Incidents;

namespace Compliance.Playbooks.Running;

internal enum TaskOutcome
{
    /// <summary>Not done, by the records that count.</summary>
    Open,
    Succeeded,
    Failed,
}

/// <summary>What records make of a task. A record that may not count does not: an approval by who asked for it, a machine's, a
/// completion without the evidence asked for.</summary>
internal static class TaskOutcomes
{
    public static TaskOutcome Of(PlaybookTask task, Playbook playbook, Incident incident)
    {
        var state = incident[task.Id];
        if (state.Stage is StepStage.Rejected or StepStage.Failed) return TaskOutcome.Failed;
        return task.Kind switch
        {
            TaskKind.Approval => IsApproved(task, incident) ? TaskOutcome.Succeeded : TaskOutcome.Open,
            TaskKind.Contain => IsCompletedByPerson(task, state) && IsApproved(playbook.Tasks[task.Task.ApprovedBefore!], incident) ? TaskOutcome.Succeeded : TaskOutcome.Open,
            TaskKind.Manual => IsCompletedByPerson(task, state) ? TaskOutcome.Succeeded : TaskOutcome.Open,
            _ => state.Stage is StepStage.Completed ? TaskOutcome.Succeeded : TaskOutcome.Open,
        };
    }

    /// <summary>INVARIANT: a person other than the one who asked; nothing approves itself by waiting.</summary>
    private static bool IsApproved(PlaybookTask approval, Incident incident) =>
        incident[approval.Id].ApprovedBy is { } by && !Persons.IsMachine(by.Name) && !by.IsOne(incident.RequesterOf(approval.Id));

    private static bool IsCompletedByPerson(PlaybookTask task, StepState state) =>
        state is { Stage: StepStage.Completed, EndedBy: { } by } && !Persons.IsMachine(by) && (!task.Task.EvidenceRequired || state.Evidence.Count > 0);
}
