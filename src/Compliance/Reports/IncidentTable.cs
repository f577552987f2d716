using Compliance.Incidents;

namespace Compliance.Reports;

/// <summary>A case for a person at a terminal: its state, facts, contradictions, clocks, steps, notices and messages.</summary>
public static class IncidentTable
{
    private const int LabelWidth = 12;

    /// <param name="width">Columns of the terminal.</param>
    /// <param name="colour">Whether ANSI colours are written.</param>
    public static void Write(IncidentReport report, TextWriter output, int width, bool colour)
    {
        var (text, incident) = (new TerminalText(output, width, colour), report.Incident);
        text.Line(0, (incident.Id, Tone.Strong), (IncidentExport.Of(incident.Stage), Tone.Plain), (incident.Title, Tone.Plain));
        text.Labelled(2, "opened", LabelWidth, $"{Wording.ToSecond(incident.OpenedAt)} by {incident.OpenedBy}");
        if (incident.TriageDue is { } triage) text.Labelled(2, "triage due", LabelWidth, Wording.ToSecond(triage));
        if (incident.HoldAt(report.Now) is { } hold)
            text.Labelled(2, "hold", LabelWidth, report.Shows(hold.Privileged) ? $"law enforcement, until {(hold.Until is { } until ? Wording.ToSecond(until) : "further notice")}" : "privileged");
        if (incident.Decision is { } decision) text.Labelled(2, "decision", LabelWidth, $"{(decision.Notify ? "notify" : "do not notify")}: {decision.Rationale}");
        if (report.Problem is { } problem) text.Labelled(2, "problem", LabelWidth, problem);
        WriteFacts(report, text);
        WriteContradictions(report, text);
        IncidentClocks.Write(report, text);
        WriteSteps(report, text);
        WriteNotices(report, text);
        WriteMessages(report, text);
        text.Blank();
        text.Labelled(0, "", 0, IncidentExport.NotLegalAdvice);
    }

    private static void WriteContradictions(IncidentReport report, TerminalText text)
    {
        if (report.Incident.Contradictions.Count == 0) return;
        text.Heading("Contradictions");
        foreach (var contradiction in report.Incident.Contradictions) text.Labelled(0, "", 0, report.Words(contradiction));
    }

    private static void WriteFacts(IncidentReport report, TerminalText text)
    {
        if (report.Incident.Facts.Count == 0) return;
        text.Heading("Facts");
        text.Table(2, [new("record", RightAligned: true), new("fact"), new("at"), new("by"), new("")],
        [
            .. report.Incident.Facts.Select(fact => (IReadOnlyList<string>)
            [
                Invariant(fact.Number), report.Shows(fact.Privileged) ? fact.Name : "privileged", report.Shows(fact.Privileged) ? Wording.ToSecond(fact.At) : "privileged", fact.RecordedBy,
                fact.CorrectedBy is { } number ? $"corrected by {Invariant(number)}" : Persons(fact, report),
            ]),
        ]);
    }

    private static string Persons(LedgerFact fact, IncidentReport report) =>
        fact.Fact is { Jurisdiction: { } place, Count: { } count } && report.Shows(fact.Privileged) ? $"{place} {Invariant(count)}" : "";

    private static void WriteSteps(IncidentReport report, TerminalText text)
    {
        if (report.Incident.Steps.Count == 0) return;
        text.Heading("Steps");
        text.Table(2, [new("state"), new("step"), new("due or ended"), new("by"), new("name")],
        [
            .. report.Incident.Steps.Values.OrderBy(step => step.HasEnded).ThenBy(step => step.StartedAt).Select(step => (IReadOnlyList<string>)
            [
                step.Stage is StepStage.AwaitingApproval ? "awaiting approval" : step.Stage.ToString().ToLowerInvariant(), report.Playbook?.Find(step.Step)?.Key ?? step.Step,
                When(step, report), step.EndedBy ?? step.ApprovedBy?.Name ?? "", report.Playbook?.Find(step.Step)?.Name ?? "",
            ]),
        ]);
    }

    private static string When(StepState step, IncidentReport report) =>
        step.EndedAt is { } ended ? Wording.ToSecond(ended) : step.Due is not { } due ? "" : report.Shows(report.Export.HoldsPrivileged) ? $"due {Wording.ToSecond(due)}" : "privileged";

    private static void WriteNotices(IncidentReport report, TerminalText text)
    {
        if (report.Incident.Notices.Count == 0) return;
        text.Heading("Notices");
        text.Table(2, [new("notice"), new("drafted"), new("approved by"), new("missing")],
        [
            .. report.Incident.Notices.Select(notice => (IReadOnlyList<string>)
                [notice.Notice, Wording.ToSecond(notice.DraftedAt), notice.ApprovedBy?.Name ?? "nobody", notice.Missing.Count == 0 ? "nothing" : string.Join(", ", notice.Missing)]),
        ]);
    }

    private static void WriteMessages(IncidentReport report, TerminalText text)
    {
        if (report.Incident.Deliveries.Count == 0) return;
        text.Heading("Messages");
        text.Table(2, [new("state"), new("id"), new("message")],
        [
            .. report.Incident.Deliveries.Select(delivery => (IReadOnlyList<string>)
            [
                delivery.AcknowledgedBy is { } by ? $"seen by {by}" : delivery.Withheld ? "withheld" : delivery.Outcome ?? "queued", delivery.Delivery, MessageWords.Of(delivery, report.Playbook),
            ]),
        ]);
    }

    private static string Invariant(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
