using System.Text;

namespace Compliance.Vendors;

/// <summary>Text of others shown in a message: on one line, cut to a readable length.</summary>
internal static class Excerpt
{
    /// <summary>Input, in backticks.</summary>
    public static string Of(string input) => $"`{Line(input, 60)}`";

    public static string Line(string text, int longest)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= longest) return shown.Append('…').ToString();
            // A message is one line, and must not drive the terminal that shows it.
            shown.Append(Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029 ? "\uFFFD" : rune.ToString());
        }
        return shown.ToString();
    }
}
