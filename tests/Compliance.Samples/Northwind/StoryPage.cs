using System.Globalization;
using System.Text;

namespace Compliance.Samples.Northwind;

/// <summary>What a file of the folder holds.</summary>
internal sealed record FileFacts(string Name, string What, int Records);

/// <summary><c>STORY.md</c>: what lies in the folder and what was planted, for people and for tests.</summary>
internal static class StoryPage
{
    public static string Text(IEnumerable<FileFacts> files, Story story)
    {
        var page = new StringBuilder();
        void Line(FormattableString line) => page.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        Line($"# northwind-voice: what was planted");
        Line($"");
        Line($"Northwind Voice answers the customers of Harborline, a retailer, from Lisbon, Porto and at home. This folder is what a first audit begins with: a roster, exports and lists of users as the systems print them, an annex of the contract in prose. No vendor.yaml, no access.yaml: `compliance init` drafts them.");
        Line($"");
        Line($"Generated: `dotnet run --project tests/Compliance.Samples -- northwind-voice --out DIR`. Local days {Calendar.First:yyyy-MM-dd} to {Calendar.Last:yyyy-MM-dd} (Europe/Lisbon); the lists of users were drawn on {Calendar.Drawn.Date:d MMMM}. Everything is invented.");
        Line($"");
        Line($"| file | holds | records |");
        Line($"|---|---|---|");
        foreach (var (name, what, records) in files) Line($"| `{name}` | {what} | {(records == 0 ? "" : records.ToString(CultureInfo.InvariantCulture))} |");
        Line($"");
        Line($"## Planted");
        Line($"");
        Line($"| | shows in | what happened | what must be seen |");
        Line($"|---|---|---|---|");
        foreach (var (number, kind, told, seen) in story.Planted) Line($"| {number} | {kind} | {told} | {seen} |");
        return page.ToString();
    }
}
