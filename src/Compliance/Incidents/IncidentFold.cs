using Compliance.Regimes;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Incidents;

/// <summary>Goes through the records of a case once, in order, and gathers what they say.</summary>
internal sealed class IncidentFold
{
    private readonly List<Contradiction> _outOfTurn = [];
    private readonly HashSet<string> _enabled = [];
    private readonly Dictionary<string, StepState> _steps = [];
    private readonly List<NoticeState> _notices = [];
    private readonly List<DeliveryState> _deliveries = [];
    private readonly HashSet<(string, int, Instant)> _reminders = [];
    private readonly HashSet<(string, Instant)> _overdue = [];
    private Opened? _opened;
    private Stage? _stage;
    private Instant _stageSince;
    private Decided? _decision;

    public static Incident Of(string id, VendorId vendor, IReadOnlyList<IncidentRecord> records)
    {
        var fold = new IncidentFold();
        for (var i = 0; i < records.Count; i++) fold.Take(records[i], i + 1);
        return fold.Result(id, vendor, records);
    }

    private Incident Result(string id, VendorId vendor, IReadOnlyList<IncidentRecord> records)
    {
        var ledger = Ledger.Of(records);
        return new Incident(id, vendor, records)
        {
            Stage = _stage ?? Stage.Draft,
            StageSince = _stageSince,
            Title = _opened?.Title ?? "",
            OpenedAt = _opened?.At ?? (records.Count > 0 ? records[0].At : default),
            OpenedBy = _opened?.By ?? "",
            Rule = _opened?.Rule,
            Findings = _opened?.Findings ?? [],
            Playbook = _opened?.Playbook,
            Principals = _opened?.Principals ?? [],
            From = _opened?.From,
            To = _opened?.To,
            Facts = ledger.Facts,
            Effective = [.. ledger.Counting.Select(fact => new AnchorFact(fact.Name, fact.At))],
            AffectedPersons = ledger.Affected,
            DataClasses = [.. ledger.Affected.SelectMany(persons => persons.DataClasses).Distinct().Order(StringComparer.Ordinal)],
            Holds = ledger.Holds,
            Contradictions = [.. Contradictions.In(ledger), .. _outOfTurn],
            Decision = _decision,
            EnabledRules = _enabled,
            Steps = _steps,
            Notices = _notices,
            Deliveries = _deliveries,
            Touched = [.. records.OfType<TouchedComputed>()],
            Reminders = _reminders,
            OverdueClocks = _overdue,
        };
    }

    private void Take(IncidentRecord record, int number)
    {
        switch (record)
        {
            case Opened opened: Open(opened, number); break;
            case StageChanged changed: Change(changed, number); break;
            case RuleEnabled enabled: _enabled.Add(enabled.Rule); break;
            case Decided decided: _decision = decided; break;
            case NoticeDrafted drafted: _notices.Add(Drafted(drafted)); break;
            case NoticeApproved approved: Approve(approved, number); break;
            case DeliveryQueued queued: Queue(queued); break;
            case DeliveryAttempted attempted: OfDelivery(attempted.Delivery, number, state => state with { Attempts = [.. state.Attempts, attempted] }); break;
            case DeliveryAcknowledged seen: OfDelivery(seen.Delivery, number, state => state with { AcknowledgedBy = state.AcknowledgedBy ?? seen.By, AcknowledgedAt = state.AcknowledgedAt ?? seen.At }); break;
            case Reminded reminded: _reminders.Add((reminded.Clock, reminded.Percent, reminded.Due)); break;
            case Overdue overdue: _overdue.Add((overdue.Clock, overdue.Due)); break;
            default: TakeStep(record); break;
        }
    }

    private void Open(Opened opened, int number)
    {
        if (_opened is not null)
        {
            OutOfTurn(number, $"record {number} opens a case that is open");
            return;
        }
        (_opened, _stageSince) = (opened, opened.At);
        _stage ??= opened.Stage;
    }

    // A stage never goes back: two persons who change it at once leave the further one.
    private void Change(StageChanged changed, int number)
    {
        if (_stage >= changed.To)
        {
            OutOfTurn(number, $"record {number} changes the stage to {changed.To}, which the case had reached or passed");
            return;
        }
        (_stage, _stageSince) = (changed.To, changed.At);
    }

    private static NoticeState Drafted(NoticeDrafted drafted) => new()
    {
        Notice = drafted.Notice,
        Step = drafted.Step,
        Rule = drafted.Rule,
        Sha256 = drafted.Sha256,
        Missing = drafted.Missing,
        DraftedBy = drafted.Person,
        DraftedAt = drafted.At,
    };

    private void Approve(NoticeApproved approved, int number)
    {
        var index = _notices.FindLastIndex(notice => notice.Notice == approved.Notice);
        if (index < 0) OutOfTurn(number, $"record {number} approves a notice that no record drafts");
        else if (_notices[index].ApprovedBy is null) _notices[index] = _notices[index] with { ApprovedBy = approved.Person, ApprovedAt = approved.At };
    }

    private void Queue(DeliveryQueued queued)
    {
        // The id is the same through all repetitions: a second record of it is the first one again.
        if (_deliveries.Exists(state => state.Delivery == queued.Delivery)) return;
        _deliveries.Add(new DeliveryState { Queued = queued });
        if (queued is { Purpose: "approval", About: { } step } && _steps.TryGetValue(step, out var state) && state is { Stage: StepStage.Running, ApprovedBy: null })
            _steps[step] = state with { Stage = StepStage.AwaitingApproval };
    }

    private void OfDelivery(string delivery, int number, Func<DeliveryState, DeliveryState> change)
    {
        var index = _deliveries.FindIndex(state => state.Delivery == delivery);
        if (index < 0) OutOfTurn(number, $"record {number} is about a delivery that no record queues");
        else _deliveries[index] = change(_deliveries[index]);
    }

    private void TakeStep(IncidentRecord record)
    {
        switch (record)
        {
            case StepStarted started:
                _steps[started.Step] = new StepState { Step = started.Step, Stage = StepStage.Running, StartedAt = started.At, StartedBy = started.Person, Due = started.Due };
                break;
            case StepApproved approved:
                OfStep(approved.Step, state => state with { ApprovedBy = approved.Person, ApprovedAt = approved.At, Stage = state.HasEnded ? state.Stage : StepStage.Running });
                break;
            case StepRejected rejected:
                OfStep(rejected.Step, state => Ended(state, rejected, StepStage.Rejected) with { Reason = rejected.Reason });
                break;
            case StepCompleted completed:
                OfStep(completed.Step, state => Ended(state, completed, StepStage.Completed) with { Evidence = completed.Evidence, Note = completed.Note });
                break;
            case StepFailed failed:
                OfStep(failed.Step, state => Ended(state, failed, StepStage.Failed) with { Reason = failed.Reason });
                break;
        }
    }

    private void OfStep(string step, Func<StepState, StepState> change) =>
        _steps[step] = change(_steps.TryGetValue(step, out var state) ? state : new StepState { Step = step });

    private static StepState Ended(StepState state, IncidentRecord by, StepStage stage) => state with { Stage = stage, EndedBy = by.By, EndedAt = by.At };

    private void OutOfTurn(int number, string words) => _outOfTurn.Add(new(ContradictionKind.OutOfTurn, [number], words, Privileged: false));
}
