using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Compliance.Incidents;

/// <summary>What every act is checked for before it becomes a record: sizes, so that any record fits a row; and who acts.</summary>
internal static partial class ActChecks
{
    public const int LongText = 4_000;
    public const int ShortText = 200;
    public const int MostEvidence = 20;
    private const int EvidenceLength = 500;

    /// <summary>The name of a person who may answer for an act.</summary>
    /// <exception cref="InputException">It is none.</exception>
    public static string Person(string? by, string act)
    {
        var name = Text(by, "by", ShortText);
        if (Persons.IsMachine(name)) throw new InputException($"{act} needs a named person, not `{name}`: have somebody who answers for it do it, signed in by name");
        return Persons.IsNobody(name)
            ? throw new InputException($"{act} needs a named person, not `local`: give your name as `by`")
            : name;
    }

    /// <inheritdoc cref="Person(string, string)"/>
    public static NamedPerson Person(NamedPerson by, string act) => new(Person(by.Name, act), OptionalText(by.Id, "id", ShortText));

    /// <summary>The name of a part of this program.</summary>
    public static string Machine(string by) => MachineShape().IsMatch(by) ? by : throw new ArgumentException($"`{by}` is not of the form `system:<part>`", nameof(by));

    /// <summary>A text that must say something.</summary>
    public static string Text(string? text, string field, int most = LongText)
    {
        if (string.IsNullOrWhiteSpace(text)) throw new InputException($"`{field}` is missing: give it in words");
        return OptionalText(text, field, most)!;
    }

    public static string? OptionalText(string? text, string field, int most = LongText)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var trimmed = text.Trim();
        if (trimmed.Length > most) throw new InputException($"`{field}` has {trimmed.Length} characters, at most {most} are taken: put the rest into a document and name that as evidence");
        if (!IsPlain(trimmed, most > ShortText)) throw new InputException($"`{field}` holds control characters or half a character: give plain text");
        return trimmed;
    }

    public static IReadOnlyList<string> Evidence(IReadOnlyList<string>? evidence) => Texts(evidence, "evidence", MostEvidence, EvidenceLength);

    public static IReadOnlyList<string> Texts(IReadOnlyList<string>? texts, string field, int most, int length)
    {
        if (texts is null) return [];
        if (texts.Count > most) throw new InputException($"`{field}` has {texts.Count} entries, at most {most} are taken");
        return [.. texts.Select(text => Text(text, field, length))];
    }

    /// <summary>An id of a step, a notice or a delivery, as records hold it.</summary>
    public static string Id(string? id, string field) => Text(id, field, ShortText);

    // Line breaks are for long texts only; characters that turn the direction of a line are for none.
    private static bool IsPlain(string text, bool lines)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar) return false;
            if (lines && rune.Value is '\n' or '\t' or '\r') continue;
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator) return false;
            if (rune.Value is >= 0x202A and <= 0x202E or >= 0x2066 and <= 0x2069) return false;
        }
        return true;
    }

    [GeneratedRegex(@"\Asystem:[a-z][a-z0-9-]{0,40}\z", RegexOptions.CultureInvariant)]
    private static partial Regex MachineShape();
}
