using Compliance.Incidents;
using Compliance.Regimes;

namespace Compliance.Playbooks.Running;

/// <summary>A step by which somebody outside is told: drafted by the machine, approved and filed by persons.</summary>
/// <remarks>What applies may come later, with a fact: a rule that begins to apply after the step was completed is drafted all the same.</remarks>
internal sealed class NoticeTask(Round round, PlaybookTask task, IReadOnlyList<ApplicableRule> rules)
{
    private const string ContractCustomer = "contract.customer.";
    private readonly Incident _incident = round.Incident;

    public void Run()
    {
        if (_incident[task.Id].StartedAt is null) return;
        var mine = rules.Where(IsMine).ToList();
        var open = mine.Where(rule => _incident.SubmittedAt(rule.Rule!.Id) is null).ToList();
        var undrafted = open.Where(rule => !IsDrafted(rule.Rule!.Id)).Select(rule => rule.Rule!.Id).ToList();
        if (undrafted.Count > 0) round.Add(new DraftNotices(task.Id, undrafted));
        foreach (var rule in open) Release(rule);
        if (mine.Count > 0 && mine.All(rule => IsTold(rule.Rule!.Id)) && !_incident[task.Id].HasEnded) Complete(mine);
    }

    /// <summary>A text is for those who have to tell: a duty of the vendor's is the vendor's to fulfil.</summary>
    private bool IsMine(ApplicableRule rule) =>
        rule is { Applies: Applies.Yes, Rule: { Duty: Duty.Customer or Duty.Both } known }
        && rule.Deadline.Status is not (DeadlineStatus.Disabled or DeadlineStatus.NotYetEffective or DeadlineStatus.NotTriggered or DeadlineStatus.NoRule)
        && (task.Task.Rules is not { } named || named.Contains(known.Id, StringComparer.Ordinal))
        && (task.Task.RecipientTypes.Count == 0 || task.Task.RecipientTypes.Contains(known.RecipientType, StringComparer.Ordinal));

    /// <summary>A draft is current until a fact comes that it cannot know, unless somebody has approved it.</summary>
    private bool IsDrafted(string rule)
    {
        if (_incident.NoticeOf(rule) is not { } notice) return false;
        if (IsApproved(notice)) return true;
        var since = _incident.Records.SkipWhile(record => record is not NoticeDrafted drafted || drafted.Notice != notice.Notice);
        return !since.OfType<FactRecorded>().Any(record => FactNames.RuleOfSubmission(record.Fact.Name) is null);
    }

    /// <summary>Asks for the approval, and when it is there gives the text to whoever tells: to a contract's other side it is sent; what a
    /// law demands a person files. One that is late is sent all the same: to tell late is less bad than not to tell.</summary>
    private void Release(ApplicableRule rule)
    {
        var id = rule.Rule!.Id;
        if (_incident.NoticeOf(id) is not { } notice) return;
        if (task.Task.Hold && !IsApproved(notice)) round.Queue("approval", id, task.Owner);
        else if (Silence.Of(rule.Rule, round) is { } silence)
        {
            if (silence.Until is { } until) round.LookAgain(until);
        }
        else round.Queue("notice", notice.Notice, Receiver(id), notAfter: DueOf(rule) is { } due && due > round.Now ? due : null);
    }

    private void Complete(List<ApplicableRule> told) => round.Add(new StepCompleted
    {
        At = round.Now,
        By = Engine.By,
        Step = task.Id,
        // What is privileged stays in its fact: a step's evidence is shown.
        Evidence = [.. told.SelectMany(rule => Submissions(rule.Rule!.Id)).Where(fact => !fact.Privileged).SelectMany(fact => fact.Fact.Evidence).Distinct(StringComparer.Ordinal)],
    });

    /// <summary>Only a person's record that it was submitted says so: a message that left is no proof that anybody was told.</summary>
    private bool IsTold(string rule) => Submissions(rule).Any(fact => !task.Task.EvidenceRequired || fact.Fact.Evidence.Count > 0);

    private IEnumerable<LedgerFact> Submissions(string rule) => _incident.Facts.Where(fact => fact.Counts && fact.Name == FactNames.Submission(rule));

    private bool IsApproved(NoticeState notice) =>
        notice.ApprovedBy is { } by && !Persons.IsMachine(by.Name) && !by.IsOne(_incident.RequesterOf(notice.Step));

    private static NodaTime.Instant? DueOf(ApplicableRule rule) => rule.Deadline.Counts ? rule.Deadline.DueAt!.Value.ToInstant() : null;

    /// <summary>The role that gets the text.</summary>
    private static string Receiver(string rule) => rule switch
    {
        "contract.insurer" => "insurer",
        "contract.acquirer" => "acquirer",
        _ when rule.StartsWith(ContractCustomer, StringComparison.Ordinal) => $"customer:{rule[ContractCustomer.Length..]}",
        _ => "legal",
    };
}
