using System.Text;

namespace Compliance.Evidence;

/// <summary>Input as messages show it.</summary>
internal static class Shown
{
    private const int Longest = 60;

    /// <summary>The beginning of a text, in one line; control characters are shown as U+FFFD.</summary>
    public static string Text(ReadOnlySpan<byte> utf8)
    {
        var text = Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, Longest)]);
        var clean = string.Create(text.Length, text, static (target, source) =>
        {
            for (var i = 0; i < target.Length; i++) target[i] = char.IsControl(source[i]) ? '\uFFFD' : source[i];
        });
        return utf8.Length > Longest ? clean + "…" : clean;
    }
}
