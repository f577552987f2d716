using System.Net;
using System.Text;

namespace Compliance.Notices;

/// <summary>A draft as a whole document of HTML. INVARIANT: every text is escaped; there is no script, and nothing is fetched.</summary>
internal static class DraftHtml
{
    private const string Style = "body{font:16px/1.5 sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}aside{border-left:4px solid #b00;padding:.2rem 1rem;background:#fdf3f3}mark{background:#ffe08a}";

    public static string Of(Draft draft)
    {
        var html = new StringBuilder();
        var title = WebUtility.HtmlEncode(draft.Title);
        html.Append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>").Append(title).Append("</title><style>").Append(Style).Append("</style></head><body>\n");
        html.Append("<h1>").Append(title).Append("</h1>\n<aside>\n");
        foreach (var line in draft.Banner) html.Append("<p>").Append(WebUtility.HtmlEncode(line)).Append("</p>\n");
        html.Append("</aside>\n");
        Paragraphs(html, draft.Opening);
        foreach (var (index, section) in draft.Sections.Index())
        {
            html.Append("<h2>").Append(index + 1).Append(". ").Append(WebUtility.HtmlEncode(section.Heading)).Append("</h2>\n");
            Paragraphs(html, section.Text);
        }
        Paragraphs(html, draft.Closing);
        return html.Append("</body></html>\n").ToString();
    }

    private static void Paragraphs(StringBuilder html, IReadOnlyList<Paragraph> paragraphs)
    {
        foreach (var paragraph in paragraphs)
        {
            html.Append("<p>");
            foreach (var run in paragraph.Runs)
            {
                var text = WebUtility.HtmlEncode(run.Text);
                html.Append(run.IsMissing ? $"<mark>{text}</mark>" : text);
            }
            html.Append("</p>\n");
        }
    }
}
