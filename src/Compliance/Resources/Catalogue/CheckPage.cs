using System.Text;

namespace Compliance.Resources.Catalogue;

/// <summary>A check's page, written from its data: what is asked, of what, on whose word. Markdown.</summary>
internal static class CheckPage
{
    /// <param name="readings">How the check reads each type of resource.</param>
    public static string Of(ResourceCheck check, IEnumerable<CheckReading> readings)
    {
        var page = new StringBuilder();
        page.Append($"# {check.Id}\n\n{Sentence(check.Title)}\n\n## What it finds\n\n");
        page.Append($"{check.Service}: a resource of one of these types whose setting is another. Severity: {check.Severity.ToString().ToLowerInvariant()}.\n\n");
        page.Append("| type | setting | expected |\n|---|---|---|\n");
        foreach (var reading in readings)
            page.Append($"| `{reading.Type}` | {string.Join(" or ", reading.Paths.Select(path => $"`{path.Text}`"))} | {reading.Operator.Name} `{reading.Expected}` |\n");
        if (check.Caveat is { } caveat) page.Append($"\n## What it does not say\n\n{Sentence(caveat)}\n");
        page.Append($"\n## Fix\n\n{Sentence(check.Fix)}\n\n## References\n\n- {check.Source}\n");
        foreach (var control in check.Controls) page.Append($"- {control}\n");
        return page.ToString();
    }

    private static string Sentence(string words) => char.ToUpperInvariant(words[0]) + words[1..] + (words[^1] is '.' or '`' ? "" : ".");
}
