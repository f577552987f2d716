using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Compliance.Evidence.Masking;

/// <summary>Ids of resources, actions and names of programs as they may be shown: without the card numbers and e-mail addresses of customers.</summary>
/// <remarks>For text that is shown, written or set aside; never for matching and counting, where two resources must stay two.</remarks>
internal sealed class ResourceMask
{
    private const int LeastDigits = 13;
    private const int MostDigits = 19;
    private const int DigitsShown = 4;
    private const int LeastGroup = 3;
    private static readonly SearchValues<byte> LocalPart = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.!#$*+-^_`|~"u8);

    private byte[] _written = new byte[256];

    /// <summary>The id as it may be shown. What it returns lives until the next call; an id without either is handed back as it came.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ReadOnlySpan<byte> Shown(ReadOnlySpan<byte> resource)
    {
        var masked = resource;
        if (resource.ContainsAny((byte)'@', (byte)'%')) masked = WithoutAddresses(resource);
        return masked.Length >= LeastDigits && MayHoldCard(masked) ? WithoutCards(masked) : masked;
    }

    /// <summary>The same of text that is shown as it is read.</summary>
    public static string Text(string resource)
    {
        // Names of actions rarely hold either; they are shown again and again.
        if (!resource.Contains('@', StringComparison.Ordinal) && !resource.AsSpan().ContainsAnyInRange('0', '9')) return resource;
        return Encoding.UTF8.GetString(new ResourceMask().Shown(Encoding.UTF8.GetBytes(resource)));
    }

    /// <summary>Of <c>jane.doe@example.com</c> stays <c>j***@example.com</c>, of <c>jane.doe%40example.com</c> <c>j***%40example.com</c>.</summary>
    private ReadOnlySpan<byte> WithoutAddresses(ReadOnlySpan<byte> text)
    {
        var (from, length) = (0, 0);
        for (var sign = NextSign(text, 0, out var behind); sign >= 0; sign = NextSign(text, behind, out behind))
        {
            var local = from + LocalStart(text[from..sign]);
            // A sign that no local part and no domain surrounds is no address: `@handle`, `image@2x`.
            if (local == sign || !IsDomain(text[behind..])) continue;
            if (from == 0) Reserve(text.Length * 3);
            // A letter beyond ASCII takes several bytes, one that is written as an escape too: none of it stays. A star is what was put for it before.
            Put(text[from..(text[local] is > 0x7F or (byte)'%' or (byte)'*' ? local : local + 1)], ref length);
            Put("***"u8, ref length);
            from = sign;
        }
        if (from == 0) return text;
        Put(text[from..], ref length);
        return _written.AsSpan(0, length);
    }

    /// <summary>The next <c>@</c>, plain or percent-encoded once or more often.</summary>
    private static int NextSign(ReadOnlySpan<byte> text, int from, out int behind)
    {
        for (var at = from; at < text.Length; at++)
        {
            var found = text[at..].IndexOfAny((byte)'@', (byte)'%');
            if (found < 0) break;
            at += found;
            behind = text[at] == '@' ? at + 1 : PercentEncoding.EndOf(text, at, "40"u8);
            if (behind > 0) return at;
        }
        behind = text.Length;
        return -1;
    }

    private static int LocalStart(ReadOnlySpan<byte> text)
    {
        var at = text.Length;
        while (at > 0)
        {
            if (at >= 3 && PercentEncoding.TryRead(text, at - 3, out var unit))
            {
                if (!IsLocal(unit)) break;
                at -= 3;
            }
            else if (IsLocal(text[at - 1])) at--;
            else break;
        }
        return at;
    }

    private static bool IsLocal(byte unit) => unit > 0x7F || LocalPart.Contains(unit);

