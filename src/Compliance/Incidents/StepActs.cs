using NodaTime;

namespace Compliance.Incidents;

public sealed partial class Incident
{
    /// <summary>A person did what the step asks for.</summary>
    /// <param name="needsEvidence">Whether the playbook wants evidence for it.</param>
    /// <exception cref="InputException">The step is not to be done now, evidence is missing, or it is not a person's act.</exception>
    public IReadOnlyList<IncidentRecord> Complete(string step, IReadOnlyList<string>? evidence, string? note, string by, Instant now, bool needsEvidence = false)
    {
        var person = ActChecks.Person(by, "completing a step");
        var state = Begun(step);
        if (state.Stage is StepStage.AwaitingApproval) throw new InputException($"the step `{step}` waits for approval: have somebody other than the one who asked for it approve it");
        var references = ActChecks.Evidence(evidence);
        if (needsEvidence && references.Count == 0) throw new InputException($"the step `{step}` is completed with evidence: name a digest, or a path in the evidence store");
        return Append(new StepCompleted { At = now, By = person, Step = state.Step, Evidence = references, Note = ActChecks.OptionalText(note, "note") });
    }

    /// <summary>Somebody other than the one who asked for the step agrees to it.</summary>
    /// <exception cref="InputException">It is the same person, the step is not open, or it is approved.</exception>
    public IReadOnlyList<IncidentRecord> Approve(string step, NamedPerson by, Instant now)
    {
        var person = ActChecks.Person(by, "an approval");
        var state = Begun(step);
        if (state.ApprovedBy is { } approver) throw new InputException($"the step `{step}` was approved by {approver} already");
        RequireOther(person, step);
        return Append(new StepApproved { At = now, By = person.Name, ById = person.Id, Step = state.Step });
    }

    /// <summary>Anybody may reject a step, also the one who asked for it: nothing is done then.</summary>
    /// <exception cref="InputException">The step is not open, or a reason is missing.</exception>
    public IReadOnlyList<IncidentRecord> Reject(string step, string reason, string by, Instant now) =>
        Append(new StepRejected { At = now, By = ActChecks.Person(by, "a rejection"), Step = Begun(step).Step, Reason = ActChecks.Text(reason, "reason") });

    /// <summary>Lets the latest version of a notice be sent.</summary>
    /// <exception cref="InputException">There is no such version, a newer one, or the approver asked for it.</exception>
    public IReadOnlyList<IncidentRecord> ApproveNotice(string notice, NamedPerson by, Instant now)
    {
        var person = ActChecks.Person(by, "approving a notice");
        var state = Notices.LastOrDefault(version => version.Notice == notice)
            ?? throw new InputException($"there is no notice `{ActChecks.Id(notice, "notice")}`: {ListOf(Notices.Select(version => version.Notice))}");
        if (state.ApprovedBy is { } approver) throw new InputException($"the notice `{notice}` was approved by {approver} already");
        if (NoticeOf(state.Rule) is { } latest && latest.Notice != notice) throw new InputException($"the notice `{notice}` has a newer version, `{latest.Notice}`: read and approve that");
        if (person.IsOne(state.DraftedBy)) throw new InputException($"the notice `{notice}` was drafted by {person}: somebody else has to approve it");
        RequireOther(person, state.Step);
        return Append(new NoticeApproved { At = now, By = person.Name, ById = person.Id, Notice = notice });
    }

    /// <summary>A person says that a message was seen.</summary>
    /// <exception cref="InputException">There is no such message, it was never sent, or somebody said so already.</exception>
    public IReadOnlyList<IncidentRecord> Acknowledge(string delivery, string by, Instant now)
    {
        var person = ActChecks.Person(by, "an acknowledgement");
        var state = Delivery(delivery) ?? throw new InputException($"there is no delivery `{ActChecks.Id(delivery, "delivery")}` in the case `{Id}`");
        if (state.Withheld) throw new InputException($"the delivery `{delivery}` was withheld because the vendor is in pilot: there is nothing to acknowledge");
        if (state.AcknowledgedBy is { } earlier) throw new InputException($"the delivery `{delivery}` was acknowledged by {earlier} already");
        return Append(new DeliveryAcknowledged { At = now, By = person, Delivery = delivery });
    }

    private StepState Begun(string step)
    {
        var state = this[ActChecks.Id(step, "step")];
        if (state.Stage is StepStage.Waiting) throw new InputException($"the step `{step}` has not begun: {ListOf(Steps.Values.Where(open => !open.HasEnded).Select(open => open.Step))}");
        return state.HasEnded ? throw new InputException($"the step `{step}` was {state.Stage.ToString().ToLowerInvariant()} by {state.EndedBy} already") : state;
    }

    private void RequireOther(NamedPerson person, string step)
    {
        if (person.IsOne(RequesterOf(step)))
            throw new InputException($"{person} asked for the step `{step}`: somebody else has to approve it");
    }

    private static string ListOf(IEnumerable<string> ids) => string.Join(", ", ids.Order(StringComparer.Ordinal).Take(20)) is { Length: > 0 } list ? $"open are {list}" : "there is none";
}
