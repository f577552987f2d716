using Compliance.Findings;
using Compliance.Judging;

namespace Compliance.Rules.Conditions;

internal sealed class AccessWithoutCase(Announcements announced, AuditTables tables, string? folder) : ConditionRule(announced), IDisposable
{
    private readonly ByGrant<CaseRequirement?> _requirement = new(grant => CaseRequirement.Of(grant, tables.Types));
    private readonly SpillQueue<EventRow> _waiting = new(folder);
    private Subject? _subject;
    private long? _lastCase;
    private long _from;

    public override RuleDefinition Definition { get; } = new("access-without-case", Severity.High,
        "a record was opened without a case that gave a reason to",
        "have the agent name the case; make the system require one before it shows the record");

    /// <summary>Start of the window; events before it only help those after.</summary>
    public long From { init => _from = value; }

    // Another event's case may stand in any log.
    public override bool NeedsEveryLog => true;

    public override string? NotApplicable(AuditFacts facts) =>
        facts.Record.Access.Roles.Any(r => r.Allow.Any(e => e.When.Case is not null)) ? null : "access.yaml requires a case nowhere";

    public override void Begin(Subject? subject) => (_subject, _lastCase) = (subject, null);

    public override void Judge(in JudgedEvent e)
    {
        if (e.CarriesCase)
        {
            Settle(caseAt: e.Time);
            _lastCase = e.Time;
            return;
        }
        SettleBefore(e.Time);
        if (!e.IsUse || e.ByMachine || !e.NamesResource || _requirement.Of(e.Grant) is not { } requirement || !requirement.Covers(e.Row.ResourceType)) return;
        if (requirement.Within is not { } within) Missing(e);
        else if (!(e.Time - _lastCase <= within)) _waiting.Enqueue(e.Row);
    }

    public override void End() => Settle(caseAt: null);

    public void Dispose() => _waiting.Dispose();

    public override string Says(string? role) => "without a case";

    // Those whose time to be followed by a case is over. The first may hold up others; what follows decides each by its own.
    private void SettleBefore(long now)
    {
        while (_waiting.Count > 0 && _waiting.Peek().Time + Within(_waiting.Peek()) < now) SettleFirst(caseAt: null);
    }

    private void Settle(long? caseAt)
    {
        while (_waiting.Count > 0) SettleFirst(caseAt);
    }

    private void SettleFirst(long? caseAt)
    {
        ref readonly var row = ref _waiting.Peek();
        if (!(caseAt - row.Time <= Within(row))) Missing(new JudgedEvent(row, tables.Grants[row.Grant], _subject, row.Time >= _from));
        _waiting.Drop();
    }

    private void Missing(in JudgedEvent e)
    {
        if (e.Row.Has(EventTraits.MapsCase)) Broken(e);
        else Unknown(e, "of sources that do not say where a case is (map `case` under `fields`)");
    }

    private long Within(in EventRow row) => _requirement.Of(tables.Grants[row.Grant])!.Within!.Value;
}