    private static bool IsDomain(ReadOnlySpan<byte> text)
    {
        var dot = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '.' && (i == 0 || text[i - 1] == '.')) return dot;
            if (text[i] is not ((byte)'.' or (byte)'-' or > 0x7F) && !char.IsAsciiLetterOrDigit((char)text[i])) break;
            // A dot behind which nothing comes closes a sentence.
            dot |= i > 0 && text[i - 1] == '.';
        }
        return dot;
    }

    // Ids rarely hold so many digits; hexadecimal ones do, and are looked at closely.
    private static bool MayHoldCard(ReadOnlySpan<byte> text)
    {
        var digits = 0;
        for (; text.Length >= Vector128<byte>.Count; text = text[Vector128<byte>.Count..])
        {
            var units = Vector128.Create(text) - Vector128.Create((byte)'0');
            digits += BitOperations.PopCount(Vector128.LessThanOrEqual(units, Vector128.Create((byte)9)).ExtractMostSignificantBits());
        }
        foreach (var unit in text) digits += char.IsAsciiDigit((char)unit) ? 1 : 0;
        return digits >= LeastDigits;
    }

    /// <summary>Card numbers keep their last four digits and their separators.</summary>
    private ReadOnlySpan<byte> WithoutCards(ReadOnlySpan<byte> text)
    {
        Span<byte> copy = default;
        Span<int> places = stackalloc int[MostDigits];
        var behind = 0;
        for (var at = 0; at < text.Length;)
        {
            var end = WordEnd(text, at);
            if (char.IsAsciiDigit((char)text[at]) && CardAt(text, at, opens: behind == 0 || behind != at, places) is > 0 and var digits)
            {
                // The places are those of the text as it came: also of numbers that overlap, each is found.
                if (copy.IsEmpty) copy = Copy(text, out text);
                foreach (var place in places[..(digits - DigitsShown)]) copy[place] = (byte)'*';
            }
            behind = end > at && IsNumber(text[at..end], stars: true) ? SeparatorEnd(text, end) : 0;
            at = end > at ? end : at + (PercentEncoding.TryRead(text, at, out _) ? 3 : 1);
        }
        return copy.IsEmpty ? text : copy;
    }

    /// <summary>How many digits the card number has that begins with this word, the longest of several; 0 for none.</summary>
    /// <param name="opens">No other number stands before it, behind a separator.</param>
    /// <param name="places">Of the digits.</param>
    private static int CardAt(ReadOnlySpan<byte> text, int start, bool opens, Span<int> places)
    {
        var (digits, card, grouped) = (0, 0, true);
        for (var at = start; ;)
        {
            var end = WordEnd(text, at);
            if (end == at || digits + end - at > MostDigits || !IsNumber(text[at..end], stars: false)) return card;
            // Beside other numbers only groups as cards have them are looked for: dates and times have shorter ones.
            grouped &= end - at >= LeastGroup;
            while (at < end) places[digits++] = at++;
            at = SeparatorEnd(text, end);
            var closes = at == end || !IsNumber(text[at..WordEnd(text, at)], stars: true);
            if (digits >= LeastDigits && (grouped || (opens && closes)) && PassesLuhn(text, places[..digits])) card = digits;
            if (closes) return card;
        }
    }

    /// <summary>Behind a run of letters, digits and what is masked already. The digits of hexadecimal ids and of words are no number of a card.</summary>
    private static int WordEnd(ReadOnlySpan<byte> text, int start)
    {
        var end = start;
        while (end < text.Length && (char.IsAsciiLetterOrDigit((char)text[end]) || text[end] == '*')) end++;
        return end;
    }

    private static bool IsNumber(ReadOnlySpan<byte> word, bool stars)
    {
        foreach (var unit in word)
            if (!char.IsAsciiDigit((char)unit) && !(stars && unit == '*')) return false;
        return !word.IsEmpty;
    }

    /// <summary>Behind the one separator that may stand between the groups of a number, plain or percent-encoded.</summary>
    private static int SeparatorEnd(ReadOnlySpan<byte> text, int at)
    {
        if (at < text.Length && IsSeparator(text[at])) return at + 1;
        return PercentEncoding.TryRead(text, at, out var unit) && IsSeparator(unit) ? at + 3 : at;
    }

    private static bool IsSeparator(byte unit) => unit is (byte)' ' or (byte)'-' or (byte)'.' or (byte)'_' or (byte)'+';

    /// <summary>The check digit of ISO/IEC 7812-1, annex B.</summary>
    private static bool PassesLuhn(ReadOnlySpan<byte> text, ReadOnlySpan<int> places)
    {
        var sum = 0;
        var twice = false;
        for (var i = places.Length - 1; i >= 0; i--)
        {
            var digit = text[places[i]] - '0';
            if (twice) digit = digit > 4 ? digit * 2 - 9 : digit * 2;
            sum += digit;
            twice = !twice;
        }
        return sum > 0 && sum % 10 == 0;
    }

    /// <param name="text">What is to be copied, and from then on read: text that addresses were taken from lies in the buffer already.</param>
    private Span<byte> Copy(ReadOnlySpan<byte> written, out ReadOnlySpan<byte> text)
    {
        text = written.Overlaps(_written) ? written.ToArray() : written;
        Reserve(text.Length);
        text.CopyTo(_written);
        return _written.AsSpan(0, text.Length);
    }

    private void Put(ReadOnlySpan<byte> text, ref int length)
    {
        text.CopyTo(_written.AsSpan(length));
        length += text.Length;
    }

    private void Reserve(int length)
    {
        if (_written.Length < length) _written = new byte[length];
    }
}
