using System.Buffers;
using System.Runtime.CompilerServices;

namespace Compliance.Evidence.Masking;

/// <summary>Finds secrets in text, by where they stand and by their form (<c>masking.md</c>).</summary>
internal static class Secrets
{
    /// <summary>What stands in a secret's place.</summary>
    public static ReadOnlySpan<byte> Mark => "***"u8;

    // Nothing shorter names a secret and holds one.
    private const int Shortest = 7;
    private const int LeastToken = 8;
    private const int LongestUserInfo = 1024;

    private static readonly SearchValues<byte> Marks = SearchValues.Create("=%\"J_@"u8);
    private static readonly SearchValues<byte> MarksAndSpace = SearchValues.Create("=%\"J_@ "u8);
    private static readonly SearchValues<byte> AuthorityEnds = SearchValues.Create("/?#<>\"' \t\r\n"u8);
    private static readonly SearchValues<byte> ValueEnds = SearchValues.Create("&;,<>)]}\"' \t\r\n"u8);

    /// <summary>A quick look: false says that the text holds no secret, true that it may.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool MayBeIn(ReadOnlySpan<byte> text) => text.Length >= Shortest && text.IndexOfAny(MarksAndSpace) >= 0;

    /// <summary>The bytes to look at in a text. Browsers' names are full of spaces: only texts that hold a word which a secret follows
    /// are looked at space by space.</summary>
    public static SearchValues<byte> MarksOf(ReadOnlySpan<byte> text) => HoldsSpacedWord(text) ? MarksAndSpace : Marks;

    /// <summary>Finds the first secret at or behind a place. All secrets of a text together take time in proportion to it.</summary>
    /// <param name="marks">Those of this text (<see cref="MarksOf"/>).</param>
    /// <param name="secret">Where it stands: the value alone, without its name.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryFind(ReadOnlySpan<byte> text, SearchValues<byte> marks, int from, out (int Start, int End) secret)
    {
        for (var at = from; at < text.Length; at++)
        {
            var found = text[at..].IndexOfAny(marks);
            if (found < 0) break;
            at += found;
            secret = At(text, at);
            if (secret.End > secret.Start && secret.Start >= from) return true;
        }
        secret = default;
        return false;
    }

    private static (int Start, int End) At(ReadOnlySpan<byte> text, int at) => text[at] switch
    {
        (byte)'=' => Parameter(text, at, at + 1, encoded: -1),
        (byte)'%' when PercentEncoding.EndOf(text, at, "3D"u8, out var again) is > 0 and var value => Parameter(text, at, value, again),
        (byte)'%' when PercentEncoding.EndOf(text, at, "20"u8) is > 0 and var value => Authorization(text, at, value),
        (byte)'"' => Property(text, at),
        (byte)' ' => at > 0 && text[at - 1] == ':' ? Header(text, at) : Authorization(text, at, at + 1),
        (byte)'J' => WebToken(text, at),
        (byte)'_' => Prefixed(text, at),
        (byte)'@' => UserInfo(text, at),
        _ => default,
    };

    private static bool HoldsSpacedWord(ReadOnlySpan<byte> text) =>
        text.Contains((byte)' ') && (text.IndexOf(": "u8) >= 0 || text.IndexOf("earer "u8) >= 0 || text.IndexOf("EARER "u8) >= 0 || text.IndexOf("asic "u8) >= 0);

    /// <summary><c>name=value</c>, in a query string, a connection string or a form.</summary>
    /// <param name="encoded">How often the escape of the sign is encoded again; −1: the sign is plain.</param>
    private static (int Start, int End) Parameter(ReadOnlySpan<byte> text, int sign, int value, int encoded)
    {
        var (name, nameEnd) = ParameterName(text, sign);
        var inQuery = name == 0 || text[name - 1] is (byte)'?' or (byte)'&' or (byte)'#' or (byte)';' or (byte)'[' || IsEscaped(text, name);
        if (!SecretNames.Name(text[name..nameEnd], inQuery) || value >= text.Length) return default;
        if (text[value] is (byte)'"' or (byte)'\'')
            return (value + 1, End(text, value + 1, text[(value + 1)..].IndexOf(text[value])));
        var end = ValueEnd(text, value);
        return (value, encoded < 0 ? end : EncodedEnd(text, value, end, encoded));
    }

    /// <summary>The name before a sign, of <c>user[password]</c> and <c>password[]</c> too, as forms write them.</summary>
    private static (int Start, int End) ParameterName(ReadOnlySpan<byte> text, int sign)
    {
        var end = BracketBefore(text, sign, (byte)']');
        if (end == sign) return (NameBefore(text, sign), sign);
        // An index names nothing.
        var inner = end;
        while (inner > 0 && char.IsAsciiDigit((char)text[inner - 1])) inner--;
        var open = BracketBefore(text, inner, (byte)'[');
        if (open < inner) end = open;
        return (NameBefore(text, end), end);
    }

