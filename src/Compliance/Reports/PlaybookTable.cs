using System.Globalization;
using Compliance.Playbooks;
using NodaTime;

namespace Compliance.Reports;

/// <summary>A playbook for a person at a terminal: each step with what it asks for, of whom, and by when.</summary>
public static class PlaybookTable
{
    private const int LabelWidth = 10;

    /// <param name="width">Columns of the terminal.</param>
    /// <param name="colour">Whether ANSI colours are written.</param>
    public static void Write(Playbook playbook, TextWriter output, int width, bool colour)
    {
        ArgumentNullException.ThrowIfNull(playbook);
        var text = new TerminalText(output, width, colour);
        text.Line(0, (playbook.Id, Tone.Strong), (playbook.Name, Tone.Plain));
        if (playbook.Cacao.Description is { } description) text.Labelled(2, "about", LabelWidth, description.ReplaceLineEndings(" "));
        text.Labelled(2, "cacao", LabelWidth, playbook.Cacao.Id);
        text.Labelled(2, "begins by", LabelWidth, playbook.Triggers.Count == 0 ? "a person only" : $"findings of {string.Join(", ", playbook.Triggers)}, or a person");
        foreach (var task in playbook.Tasks.Values) Write(task, playbook, text);
    }

    private static void Write(PlaybookTask task, Playbook playbook, TerminalText text)
    {
        text.Blank();
        text.Line(2, (task.Key, Tone.Strong), (task.Name, Tone.Plain));
        var words = new List<string> { task.Kind.ToString().ToLowerInvariant(), task.Kind is TaskKind.Collect ? "by the machine" : $"by {task.Owner}" };
        if (task.Task.Due is { } due) words.Add($"within {Length(due.Milliseconds)} of {(due.After == TaskDue.Started ? "its beginning" : due.After)}");
        if (task.Task.EvidenceRequired) words.Add("with evidence");
        if (task.Task.Hold) words.Add("the text waits for approval");
        if (task.Task.ApprovedBefore is { } approval) words.Add($"after `{playbook.Find(approval)?.Key ?? approval}` was approved");
        text.Labelled(4, "is", LabelWidth, string.Join(", ", words));
        if (task.Task.RecipientTypes.Count > 0) text.Labelled(4, "tells", LabelWidth, string.Join(", ", task.Task.RecipientTypes));
        text.Labelled(4, "do", LabelWidth, task.Text.ReplaceLineEndings(" "));
    }

    private static string Length(long milliseconds)
    {
        var length = Duration.FromMilliseconds(milliseconds);
        return length.TotalHours % 24 == 0 ? Number(length.TotalDays, "d") : length.TotalHours % 1 == 0 ? Number(length.TotalHours, "h") : Number(length.TotalMinutes, "min");
    }

    private static string Number(double number, string unit) => string.Create(CultureInfo.InvariantCulture, $"{number:0.#} {unit}");
}
