using System.Globalization;
using Compliance.Findings;
using Compliance.Incidents;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Rules.Incidents;

/// <summary>The rule about incidents. Time is that of the register.</summary>
internal static class NoticeOverdue
{
    /// <summary>Subject of what is said of all incidents.</summary>
    private const string All = "incidents";

    public static RuleDefinition Definition { get; } = new("notice-overdue", Severity.Critical,
        "the time to tell somebody of a breach ran out, and no report in time is recorded",
        "make the report now, say in it why it is late, and record `<clock>:submitted_at` with the case");

    /// <summary>One judgement for each clock that ran out; at least one.</summary>
    public static IEnumerable<Judgement> Judge(OverdueRegister register)
    {
        foreach (var clock in register.Clocks) yield return Judge(clock, register);
        if (register.Cut)
            yield return Of(All, Verdict.NotEvaluable, $"the vendor has more incidents than are looked at ({register.Seen}) or told ({OverdueRegister.MostIncidents}): look at the register", register.At);
        else if (register.Seen == 0) yield return Of(All, Verdict.NotApplicable, "the vendor has no incident", register.At);
        else if (register.Clocks.Count == 0) yield return Of(All, Verdict.Pass, string.Create(CultureInfo.InvariantCulture, $"no clock ran out, of incidents: {register.Seen}"), register.At);
    }

    private static Judgement Judge(OverdueClock clock, OverdueRegister register)
    {
        var (verdict, severity, what) = clock.Submission switch
        {
            SubmissionState.InTime => (Verdict.Pass, Definition.Severity, "the report was in time, and recorded later"),
            SubmissionState.Late => (Verdict.Fail, Severity.Medium, $"the report was late{(clock.SubmittedAt is { } made ? $": made at {Time(made)}" : "")}"),
            _ => (Verdict.Fail, clock.IsContractual ? Severity.High : Severity.Critical, "no report is recorded"),
        };
        var limit = clock.Due is { } due ? $", due at {Time(due)}" : "";
        return Of($"{clock.Incident}/{clock.Clock}", verdict, $"`{clock.Clock}` of the incident `{clock.Incident}` ran out{limit}: {what}", clock.Due ?? register.At) with
        {
            Severity = severity,
            Action = clock.Clock,
            Resource = clock.Incident,
        };
    }

    private static Judgement Of(string subject, Verdict verdict, string message, Instant at) => new()
    {
        Rule = Definition.Id,
        Subject = subject,
        Verdict = verdict,
        Severity = Definition.Severity,
        Message = message,
        Fix = Definition.Fix,
        At = at,
    };

    private static string Time(Instant instant) => InstantPattern.General.Format(instant);
}
