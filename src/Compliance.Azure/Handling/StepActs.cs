using Compliance.Incidents;
using Compliance.Playbooks;
using NodaTime;

namespace Compliance.Handling;

/// <summary>Steps as people name them, by the id or the short name that their playbook gives them.</summary>
public static class StepActs
{
    /// <exception cref="InputException">There is no such step, or the incident, as it is, does not allow it.</exception>
    public static IReadOnlyList<IncidentRecord> Complete(Incident incident, PlaybookLibrary playbooks, string step, IReadOnlyList<string> evidence, string? note, string by, Instant now)
    {
        var task = TaskOf(incident, playbooks, step);
        return task.Kind is TaskKind.Approval
            ? throw new InputException($"the step `{task.Key}` is an approval: approve or reject it")
            : incident.Complete(task.Id, evidence, note, by, now, task.Task.EvidenceRequired);
    }

    /// <inheritdoc cref="Complete"/>
    /// <remarks>To approve a notice's step is to approve the latest drafts of its notices.</remarks>
    public static IReadOnlyList<IncidentRecord> Approve(Incident incident, PlaybookLibrary playbooks, string step, NamedPerson by, Instant now)
    {
        var task = TaskOf(incident, playbooks, step);
        if (task.Kind is not TaskKind.Notice) return incident.Approve(task.Id, by, now);
        var drafts = incident.Notices.Where(notice => notice.Step == task.Id && notice.ApprovedBy is null && incident.NoticeOf(notice.Rule) == notice).ToList();
        return drafts.Count == 0
            ? throw new InputException($"the step `{task.Key}` has no draft that waits for approval")
            : [.. drafts.SelectMany(draft => incident.ApproveNotice(draft.Notice, by, now))];
    }

    /// <inheritdoc cref="Complete"/>
    public static IReadOnlyList<IncidentRecord> Reject(Incident incident, PlaybookLibrary playbooks, string step, string reason, string by, Instant now) =>
        incident.Reject(TaskOf(incident, playbooks, step).Id, reason, by, now);

    private static PlaybookTask TaskOf(Incident incident, PlaybookLibrary playbooks, string step)
    {
        if (incident.Playbook is not { } id) throw new InputException("the incident runs no playbook and has no steps: record facts, and change its stage");
        var playbook = playbooks.Find(id) ?? throw new InputException($"the playbook `{id}` of the incident is not known here: put its file where the company's playbooks are");
        return playbook.Find(step)
            ?? throw new InputException($"the playbook `{playbook.Id}` has no step `{(step.Length <= 80 ? step : step[..80])}`: expected one of {string.Join(", ", playbook.Tasks.Values.Select(task => task.Key).Order(StringComparer.Ordinal))}");
    }
}
