using Compliance.Findings;
using Compliance.Judging;

namespace Compliance.Rules.People;

internal sealed class AccessAfterTermination : Rule
{
    public override RuleDefinition Definition { get; } = new("access-after-termination", Severity.Critical,
        "an account was used after its person had left",
        "disable the account now, find out who used it, and have the vendor end access on the day of leaving");

    public override string? MissingInput(AuditFacts facts) => facts.Record.People is null ? "people.csv is missing" : null;

    public override void Judge(in JudgedEvent e)
    {
        if (!e.Succeeded || e.Employments?.LastBegun(e.Time) is not { } employment) return;
        if (e.Time >= employment.Ends) Violation(e);
        else if (employment is { Terminated: true, Ends: long.MaxValue })
            Record.NotEvaluable(e, "of persons whose status is terminated while `left` is empty");
    }

    public override string Says(string? role) => "after the end of the employment";
}
