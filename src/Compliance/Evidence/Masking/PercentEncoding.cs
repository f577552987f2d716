namespace Compliance.Evidence.Masking;

/// <summary>Escapes of URIs inside text (RFC 3986, section 2.1).</summary>
internal static class PercentEncoding
{
    /// <summary>Reads the escape at a place, if one stands there.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, int at, out byte unit)
    {
        unit = 0;
        if (at < 0 || at + 2 >= text.Length || text[at] != '%' || !char.IsAsciiHexDigit((char)text[at + 1]) || !char.IsAsciiHexDigit((char)text[at + 2])) return false;
        unit = (byte)((Value(text[at + 1]) << 4) | Value(text[at + 2]));
        return true;
    }

    /// <summary>Behind an escape that may be encoded again, as <c>%3D</c>, <c>%253D</c>, <c>%25253D</c>; 0 where it does not stand.</summary>
    /// <param name="hex">Its two digits, letters in upper case.</param>
    public static int EndOf(ReadOnlySpan<byte> text, int at, ReadOnlySpan<byte> hex) => EndOf(text, at, hex, out _);

    /// <summary>The same, and how often it is encoded again.</summary>
    public static int EndOf(ReadOnlySpan<byte> text, int at, ReadOnlySpan<byte> hex, out int again)
    {
        again = 0;
        if (at >= text.Length || text[at] != '%') return 0;
        var digits = at + 1;
        for (; text[digits..].StartsWith("25"u8); digits += 2) again++;
        return digits + 2 <= text.Length && text[digits] == hex[0] && (text[digits + 1] == hex[1] || text[digits + 1] == (hex[1] | 0x20)) ? digits + 2 : 0;
    }

    private static int Value(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
