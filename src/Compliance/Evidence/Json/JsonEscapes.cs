using System.Globalization;
using System.Text;

namespace Compliance.Evidence.Json;

/// <summary>The escapes of JSON strings.</summary>
internal static unsafe class JsonEscapes
{
    /// <summary>Unescapes a sound string. Half of a surrogate pair becomes U+FFFD: the grammar allows it, UTF-8 does not.</summary>
    /// <returns>Behind the last byte written, of which there are never more than were read.</returns>
    public static byte* Unescape(byte* start, byte* end, byte* target)
    {
        while (start < end)
        {
            if (*start != '\\')
            {
                *target++ = *start++;
                continue;
            }
            start++;
            if (*start != 'u')
            {
                *target++ = Simple(*start++);
                continue;
            }
            var unit = Unit(start + 1);
            start += 5;
            var rune = char.IsSurrogate(unit) ? Pair(unit, ref start, end) : new Rune(unit);
            target += rune.EncodeToUtf8(new Span<byte>(target, 4));
        }
        return target;
    }

    private static Rune Pair(char high, ref byte* rest, byte* end)
    {
        if (!char.IsHighSurrogate(high) || end - rest < 6 || rest[0] != '\\' || rest[1] != 'u') return Rune.ReplacementChar;
        if (!Rune.TryCreate(high, Unit(rest + 2), out var rune)) return Rune.ReplacementChar;
        rest += 6;
        return rune;
    }

    private static byte Simple(byte escape) => escape switch
    {
        (byte)'b' => 8,
        (byte)'f' => 12,
        (byte)'n' => 10,
        (byte)'r' => 13,
        (byte)'t' => 9,
        _ => escape,
    };

    private static char Unit(byte* digits) => (char)ushort.Parse(new ReadOnlySpan<byte>(digits, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
