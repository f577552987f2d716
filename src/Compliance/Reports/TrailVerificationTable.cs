using System.Globalization;
using System.Text;
using Compliance.Trail.Verification;

namespace Compliance.Reports;

/// <summary>A verification for a person at a terminal: the verdict first, then what it is about, then what does not hold.</summary>
public static class TrailVerificationTable
{
    private const int Indent = 2;
    private const int Label = 10;

    /// <param name="width">Columns of the terminal.</param>
    /// <param name="colour">Whether ANSI colours are written.</param>
    public static void Write(TrailVerification result, TextWriter output, int width = 100, bool colour = false)
    {
        var text = new TerminalText(output, width, colour);
        var tone = result.Verdict switch { TrailVerdict.Verified => Tone.Good, TrailVerdict.Tampered => Tone.Bad, _ => Tone.Doubtful };
        text.Line(0, (TrailVerificationWording.Of(result.Verdict), tone), (result.Origin ?? "a log without a checkpoint that can be read", Tone.Strong));
        if (result.Origin is not null) WriteSubject(result, text);
        foreach (var (size, detail) in result.Timestamps) text.Labelled(Indent, "timestamp", Label, $"{Count(size)} existed {detail}");
        if (result.HasNames) text.Labelled(Indent, "names", Label, "joined in; nothing proves them");
        // On one line, however long: it can be copied as it is.
        if (result.Entry is { } entry) text.Line(Indent, ("entry".PadRight(Label), Tone.Faint), (Encoding.UTF8.GetString(entry.Span), Tone.Plain));
        WriteProblems(result, text);
    }

    private static void WriteSubject(TrailVerification result, TerminalText text)
    {
        text.Labelled(Indent, "signed", Label, $"{Count(result.Size)}, root {result.Root}");
        text.Labelled(Indent, "here", Label, result.Subject switch
        {
            TrailSubject.Inclusion => string.Create(CultureInfo.InvariantCulture, $"entry {result.From}"),
            TrailSubject.Consistency => string.Create(CultureInfo.InvariantCulture, $"growth from {result.From} to {result.To} entries"),
            _ => result.From == result.To ? "no entries" : string.Create(CultureInfo.InvariantCulture, $"entries {result.From} to {result.To - 1}"),
        });
        if (result.UnsignedTail > 0)
            text.Labelled(Indent, "unsigned", Label, $"the last {Count(result.UnsignedTail)}: written after the checkpoint, and not proven by it; the next one covers them");
        foreach (var key in result.SignedBy) text.Labelled(Indent, "key", Label, $"{key.KeyIdHex}{Whence(result.KeySource)}");
    }

    private static void WriteProblems(TrailVerification result, TerminalText text)
    {
        if (result.Problems.Count == 0) return;
        text.Blank();
        text.Table(Indent,
            [new("index", RightAligned: true), new("what", Tone: what => what == "incomplete" ? Tone.Doubtful : Tone.Bad), new("where"), new("why")],
            [.. result.Problems.Select(problem => (string[])[
                problem.Index?.ToString(CultureInfo.InvariantCulture) ?? "", TrailVerificationWording.Of(problem.Kind), problem.Place ?? "", problem.Detail])]);
        if (result.ProblemCount > result.Problems.Count)
            text.Line(Indent, (string.Create(CultureInfo.InvariantCulture, $"{result.ProblemCount:N0} problems in all"), Tone.Faint));
    }

    private static string Whence(KeySource source) => source switch
    {
        KeySource.Given => ", as given",
        KeySource.State => ", as remembered",
        _ => ", the export's own: compare it with one you got elsewhere, or anybody could have made this export",
    };

    private static string Count(long entries) => string.Create(CultureInfo.InvariantCulture, $"{entries:N0} {(entries == 1 ? "entry" : "entries")}");
}
