using Compliance.Findings;
using Compliance.Judging;

namespace Compliance.Rules.Conduct;

internal sealed class RepeatedDenials(EventPasses passes) : Rule
{
    private const long Repeat = Ticks.Minute;

    private readonly SpillSorter<Denial> _denials = passes.Sorter<Denial>();
    private readonly SpillSorter<EventRow> _counted = passes.Sorter<EventRow>();

    public override RuleDefinition Definition { get; } = new("repeated-denials", Severity.Medium,
        "one principal was denied again and again in a quarter of an hour",
        "ask what was tried and why; where the work needs it, grant it, else treat it as probing");

    public override void Judge(in JudgedEvent e)
    {
        if (e.Denied) _denials.Add(new Denial { Row = e.Row });
    }

    public override void Conclude(AuditFacts facts)
    {
        CountDistinct();
        var window = new DenialWindow();
        PrincipalKey? principal = null;
        var merge = _counted.Sorted();
        while (merge.Next())
        {
            ref readonly var row = ref merge.Current;
            if (row.Principal != principal) window = new DenialWindow();
            principal = row.Principal;
            if (window.Add(row)) Violation(passes.Judged(row));
        }
    }

    public override string Says(string? role) => "as one of a burst of denials";

    // A denial like one in the minute before is a retry, and counts no further, whether that one counted or not.
    private void CountDistinct()
    {
        Denial previous = default;
        var merge = _denials.Sorted();
        for (var any = false; merge.Next(); any = true)
        {
            ref readonly var denial = ref merge.Current;
            if (!(any && denial.SameAttempt(previous) && previous.Row.Time > denial.Row.Time - Repeat)) _counted.Add(denial.Row);
            previous = denial;
        }
    }
}
