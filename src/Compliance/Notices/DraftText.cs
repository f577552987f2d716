using System.Text;

namespace Compliance.Notices;

/// <summary>A draft as plain text, lines ended by LF.</summary>
internal static class DraftText
{
    public static string Of(Draft draft)
    {
        var text = new StringBuilder();
        text.Append(draft.Title).Append('\n').Append('=', draft.Title.Length).Append("\n\n");
        foreach (var line in draft.Banner) text.Append("| ").Append(line).Append('\n');
        text.Append('\n');
        Paragraphs(text, draft.Opening);
        foreach (var (index, section) in draft.Sections.Index())
        {
            text.Append(index + 1).Append(". ").Append(section.Heading).Append("\n\n");
            Paragraphs(text, section.Text);
        }
        Paragraphs(text, draft.Closing);
        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void Paragraphs(StringBuilder text, IReadOnlyList<Paragraph> paragraphs)
    {
        foreach (var paragraph in paragraphs)
        {
            foreach (var run in paragraph.Runs) text.Append(run.Text);
            text.Append("\n\n");
        }
    }
}