    private static int BracketBefore(ReadOnlySpan<byte> text, int end, byte bracket)
    {
        if (end > 0 && text[end - 1] == bracket) return end - 1;
        return PercentEncoding.TryRead(text, end - 3, out var unit) && unit == bracket ? end - 3 : end;
    }

    /// <summary>Behind a value. A comma or a bracket ends it where something new begins behind, and stands in it where it goes on.</summary>
    private static int ValueEnd(ReadOnlySpan<byte> text, int value)
    {
        for (var at = value; at < text.Length; at++)
        {
            at = End(text, at, text[at..].IndexOfAny(ValueEnds));
            if (at >= text.Length || text[at] is not ((byte)',' or (byte)')' or (byte)']' or (byte)'}')) return at;
            var next = NameEnd(text, at + 1);
            if (next == at + 1 || (next < text.Length && text[next] is (byte)'=' or (byte)':')) return at;
            at = next - 1;
        }
        return text.Length;
    }

    // An ampersand that is encoded more often than the sign is a part of the value.
    private static int EncodedEnd(ReadOnlySpan<byte> text, int value, int end, int encoded)
    {
        for (var at = value; at < end; at++)
        {
            at = End(text[..end], at, text[at..end].IndexOf((byte)'%'));
            if (PercentEncoding.EndOf(text, at, "26"u8, out var again) > 0 && again <= encoded) return at;
        }
        return end;
    }

    /// <summary><c>"name":"value"</c> and <c>"name":123</c>, JSON inside text.</summary>
    private static (int Start, int End) Property(ReadOnlySpan<byte> text, int quote)
    {
        var value = quote + 1;
        while (value < text.Length && text[value] == ' ') value++;
        if (value >= text.Length || text[value++] != ':') return default;
        while (value < text.Length && text[value] == ' ') value++;
        var slashes = value;
        while (value < text.Length && text[value] == '\\') value++;
        if (value >= text.Length) return default;
        var nameEnd = quote;
        while (nameEnd > 0 && text[nameEnd - 1] == '\\') nameEnd--;
        if (!SecretNames.Name(text[NameBefore(text, nameEnd)..nameEnd], inQuery: false)) return default;
        if (text[value] == '"') return (value + 1, StringEnd(text, value + 1, value - slashes));
        return char.IsAsciiDigit((char)text[value]) || text[value] == '-' ? (value, End(text, value, text[value..].IndexOfAny(ValueEnds))) : default;
    }

    /// <summary>The quote that closes a string: one that is escaped no more often than the one that opened it.</summary>
    /// <param name="opened">Backslashes before the quote that opened it: JSON in a string of JSON has them.</param>
    private static int StringEnd(ReadOnlySpan<byte> text, int start, int opened)
    {
        for (var at = start; ; at++)
        {
            at = End(text, at, text[at..].IndexOf((byte)'"'));
            if (at >= text.Length) return at;
            var slash = at;
            while (slash > start && text[slash - 1] == '\\') slash--;
            if ((at - slash) / (opened + 1) % 2 == 0) return at;
        }
    }

    /// <summary><c>Name: value</c>, a header; up to the end of the word, of two words behind the name of a scheme.</summary>
    private static (int Start, int End) Header(ReadOnlySpan<byte> text, int space)
    {
        if (!SecretNames.Name(text[NameBefore(text, space - 1)..(space - 1)], inQuery: false)) return default;
        var start = space + 1;
        var end = End(text, start, text[start..].IndexOfAny(ValueEnds));
        if (end < text.Length && text[end] == ' ' && Ends(text[start..end], out _)) end = End(text, end + 1, text[(end + 1)..].IndexOfAny(ValueEnds));
        return (start, end);
    }

    /// <summary><c>Bearer token</c>, <c>Basic credentials</c>.</summary>
    private static (int Start, int End) Authorization(ReadOnlySpan<byte> text, int wordEnd, int value)
    {
        if (!Ends(text[..wordEnd], out var word) || (wordEnd > word && IsNameUnit(text[wordEnd - word - 1]))) return default;
        var end = value;
        while (end < text.Length && (IsNameUnit(text[end]) || text[end] is (byte)'.' or (byte)'~' or (byte)'+' or (byte)'/' or (byte)'=')) end++;
        return end - value >= LeastToken && LooksRandom(text[value..end]) ? (value, end) : default;
    }

