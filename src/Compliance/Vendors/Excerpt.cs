using System.Text;

namespace Compliance.Vendors;

/// <summary>Input shown in a message: in backticks, on one line, cut to a readable length.</summary>
internal static class Excerpt
{
    private const int Longest = 60;

    public static string Of(string text)
    {
        var shown = new StringBuilder("`");
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length > Longest) return shown.Append("…`").ToString();
            // A message is one line, and must not drive the terminal that shows it.
            shown.Append(Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029 ? "\uFFFD" : rune.ToString());
        }
        return shown.Append('`').ToString();
    }
}
