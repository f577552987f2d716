using Compliance.Findings;
using Compliance.Judging;

namespace Compliance.Rules.Conduct;

internal sealed class SegregationOfDuties(EventPasses passes) : Rule
{
    private const long Window = 30 * Ticks.Day;

    private readonly SpillSorter<DutyEvent> _duties = passes.Sorter<DutyEvent>();
    private readonly SpillSorter<EventRow> _broken = passes.Sorter<EventRow>();

    public override RuleDefinition Definition { get; } = new("segregation-of-duties", Severity.High,
        "one person did both of two duties that the contract keeps apart, on the same resource",
        "review the resource; make the system refuse the second duty to whoever did the first");

    public override string? NotApplicable(AuditFacts facts) => facts.Record.Access.Segregation.Count == 0 ? "access.yaml sets no segregation" : null;

    public override void Judge(in JudgedEvent e)
    {
        if (!e.Succeeded || !e.NamesResource) return;
        foreach (var side in passes.SidesOf(e.Row)) _duties.Add(new DutyEvent { Pair = side.Pair, Left = side.Left, Row = e.Row });
    }

    public override void Conclude(AuditFacts facts)
    {
        FindBroken();
        // An event that breaks two pairs is one violation.
        var merge = _broken.Sorted();
        for (Sequence? last = null; merge.Next();)
        {
            if (merge.Current.Sequence == last) continue;
            last = merge.Current.Sequence;
            Violation(passes.Judged(merge.Current));
        }
    }

    public override string Says(string? role) => "after having done the other duty on the same resource";

    private void FindBroken()
    {
        DutyEvent previous = default;
        var history = new DutyHistory();
        var merge = _duties.Sorted();
        for (var any = false; merge.Next(); any = true)
        {
            ref readonly var duty = ref merge.Current;
            if (!any || !duty.SameDuties(previous)) history = new DutyHistory();
            if (history.Conflicts(duty, Window)) _broken.Add(duty.Row);
            history.Add(duty);
            previous = duty;
        }
    }
}
