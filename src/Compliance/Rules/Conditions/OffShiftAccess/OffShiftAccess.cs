using Compliance.Findings;
using Compliance.Judging;

namespace Compliance.Rules.Conditions;

internal sealed class OffShiftAccess : Rule
{
    private readonly ByGrant<ShiftHours[]?> _hours = new(grant => grant.Entries.All(e => e.When.Hours is not null)
        ? [.. grant.Entries.SelectMany(e => e.When.Hours!).Distinct().Select(s => new ShiftHours(s))]
        : null);

    public override RuleDefinition Definition { get; } = new("off-shift-access", Severity.Low,
        "access happened outside the working hours agreed",
        "have the vendor explain the work, restrict sign-in hours, or widen the hours in access.yaml");

    public override string? NotApplicable(AuditFacts facts) =>
        facts.Record.Access.Roles.Any(r => r.Allow.Any(e => e.When.Hours is not null)) ? null : "access.yaml sets no hours";

    public override void Judge(in JudgedEvent e)
    {
        if (!e.IsUse || e.ByMachine || _hours.Of(e.Grant) is not { } hours) return;
        foreach (var shift in hours)
            if (shift.Contains(e.Time)) return;
        Violation(e);
    }

    public override string Says(string? role) => "outside the agreed hours";

    public override string Suggest(string? role, string? action) => $"roles.{role}.when.hours: [{{ days: …, from: …, to: … }}]";
}
