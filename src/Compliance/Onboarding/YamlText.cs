using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Onboarding;

/// <summary>Text of others as YAML that reads back as that text, whatever it holds.</summary>
internal static class YamlText
{
    /// <summary>As long as the reader of a vendor folder takes.</summary>
    private const int Longest = 1024;
    private static readonly OffsetDateTimePattern WithMinutes = OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'sso<Z+HH:mm>");

    /// <summary>Whether a vendor folder can hold the text: one line, no control characters.</summary>
    public static bool CanHold(string text) =>
        text.Length is > 0 and <= Longest && text.EnumerateRunes().All(rune => !Rune.IsControl(rune) && rune != Rune.ReplacementChar);

    /// <summary>A scalar that stands in a list, a mapping or as a key.</summary>
    public static string Scalar(string text)
    {
        if (IsPlain(text)) return text;
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\') quoted.Append('\\').Append((char)rune.Value);
            else if (IsPrinted(rune)) quoted.Append(rune.ToString());
            else quoted.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}");
        }
        return quoted.Append('"').ToString();
    }

    /// <summary>Text for a comment: what could end the line is left out.</summary>
    public static string Comment(string text) => Vendors.Excerpt.Line(text, 200);

    /// <summary>An instant with the offset of a zone, for people who live there.</summary>
    public static string Instant(ZonedDateTime at) => WithMinutes.Format(at.ToOffsetDateTime());

    // Letters, digits and what names are made of; nothing that YAML, or a person, could take for another kind of value.
    private static bool IsPlain(string text) =>
        text.Length > 0 && char.IsAsciiLetter(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '@' or '/')
        && text.ToLowerInvariant() is not ("null" or "true" or "false" or "yes" or "no" or "on" or "off");

    private static bool IsPrinted(Rune rune) =>
        rune.Value is >= ' ' and < 0x7F or > 0xA0 && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.Control
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate);
}
