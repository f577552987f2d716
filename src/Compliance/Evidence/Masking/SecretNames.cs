using System.Text;

namespace Compliance.Evidence.Masking;

/// <summary>Names under which query strings, connection strings, headers and JSON carry secrets; compared ignoring case, hyphens and
/// underscores.</summary>
internal static class SecretNames
{
    private const int Longest = 48;

    // A longer name ends with one of these: `X-Amz-Signature`, `refresh_token`, `client_secret`, `SharedAccessKey`.
    private static readonly byte[][] Endings = Words(
        "signature", "token", "secret", "password", "passwd", "pwd", "passphrase", "apikey", "accesskey", "accountkey", "privatekey",
        "subscriptionkey", "functionskey", "authorization", "assertion", "samlresponse", "sessionid", "phpsessid");

    private static readonly byte[][] Whole = Words("sig", "jwt");

    // Short words that name a secret in a query string only: elsewhere `code=403` is a status and `key=5` a part of a path.
    private static readonly byte[][] InQuery = Words("code", "key", "auth", "pass", "sid", "pin", "otp");

    /// <summary>Whether the value of a parameter of this name is a secret.</summary>
    /// <param name="inQuery">The name stands where a query string has its names.</param>
    public static bool Name(ReadOnlySpan<byte> name, bool inQuery)
    {
        if (name.Length < 3) return false;
        // However long a name is, its end tells.
        var cut = name.Length > Longest;
        if (cut) name = name[^Longest..];
        Span<byte> plain = stackalloc byte[Longest];
        var length = 0;
        foreach (var unit in name)
            if (unit is not ((byte)'-' or (byte)'_')) plain[length++] = (byte)(unit is >= (byte)'A' and <= (byte)'Z' ? unit | 0x20 : unit);
        plain = plain[..length];
        return EndsWithOne(plain) || (!cut && (IsOne(Whole, plain) || (inQuery && IsOne(InQuery, plain))));
    }

    private static bool IsOne(byte[][] words, ReadOnlySpan<byte> name)
    {
        foreach (var word in words)
            if (name.SequenceEqual(word)) return true;
        return false;
    }

    private static bool EndsWithOne(ReadOnlySpan<byte> name)
    {
        foreach (var word in Endings)
            if (name.EndsWith(word)) return true;
        return false;
    }

    private static byte[][] Words(params string[] words) => [.. words.Select(Encoding.ASCII.GetBytes)];
}