    private static bool Ends(ReadOnlySpan<byte> text, out int length)
    {
        length = EndsWith(text, "bearer"u8) ? 6 : EndsWith(text, "basic"u8) ? 5 : 0;
        return length > 0;
    }

    /// <summary>A JSON Web Token: two or three runs of base64url, the first of which is an object.</summary>
    private static (int Start, int End) WebToken(ReadOnlySpan<byte> text, int at)
    {
        if (at < 2 || text[at - 1] != 'y' || text[at - 2] != 'e' || (at > 2 && IsNameUnit(text[at - 3]) && !IsEscape(text, at - 5))) return default;
        var header = NameEnd(text, at);
        if (header - at < LeastToken || header >= text.Length || text[header] != '.') return default;
        var end = NameEnd(text, header + 1);
        if (end - header < LeastToken) return default;
        if (end < text.Length && text[end] == '.') end = NameEnd(text, end + 1);
        return (at - 2, end);
    }

    /// <summary>Tokens that begin with what they are: <c>ghp_</c>, <c>github_pat_</c>, <c>sk_live_</c>.</summary>
    private static (int Start, int End) Prefixed(ReadOnlySpan<byte> text, int at)
    {
        var head = text[..at];
        var prefixed = (head.Length >= 3 && head[^3] == 'g' && head[^2] == 'h' && head[^1] is (byte)'p' or (byte)'o' or (byte)'u' or (byte)'s' or (byte)'r')
            || head.EndsWith("github_pat"u8) || head.EndsWith("sk_live"u8) || head.EndsWith("rk_live"u8) || head.EndsWith("sk_test"u8);
        var end = prefixed ? NameEnd(text, at + 1) : at;
        return end - at > 2 * LeastToken ? (at + 1, end) : default;
    }

    /// <summary><c>scheme://user:password@host</c>.</summary>
    private static (int Start, int End) UserInfo(ReadOnlySpan<byte> text, int at)
    {
        // No further back than user information may reasonably be long, else a text of `@` alone would take for ever.
        var first = Math.Max(0, at - LongestUserInfo);
        var scheme = text[first..at].LastIndexOf("://"u8);
        if (scheme < 0) return default;
        scheme += first;
        var info = text[(scheme + 3)..at];
        var colon = info.IndexOf((byte)':');
        if (colon < 0 || info.IndexOfAny("/?# "u8) >= 0) return default;
        // Passwords that nobody encoded hold the sign as well: the last one before the path is the host's.
        var authority = text[at..End(text, at, text[at..].IndexOfAny(AuthorityEnds))];
        return (scheme + 3 + colon + 1, at + authority.LastIndexOf((byte)'@'));
    }

    private static int NameBefore(ReadOnlySpan<byte> text, int end)
    {
        var start = end;
        while (start > 0 && IsNameUnit(text[start - 1])) start--;
        // In encoded text the two digits of `%26` or `%3F` look like the beginning of the name, those of `%2526` too.
        if (end - start <= 2 || !IsEscape(text, start - 1)) return start;
        while (end - start > 4 && text[start..].StartsWith("25"u8) && char.IsAsciiHexDigit((char)text[start + 2]) && char.IsAsciiHexDigit((char)text[start + 3])) start += 2;
        return start + 2;
    }

    private static int NameEnd(ReadOnlySpan<byte> text, int start)
    {
        while (start < text.Length && IsNameUnit(text[start])) start++;
        return start;
    }

    /// <summary>Whether an escape stands before a place, one that is encoded again too.</summary>
    private static bool IsEscaped(ReadOnlySpan<byte> text, int at)
    {
        if (IsEscape(text, at - 3)) return true;
        var sign = at - 4;
        while (sign > 0 && text[sign..].StartsWith("25"u8)) sign -= 2;
        return sign + 1 < at - 2 && sign >= -1 && IsEscape(text, sign + 1);
    }

    private static bool IsEscape(ReadOnlySpan<byte> text, int at) => PercentEncoding.TryRead(text, at, out _);

    private static bool IsNameUnit(byte unit) => char.IsAsciiLetterOrDigit((char)unit) || unit is (byte)'_' or (byte)'-';

    private static bool EndsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word) =>
        text.Length >= word.Length && System.Text.Ascii.EqualsIgnoreCase(text[^word.Length..], word);

    // A word of a language has no digit, no padding and no capital inside: `Basic authentication` stays.
    private static bool LooksRandom(ReadOnlySpan<byte> text) =>
        text.IndexOfAnyInRange((byte)'0', (byte)'9') >= 0 || text.Contains((byte)'=') || text[1..].IndexOfAnyInRange((byte)'A', (byte)'Z') >= 0;

    private static int End(ReadOnlySpan<byte> text, int start, int found) => found < 0 ? text.Length : start + found;
}
