using System.Globalization;
using System.Text;

namespace Compliance.Reports;

/// <summary>A timeline as Markdown, with tables. Texts that persons or logs wrote are escaped: they make no heading, link, cell or element.</summary>
public static class TimelineMarkdown
{
    /// <summary>Writes the whole document, lines ending in LF.</summary>
    public static void Write(Timeline timeline, TextWriter output)
    {
        var incident = timeline.Incident;
        output.Write($"# Timeline of {Text(incident.Id)}\n\n{IncidentExport.NotLegalAdvice}\n\n");
        output.Write($"- vendor: {Text(incident.Vendor.Value)}\n- title: {Text(incident.Title)}\n- stage: {IncidentExport.Of(incident.Stage)}\n- made: {Wording.Of(timeline.MadeAt)}\n");
        output.Write(timeline.Trail is { } trail
            ? $"- checkpoint of the trail: size {Number(trail.Size)}, root {Text(trail.Root)}\n"
            : "- checkpoint of the trail: none\n");
        WriteRecords(timeline, output);
        WriteContradictions(timeline, output);
        WriteClocks(timeline, output);
        WriteNotices(timeline, output);
        WriteDeliveries(timeline, output);
    }

    private static void WriteRecords(Timeline timeline, TextWriter output)
    {
        output.Write("\n## What was recorded\n\n");
        Row(output, "record", "time (UTC)", "who", "what", "evidence", "trail index");
        Rule(output, 6);
        foreach (var line in timeline.Lines)
        {
            var details = line.Details.Select(detail => $"{Text(detail.Key)}: {Text(detail.Value)}")
                .Concat(line.CorrectedBy is { } number ? [$"corrected by record {Number(number)}"] : []);
            Row(output, Number(line.Number), Wording.Of(line.At), Text(line.Who), string.Join("; ", details.Prepend(Text(line.What))),
                string.Join(", ", line.Evidence.Select(Text)), line.TrailIndex is { } index ? Number(index) : "");
        }
    }

    private static void WriteContradictions(Timeline timeline, TextWriter output)
    {
        output.Write("\n## What contradicts\n\n");
        if (timeline.Contradictions.Count == 0) output.Write("Nothing that is known.\n");
        foreach (var words in timeline.Contradictions) output.Write($"- {Text(words)}\n");
    }

    private static void WriteClocks(Timeline timeline, TextWriter output)
    {
        output.Write("\n## Clocks\n\n");
        Row(output, "rule", "duty", "recipient", "applies", "status", "runs from", "due (UTC)", "submitted (UTC)", "why");
        Rule(output, 9);
        foreach (var clock in timeline.Clocks)
            Row(output, Text(clock.Rule), Text(clock.Duty), Text(clock.Recipient), Text(clock.Applies), Text(clock.Status), Text(clock.Anchor), Text(clock.Due), Text(clock.Submitted),
                string.Join("; needs ", new[] { Text(clock.Why) }.Concat(clock.Needs.Select(Text))));
    }

    private static void WriteNotices(Timeline timeline, TextWriter output)
    {
        output.Write("\n## Notices\n\n");
        Row(output, "notice", "drafted (UTC)", "text", "missing", "approved");
        Rule(output, 5);
        foreach (var notice in timeline.Incident.Notices)
            Row(output, Text(notice.Notice), Wording.Of(notice.DraftedAt), Text("sha256:" + notice.Sha256), string.Join(", ", notice.Missing.Select(Text)),
                notice.ApprovedBy is { } by ? $"{Text(timeline.Who(by.Name))}, {Wording.Of(notice.ApprovedAt!.Value)}" : "no");
    }

    private static void WriteDeliveries(Timeline timeline, TextWriter output)
    {
        output.Write("\n## Messages\n\n");
        Row(output, "message", "purpose", "to", "outcome", "attempts", "acknowledged");
        Rule(output, 6);
        foreach (var delivery in timeline.Incident.Deliveries)
            Row(output, Text(delivery.Delivery), Text(delivery.Queued.Purpose), Text(delivery.Queued.To), Text(delivery.Withheld ? "withheld" : delivery.Outcome ?? "waiting"),
                Number(delivery.Attempts.Count), delivery.AcknowledgedBy is { } by ? $"{Text(timeline.Who(by))}, {Wording.Of(delivery.AcknowledgedAt!.Value)}" : "no");
    }

    /// <summary>Text that means nothing to Markdown: what would begin something is escaped, every line break is a blank. Everything else
    /// stays as it is, as such files are read without a viewer too.</summary>
    internal static string Text(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        // Four spaces in front would make it a block of code in a list.
        var plain = TerminalText.Visible(text.ReplaceLineEndings(" ").Replace('\t', ' ').Trim(' '));
        var escaped = new StringBuilder(plain.Length + 16);
        for (var i = 0; i < plain.Length; i++)
        {
            // Angle brackets and ampersands as references: some readers take HTML before they take backslashes.
            if (plain[i] is '<') escaped.Append("&lt;");
            else if (plain[i] is '>') escaped.Append("&gt;");
            else if (plain[i] is '&') escaped.Append("&amp;");
            else if (Begins(plain, i)) escaped.Append('\\').Append(plain[i]);
            else escaped.Append(plain[i]);
        }
        return escaped.ToString();
    }

    private static bool Begins(string text, int at) => text[at] switch
    {
        '\\' or '`' or '*' or '[' or ']' or '#' or '|' or '~' or '!' or '$' or '@' or '^' => true,
        // Inside a word it is a letter: eu_1182_hours.
        '_' => !(at > 0 && at + 1 < text.Length && char.IsAsciiLetterOrDigit(text[at - 1]) && char.IsAsciiLetterOrDigit(text[at + 1])),
        // Marked and inserted text of some readers.
        '=' or '+' when (at > 0 && text[at - 1] == text[at]) || (at + 1 < text.Length && text[at + 1] == text[at]) => true,
        // Some readers make links of addresses that nobody marked: http://, mailto:, tel:.
        ':' => at > 0 && char.IsAsciiLetter(text[at - 1]) && at + 1 < text.Length && text[at + 1] is not ' ',
        '.' or ')' when text.AsSpan(0, at).IndexOfAnyExceptInRange('0', '9') < 0 => true,
        '.' => at >= 3 && text.AsSpan(at - 3, 3).Equals("www", StringComparison.OrdinalIgnoreCase),
        var c => char.IsAscii(c) && (char.IsPunctuation(c) || c is '+' or '=') && at == 0,
    };

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Row(TextWriter output, params string[] cells) => output.Write($"| {string.Join(" | ", cells)} |\n");

    private static void Rule(TextWriter output, int columns) => output.Write(string.Concat(Enumerable.Repeat("|---", columns)) + "|\n");
}
