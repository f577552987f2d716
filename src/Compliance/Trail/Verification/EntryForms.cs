using System.Buffers;

namespace Compliance.Trail.Verification;

/// <summary>The forms that members of a leaf have, on its bytes.</summary>
internal static class EntryForms
{
    private static readonly SearchValues<byte> Lower = SearchValues.Create("abcdefghijklmnopqrstuvwxyz"u8);
    private static readonly SearchValues<byte> Base32 = SearchValues.Create("abcdefghijklmnopqrstuvwxyz234567"u8);
    private static readonly SearchValues<byte> IdLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-"u8);

    public static bool IsVendor(ReadOnlySpan<byte> text) => text.Length is >= 2 and <= 62 && text[0] != '-' && !text.ContainsAnyExcept(IdLetters);

    public static bool IsActor(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("p:"u8)) return text.Length == 28 && !text[2..].ContainsAnyExcept(Base32);
        return text.StartsWith("system:"u8) && text.Length is >= 8 and <= 48 && text[7] is >= (byte)'a' and <= (byte)'z' && !text[7..].ContainsAnyExcept(IdLetters);
    }

    /// <summary>One to six lower-case words, single spaces between them.</summary>
    public static bool IsType(ReadOnlySpan<byte> text)
    {
        for (var words = 1; words <= 6; words++)
        {
            var end = text.IndexOfAnyExcept(Lower);
            if (end < 0) return text.Length > 0;
            if (end == 0 || text[end] != ' ') return false;
            text = text[(end + 1)..];
        }
        return false;
    }

    /// <summary>An instant of the years 1 to 9999 with milliseconds and <c>Z</c>; what else a time may be is for the full reading.</summary>
    public static bool IsPlainTime(ReadOnlySpan<byte> text)
    {
        if (text.Length != 24 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != '.' || text[23] != 'Z') return false;
        return TryNumber(text[..4], out var year) && year >= 1
            && TryNumber(text[5..7], out var month) && month is >= 1 and <= 12
            && TryNumber(text[8..10], out var day) && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            && TryNumber(text[11..13], out var hour) && hour <= 23
            && TryNumber(text[14..16], out var minute) && minute <= 59
            && TryNumber(text[17..19], out var second) && second <= 59
            && TryNumber(text[20..23], out _);
    }

    private static bool TryNumber(ReadOnlySpan<byte> digits, out int number)
    {
        number = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9') return false;
            number = 10 * number + (digit - '0');
        }
        return true;
    }
}
