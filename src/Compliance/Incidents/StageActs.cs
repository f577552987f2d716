using Compliance.Regimes;
using NodaTime;

namespace Compliance.Incidents;

public sealed partial class Incident
{
    /// <summary>Moves the case forward.</summary>
    /// <param name="openClocks">For closing after a decision to notify: ids of the rules whose clock counts and whose report nobody has
    /// submitted. The reason must then name each of them, so that the record says what was left.</param>
    /// <exception cref="InputException">It would go back, lacks a reason or a decision, or is not a person's act.</exception>
    public IReadOnlyList<IncidentRecord> Change(Stage to, string reason, string by, Instant now, IReadOnlyList<string>? openClocks = null) =>
        Changed(to, reason, by, now, openClocks, Decision);

    /// <summary>Decides and closes in one act.</summary>
    /// <exception cref="InputException">As for <see cref="Decide"/> and <see cref="Change"/>.</exception>
    public IReadOnlyList<IncidentRecord> Close(
        bool notify, string rationale, string riskAssessment, string reason, string by, Instant now, IReadOnlyList<string>? openClocks = null)
    {
        var decided = Decide(notify, rationale, riskAssessment, by, now);
        return AppendUpTo(MostWithClosing, [.. decided, .. Changed(Stage.Closed, reason, by, now, openClocks, (Decided)decided[0])]);
    }

    /// <summary>Whether anybody is told. A later decision takes the place of an earlier one; both stay.</summary>
    /// <exception cref="InputException">The case is closed, a text is missing, or it is not a person's act.</exception>
    public IReadOnlyList<IncidentRecord> Decide(bool notify, string rationale, string riskAssessment, string by, Instant now) =>
        Stage is Stage.Closed ? throw new InputException($"the case `{Id}` is closed: open another one for what came to light since")
            : AppendUpTo(MostWithClosing, new Decided
            {
                At = now,
                By = ActChecks.Person(by, "a decision"),
                Notify = notify,
                Rationale = ActChecks.Text(rationale, "rationale"),
                RiskAssessment = ActChecks.Text(riskAssessment, "riskAssessment"),
            });

    /// <summary>Lets a rule that nobody has confirmed start reminders for this case.</summary>
    /// <exception cref="InputException">There is no such rule, it is enabled, or it is not a person's act.</exception>
    public IReadOnlyList<IncidentRecord> Enable(string rule, string reason, string by, Instant now)
    {
        if (!FactNames.IsRule(rule)) throw new InputException($"there is no rule `{rule}`: {NearNames.Phrase(rule, RegimeCatalogue.All.Select(known => known.Id))}; `compliance regimes` lists them");
        if (EnabledRules.Contains(rule)) throw new InputException($"the rule `{rule}` is enabled for this case already");
        return Append(new RuleEnabled { At = now, By = ActChecks.Person(by, "enabling a rule"), Rule = rule, Reason = ActChecks.Text(reason, "reason") });
    }

    private IncidentRecord[] Changed(Stage to, string reason, string by, Instant now, IReadOnlyList<string>? openClocks, Decided? decision)
    {
        var person = ActChecks.Person(by, "changing the stage");
        if (to == Stage) throw new InputException($"the case `{Id}` is at {Word(to)} already");
        if (to < Stage) throw new InputException($"the case `{Id}` is at {Word(Stage)} and cannot go back to {Word(to)}: {(Stage is Stage.Closed ? "open another one" : "close it with a reason, or correct its facts")}");
        var words = ActChecks.Text(reason, "reason");
        if (to is Stage.Closed) RequireEnd(words, openClocks ?? [], decision);
        return AppendUpTo(to is Stage.Closed ? MostWithClosing : MostRecords, new StageChanged { At = now, By = person, To = to, Reason = words });
    }

    private static void RequireEnd(string reason, IReadOnlyList<string> openClocks, Decided? decision)
    {
        if (decision is null) throw new InputException("a case is closed on a decision: say whether anybody is notified, with rationale and risk assessment");
        var unnamed = decision.Notify ? openClocks.Where(rule => !reason.Contains(rule, StringComparison.OrdinalIgnoreCase)).ToList() : [];
        if (unnamed.Count > 0)
            throw new InputException($"it was decided to notify, and nothing was submitted for {string.Join(", ", unnamed.Select(rule => $"`{rule}`"))}: record when it was submitted, or give a reason that names each of them");
    }

    private static string Word(Stage stage) => stage.ToString().ToLowerInvariant();
}
