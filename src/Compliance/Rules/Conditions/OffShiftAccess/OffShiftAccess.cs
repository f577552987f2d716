using Compliance.Findings;
using Compliance.Judging;
using Compliance.Vendors;

namespace Compliance.Rules.Conditions;

internal sealed class OffShiftAccess(Announcements announced, VendorRecord record) : ConditionRule(announced)
{
    private readonly ScheduledTimes? _scheduled = record.Schedule is { } schedule ? new ScheduledTimes(schedule, record) : null;
    private readonly ByGrant<ShiftHours[]?> _hours = new(grant => grant.Entries.All(e => e.When.Hours is not null)
        ? [.. grant.Entries.SelectMany(e => e.When.Hours!).Distinct().Select(s => new ShiftHours(s))]
        : null);

    public override RuleDefinition Definition { get; } = new("off-shift-access", Severity.Low,
        "access happened outside the working hours agreed",
        "have the vendor explain the work, restrict sign-in hours, or widen the hours in access.yaml");

    public override string? NotApplicable(AuditFacts facts) =>
        facts.Record.Access.Roles.Any(r => r.Allow.Any(e => e.When.Hours is not null)) ? null : "access.yaml sets no hours";

    public override string? Remark(AuditFacts facts) => facts.Record.ClockChanges is { Count: > 0 } changes
        ? $"{changes.Count} times fall into a change of the clock, the first in {changes[0]}"
        : null;

    public override void Begin(Subject? subject) => _scheduled?.Begin(subject);

    public override void Judge(in JudgedEvent e)
    {
        if (!e.IsUse || e.ByMachine || _hours.Of(e.Grant) is not { } hours) return;
        // Who was to work goes before when anybody may; where the schedule says nothing the hours count.
        if (!(_scheduled?.IsOn(e.Time) ?? IsWithin(hours, e.Time))) Broken(e);
    }

    private static bool IsWithin(ShiftHours[] hours, long time)
    {
        foreach (var shift in hours)
            if (shift.Contains(time)) return true;
        return false;
    }

    public override string Says(string? role) => "outside the agreed hours";

    public override string Suggest(string? role, string? action) => $"roles.{role}.when.hours: [{{ days: …, from: …, to: … }}]";
}
