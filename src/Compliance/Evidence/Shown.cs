using Compliance.Evidence.Masking;

namespace Compliance.Evidence;

/// <summary>Input as messages show it.</summary>
internal static class Shown
{
    private const int Longest = 60;
    private const int LongestLookedAt = 1024;

    /// <summary>The beginning of a text, in one line and without secrets, card numbers and e-mail addresses; control characters are shown as U+FFFD.</summary>
    public static string Text(ReadOnlySpan<byte> utf8)
    {
        // Masked before it is cut: the end of a secret must not hide its beginning.
        var whole = ResourceMask.Text(SecretMask.Text(utf8[..Math.Min(utf8.Length, LongestLookedAt)]));
        var length = Math.Min(whole.Length, Longest);
        if (length > 0 && char.IsHighSurrogate(whole[length - 1])) length--;
        var text = whole[..length];
        var clean = string.Create(text.Length, text, static (target, source) =>
        {
            for (var i = 0; i < target.Length; i++) target[i] = char.IsControl(source[i]) ? '\uFFFD' : source[i];
        });
        return utf8.Length > LongestLookedAt || whole.Length > Longest ? clean + "…" : clean;
    }
}
