namespace Compliance.Reports;

/// <summary>The register for a person at a terminal: a line for each case, and under it its decision and who is affected.</summary>
public static class RegisterTable
{
    private const int LabelWidth = 10;

    /// <param name="width">Columns of the terminal.</param>
    /// <param name="colour">Whether ANSI colours are written.</param>
    public static void Write(IReadOnlyList<RegisterRow> rows, TextWriter output, int width, bool colour)
    {
        var text = new TerminalText(output, width, colour);
        if (rows.Count == 0) text.Line(0, ("no incidents", Tone.Plain));
        foreach (var row in rows)
        {
            text.Line(0, (row.Incident, Tone.Strong), (row.Stage, Tone.Plain), ($"opened {Wording.Of(row.Opened)}", Tone.Faint));
            text.Labelled(2, "title", LabelWidth, row.Title);
            text.Labelled(2, "detection", LabelWidth, row.Detection ?? "not recorded");
            text.Labelled(2, "awareness", LabelWidth, row.Awareness ?? "not recorded");
            text.Labelled(2, "affected", LabelWidth, row.Affected ?? "not known");
            text.Labelled(2, "next due", LabelWidth, row.NextDue is null ? "no clock runs" : $"{row.NextDue} {row.NextRule}{(row.Missed ? ", missed" : "")}");
            text.Labelled(2, "decision", LabelWidth, row.Decision is null ? "none" : $"{row.Decision}: {row.Rationale}");
            if (row.Contradictions > 0) text.Line(2, ($"{row.Contradictions} contradicting", Tone.Doubtful));
            text.Blank();
        }
        text.Labelled(0, "", 0, IncidentExport.NotLegalAdvice);
    }
}
