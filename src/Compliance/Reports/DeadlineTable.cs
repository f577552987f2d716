using Compliance.Regimes;
using Compliance.Regimes.Counting;

namespace Compliance.Reports;

/// <summary>Answers for a person at a terminal: one as a page, several as a table, what is due first.</summary>
public static class DeadlineTable
{
    private const int Label = 8;

    /// <summary>Writes one answer with its reasons.</summary>
    /// <param name="width">Columns of the terminal.</param>
    /// <param name="colour">Whether ANSI colours are written.</param>
    public static void Write(DeadlineAnswer answer, TextWriter output, int width = 100, bool colour = false)
    {
        var text = new TerminalText(output, width, colour);
        var (deadline, rule) = answer;
        (string, Tone)[] head = [(deadline.Regime, Tone.Strong), (DeadlineWording.Of(deadline.Status), ToneOf(deadline.Status))];
        text.Line(0, rule is null ? head : [.. head, ($"{rule.Law}, {rule.Article}", Tone.Faint)]);
        if (deadline.DueAt is { } due) text.Labelled(2, deadline.Status == DeadlineStatus.SoftStandard ? "from" : "due", Label, Instants.Text(due));
        if (deadline.LatestArguable is { } later) text.Labelled(2, "arguable", Label, $"{Instants.Text(later.At)}: {later.Why}");
        if (rule is not null) text.Labelled(2, "tells", Label, $"{rule.Notifier} ({DeadlineWording.Of(deadline.Duty)}) to {deadline.Recipient}: {rule.Stage}");
        if (deadline.Anchor is { } anchor) text.Labelled(2, "starts", Label, anchor);
        if (rule is not null) text.Labelled(2, "counted", Label, deadline.Rule);
        text.Labelled(2, "why", Label, deadline.Why);
        if (rule?.Exceptions is { } exceptions) text.Labelled(2, "except", Label, exceptions);
        if (rule?.LateRule is { } late) text.Labelled(2, "late", Label, late);
        if (rule?.BpoNote is { } note) text.Labelled(2, "vendor", Label, note);
        if (rule is { Content.Count: > 0 }) text.Labelled(2, "says", Label, string.Join("; ", rule.Content));
        if (rule is not null) text.Labelled(2, "source", Label, $"{deadline.Source} (confidence {deadline.Confidence})");
        WriteDisclaimer(text);
    }

    /// <summary>Writes several: those with an instant first, by it; then the others, by status.</summary>
    /// <param name="width">Columns of the terminal.</param>
    /// <param name="colour">Whether ANSI colours are written.</param>
    public static void Write(IReadOnlyList<DeadlineAnswer> answers, TextWriter output, int width = 100, bool colour = false)
    {
        var text = new TerminalText(output, width, colour);
        var ordered = answers.OrderBy(answer => Rank(answer.Deadline)).ThenBy(answer => answer.Deadline.DueAt?.ToInstant());
        text.Table(0,
            [new("due"), new("status", Tone: ToneOf), new("rule", Tone: _ => Tone.Strong), new("duty"), new("tells, counted")],
            [.. ordered.Select(Cells)]);
        WriteDisclaimer(text);
    }

    private static int Rank(Deadline deadline) => deadline.Status switch
    {
        DeadlineStatus.Due or DeadlineStatus.Unconfirmed => 0,
        DeadlineStatus.CalendarMissing => 1,
        DeadlineStatus.SoftStandard => 2,
        DeadlineStatus.PendingAnchor => 3,
        DeadlineStatus.NoRule => 4,
        DeadlineStatus.NotYetEffective => 5,
        DeadlineStatus.NotTriggered => 6,
        _ => 7,
    };

    private static string[] Cells(DeadlineAnswer answer)
    {
        var (deadline, rule) = answer;
        var due = deadline.DueAt is { } at ? Instants.Text(at) : "";
        var status = DeadlineWording.Of(deadline.Status);
        if (rule is null) return [due, status, deadline.Regime, "", deadline.Why];
        var starts = deadline.Status == DeadlineStatus.PendingAnchor ? $" from {deadline.Anchor}" : "";
        return [due, status, deadline.Regime, DeadlineWording.Of(deadline.Duty), $"{deadline.Recipient}: {deadline.Rule}{starts}"];
    }

    private static void WriteDisclaimer(TerminalText text)
    {
        text.Blank();
        text.Line(0, (DeadlineWording.Disclaimer, Tone.Faint));
    }

    private static Tone ToneOf(string status) => status switch
    {
        "due" => Tone.Bad,
        "unconfirmed" or "calendar_missing" or "soft_standard" or "no_rule" => Tone.Doubtful,
        _ => Tone.Faint,
    };

    private static Tone ToneOf(DeadlineStatus status) => ToneOf(DeadlineWording.Of(status));
}
