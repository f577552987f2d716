using System.Text;
using Compliance.Evidence.Masking;

namespace Compliance.Vendors;

/// <summary>Text of others shown in a message: on one line, cut to a readable length.</summary>
internal static class Excerpt
{
    private const int LongestLookedAt = 1024;

    /// <summary>Input, in backticks, without the secrets that it may hold: people paste addresses and connection strings where they do not belong,
    /// and a message travels on to answers, rows and logs.</summary>
    public static string Of(string input) => $"`{Line(SecretMask.Text(Encoding.UTF8.GetBytes(input.Length > LongestLookedAt ? input[..LongestLookedAt] : input)), 60)}`";

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
