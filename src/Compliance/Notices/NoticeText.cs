using System.Security.Cryptography;
using System.Text;
using Compliance.Companies;
using Compliance.Incidents;
using Compliance.Regimes;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Notices;

/// <summary>Writes the draft of a notice: what the rule requires, from what is recorded, and where nothing is, that it is missing.</summary>
public static class NoticeText
{
    private const string LatePassage = "Reasons for the delay";

    private static readonly Phrase LateText = Phrase.Parse("The limit was {{due}}. {{delay_reasons}}");

    /// <summary>The draft of a rule's notice. The same facts give the same text; <paramref name="now"/> only decides whether the limit has passed, and whether a hold keeps the notice back.</summary>
    /// <param name="company">Null: company.yaml is not there; what it would tell is missing.</param>
    /// <param name="deadline">The rule's answer to the facts of the case.</param>
    public static Notice Of(RegimeRule rule, Incident incident, Vendor vendor, Company? company, Deadline deadline, Instant now)
    {
        var template = NoticeTemplates.For(rule);
        var facts = new NoticeFacts(rule, incident, vendor, company, deadline);
        var filling = new Filling(facts);
        var late = facts.IsLate(now);

        IReadOnlyList<Paragraph> opening = [.. Supplement(filling, facts), .. template.Opening.Select(filling.Of)];
        List<DraftSection> sections = [.. template.Sections.Where(section => late || !section.WhenLate).Select(section => new DraftSection(section.Heading, [.. section.Text.Select(filling.Of)]))];
        if (late && rule.LateRule is { } lateRule && !template.Sections.Any(section => section.WhenLate))
            sections.Add(new DraftSection(LatePassage, [filling.Of(LateText), new Paragraph([new Run($"The rule on it: {Filling.OneLine(lateRule)}.", IsMissing: false)])]));
        IReadOnlyList<Paragraph> closing = [.. template.Closing.Select(filling.Of)];

        var draft = new Draft(template.Title, [.. Banner(facts, filling.Missing.Count, late, now)], opening, sections, closing);
        var text = DraftText.Of(draft);
        return new Notice(draft.Title, text, DraftHtml.Of(draft), filling.Missing, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
    }

    private static IEnumerable<Paragraph> Supplement(Filling filling, NoticeFacts facts) =>
        facts.Previous is null ? [] : [filling.Of(Phrase.Parse("Supplement to the notice submitted {{previous}}."))];

    private static IEnumerable<string> Banner(NoticeFacts facts, int missing, bool late, Instant now)
    {
        var rule = facts.Rule;
        yield return "DRAFT – not legal advice – prepared for review by a person, who submits it. Take this box out.";
        yield return Filling.OneLine($"To: {rule.Recipient}. Under: {facts.Law}. Rule {rule.Id} of the data set, {(rule.Confirmed ? "confirmed" : "NOT CONFIRMED")}, confidence {rule.Confidence}.");
        yield return facts.Due is { } due ? $"Due: {due}{(late ? " – PASSED" : "")}; counted from {facts.Anchor}." : "Due: no limit that can be shown; see the deadlines of the case.";
        if (facts.IsHeldBack(now)) yield return "An authority has asked that nobody outside be told: not to be sent while that is in force.";
        yield return missing == 0 ? "Nothing is missing that the template asks for." : $"Missing: {missing}; each stands in brackets where it belongs.";
    }

    /// <summary>Puts values in the place of placeholders, and notes what is missing.</summary>
    private sealed class Filling(NoticeFacts facts)
    {
        /// <summary>Each once, in the order of the text.</summary>
        public List<string> Missing { get; } = [];

        public Paragraph Of(Phrase phrase) => new([.. phrase.Pieces.Select(Of)]);

        // A value is words, never structure: it cannot begin a line of its own or turn the direction of reading.
        public static string OneLine(string value)
        {
            var line = new StringBuilder(value.Length);
            // Half a character, which UTF-8 cannot write, becomes U+FFFD.
            foreach (var rune in value.EnumerateRunes()) line.Append(Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029 or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) ? " " : rune.ToString());
            return line.ToString();
        }

        private Run Of(Piece piece)
        {
            if (!piece.IsPlaceholder) return new Run(piece.Text, IsMissing: false);
            var placeholder = Placeholders.All[piece.Text];
            if (placeholder.Value?.Invoke(facts) is { } value && !string.IsNullOrWhiteSpace(value)) return new Run(OneLine(value), IsMissing: false);
            if (!Missing.Contains(placeholder.Lack)) Missing.Add(placeholder.Lack);
            return new Run($"[missing: {placeholder.Lack}]", IsMissing: true);
        }
    }
}
