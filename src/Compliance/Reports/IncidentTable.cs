using Compliance.Incidents;

namespace Compliance.Reports;

/// <summary>A case for a person at a terminal: its state, facts, contradictions, clocks and steps.</summary>
public static class IncidentTable
{
    private const int LabelWidth = 12;

    /// <param name="width">Columns of the terminal.</param>
    /// <param name="colour">Whether ANSI colours are written.</param>
    public static void Write(IncidentReport report, TextWriter output, int width, bool colour)
    {
        var (text, incident) = (new TerminalText(output, width, colour), report.Incident);
        text.Line(0, (incident.Id, Tone.Strong), (IncidentExport.Of(incident.Stage), Tone.Plain), (incident.Title, Tone.Plain));
        text.Labelled(2, "opened", LabelWidth, $"{Wording.Of(incident.OpenedAt)} by {incident.OpenedBy}");
        if (incident.TriageDue is { } triage) text.Labelled(2, "triage due", LabelWidth, Wording.Of(triage));
        if (incident.HoldAt(report.Now) is { } hold)
            text.Labelled(2, "hold", LabelWidth, report.Shows(hold.Privileged) ? $"law enforcement, until {(hold.Until is { } until ? Wording.Of(until) : "further notice")}" : "privileged");
        if (incident.Decision is { } decision) text.Labelled(2, "decision", LabelWidth, $"{(decision.Notify ? "notify" : "do not notify")}: {decision.Rationale}");
        WriteFacts(report, text);
        foreach (var contradiction in incident.Contradictions) text.Labelled(2, "contradicts", LabelWidth, report.Words(contradiction));
        WriteClocks(report, text);
        WriteSteps(report, text);
        text.Blank();
        text.Labelled(0, "", 0, IncidentExport.NotLegalAdvice);
    }

    private static void WriteFacts(IncidentReport report, TerminalText text)
    {
        if (report.Incident.Facts.Count == 0) return;
        text.Heading("Facts");
        text.Table(2, [new("record", RightAligned: true), new("fact"), new("at"), new("by"), new("")],
        [
            .. report.Incident.Facts.Select(fact => (IReadOnlyList<string>)
            [
                Invariant(fact.Number), report.Shows(fact.Privileged) ? fact.Name : "privileged", report.Time(fact)!, fact.RecordedBy,
                fact.CorrectedBy is { } number ? $"corrected by {Invariant(number)}" : Persons(fact, report),
            ]),
        ]);
    }

    private static string Persons(LedgerFact fact, IncidentReport report) =>
        fact.Fact is { Jurisdiction: { } place, Count: { } count } && report.Shows(fact.Privileged) ? $"{place} {Invariant(count)}" : "";

    private static void WriteClocks(IncidentReport report, TerminalText text)
    {
        var shown = report.Rules.Where(IncidentExport.ShowsRules).ToList();
        if (shown.Count == 0) return;
        text.Heading("Clocks");
        text.Table(2, [new("rule"), new("applies"), new("status"), new("due"), new("to")],
        [
            .. shown.Select(rule => (IReadOnlyList<string>)
                [rule.Deadline.Regime, IncidentExport.Of(rule.Applies), IncidentExport.Of(rule.Deadline.Status), report.Due(rule) ?? "", rule.Deadline.Recipient]),
        ]);
    }

    private static void WriteSteps(IncidentReport report, TerminalText text)
    {
        if (report.Incident.Steps.Count == 0) return;
        text.Heading("Steps");
        text.Table(2, [new("step"), new("state"), new("by")],
        [
            .. report.Incident.Steps.Values.OrderBy(step => step.StartedAt).Select(step => (IReadOnlyList<string>)
                [step.Step, step.Stage is StepStage.AwaitingApproval ? "awaiting approval" : step.Stage.ToString().ToLowerInvariant(), step.EndedBy ?? step.ApprovedBy ?? step.StartedBy ?? ""]),
        ]);
    }

    private static string Invariant(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
