using Compliance.Incidents;
using Compliance.Regimes;
using NodaTime;

namespace Compliance.Reports;

/// <summary>What of a case may leave the house. Of a privileged fact that is its digest: neither its name nor its time, nor what one
/// could reckon them from.</summary>
internal sealed class IncidentExport(Incident incident)
{
    public const string NotLegalAdvice = "This is not legal advice. That a rule is not listed does not mean that there is no duty.";

    /// <summary>Whether the case holds a privileged fact, corrected or not: then no words of a clock are told, for they may repeat it.</summary>
    public bool HoldsPrivileged { get; } = incident.Facts.Any(fact => fact.Privileged);

    public static bool ShowsRules(ApplicableRule rule) => rule.Applies is not Applies.No;

    /// <summary>Whether the clock runs from a privileged fact: its limit would tell when that was.</summary>
    public bool Hides(Deadline deadline) =>
        HoldsPrivileged && deadline.DueAt is not null && (deadline.AnchorAt is not { } anchor || incident.Facts.Any(fact => fact.Privileged && fact.At == anchor));

    public string? Due(Deadline deadline) => deadline.DueAt is not { } due ? null : Hides(deadline) ? "privileged" : Wording.Of(due.ToInstant());

    public string? Why(ApplicableRule rule) => HoldsPrivileged ? null : $"{rule.Why}; {rule.Deadline.Why}";

    /// <summary>A limit in a record: a reminder, a step, a message.</summary>
    public string? Limit(Instant? instant) => instant is not { } known ? null : HoldsPrivileged ? "privileged" : Wording.Of(known);

    /// <summary>Time of a fact that happens once.</summary>
    public static string? Time(LedgerFact? fact) => fact is null ? null : fact.Privileged ? "privileged" : Wording.Of(fact.At);

    public static string Of(Contradiction contradiction) => contradiction.Privileged
        ? $"the records {string.Join(" and ", contradiction.Records)} contradict each other; a privileged fact is among them"
        : contradiction.Words;

    public static string Of(Stage stage) => stage.ToString().ToLowerInvariant();

    public static string Of(Applies applies) => applies switch { Applies.Yes => "yes", Applies.No => "no", _ => "cannot tell" };

    /// <summary>The word of the JSON of deadlines: <c>soft_standard</c>.</summary>
    public static string Of(DeadlineStatus status) => Snake(status.ToString());

    public static string Of(Duty duty) => Snake(duty.ToString());

    private static string Snake(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : "_") + char.ToLowerInvariant(c) : c.ToString()));
}
