using NodaTime;

namespace Compliance.Reports.Html;

/// <summary>A column of a table: its heading and what a row shows there.</summary>
/// <param name="Class">How the style sheet sets it: <c>number</c>, <c>mono</c>; null: as text.</param>
internal sealed record HtmlColumn<T>(string Title, Action<HtmlWriter, T> Cell, string? Class = null)
{
    public static HtmlColumn<T> Of(string title, Func<T, string?> text, string? kind = null) => new(title, (html, row) => html.Text(text(row)), kind);

    public static HtmlColumn<T> At(string title, Func<T, Instant?> instant) => new(title, (html, row) => html.Time(instant(row)));
}

/// <summary>Tables with a caption and headings that say what they head, so that they can be listened to as well as looked at.</summary>
internal static class HtmlTable
{
    /// <summary>The first column heads its row.</summary>
    public static void Write<T>(HtmlWriter html, string caption, IReadOnlyList<HtmlColumn<T>> columns, IEnumerable<T> rows)
    {
        using var table = html.Open("table");
        html.Element("caption", caption);
        using (html.Open("thead"))
        using (html.Open("tr"))
            foreach (var column in columns) html.Element("th", column.Title, ("scope", "col"), ("class", column.Class));
        using var body = html.Open("tbody");
        foreach (var row in rows)
        {
            using var line = html.Open("tr");
            for (var i = 0; i < columns.Count; i++)
            {
                using var cell = i == 0 ? html.Open("th", ("scope", "row"), ("class", columns[i].Class)) : html.Open("td", ("class", columns[i].Class));
                columns[i].Cell(html, row);
            }
        }
    }

    /// <summary>Terms and what they are; one without a description is left out.</summary>
    public static void WriteFacts(HtmlWriter html, params ReadOnlySpan<(string Term, string? Description)> facts)
    {
        using var list = html.Open("dl");
        foreach (var (term, description) in facts)
        {
            if (description is null) continue;
            using var pair = html.Open("div");
            html.Element("dt", term);
            using var value = html.Open("dd");
            if (IsDigest(description)) html.Element("code", description);
            else html.Text(description);
        }
    }

    private static bool IsDigest(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);
}
