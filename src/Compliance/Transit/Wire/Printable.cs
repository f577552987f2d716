namespace Compliance.Transit.Wire;

/// <summary>Bytes of the other side made fit to be shown.</summary>
internal static class Printable
{
    /// <summary>The printable ASCII at the beginning, at most <paramref name="most"/> characters; what is not printable becomes a dot.</summary>
    public static string Of(ReadOnlySpan<byte> bytes, int most)
    {
        Span<char> text = stackalloc char[Math.Min(most, bytes.Length)];
        for (var i = 0; i < text.Length; i++) text[i] = bytes[i] is >= 0x20 and < 0x7F and not (byte)'`' ? (char)bytes[i] : '.';
        return new string(text);
    }
}
