using System.Text;
using System.Text.RegularExpressions;

namespace Compliance.Reports;

/// <summary>Text in the forms that OSCAL's data types ask for.</summary>
internal static partial class OscalText
{
    /// <summary>A <c>string</c>: no white space at its ends, no line break, never empty. Characters that cannot be shown become U+FFFD.</summary>
    public static string Value(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) clean.Append((Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029 ? Rune.ReplacementChar : rune).ToString());
        var trimmed = clean.ToString().Trim();
        return trimmed.Length > 0 ? trimmed : "(blank)";
    }

    /// <summary>A <c>token</c>: a letter or <c>_</c>, then letters, digits, <c>. - _</c>. What is none of these is one <c>_</c>.</summary>
    public static string Token(string text)
    {
        var token = NotOfTokens().Replace(text, "_").TrimEnd('_');
        return token.Length > 0 && char.IsAsciiLetter(token[0]) ? token : "_" + token;
    }

    /// <summary>The id of a control. Those of NIST SP 800-53 are the ids of NIST's own OSCAL catalogue (<c>AC-2(3)</c> is <c>ac-2.3</c>);
    /// others, of whose documents there is none, are <c>framework_clause</c>.</summary>
    /// <param name="control"><c>framework:clause</c>.</param>
    public static string ControlId(string control) =>
        control.StartsWith(Nist, StringComparison.Ordinal)
            ? Token(control[Nist.Length..].ToLowerInvariant().Replace('(', '.').Replace(")", "", StringComparison.Ordinal))
            : Token(control);

    private const string Nist = "nist-800-53r5:";

    [GeneratedRegex("[^A-Za-z0-9._-]+", RegexOptions.CultureInvariant)]
    private static partial Regex NotOfTokens();
}
