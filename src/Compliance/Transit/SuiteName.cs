namespace Compliance.Transit;

/// <summary>Reads what a suite does from its registered name: <c>TLS_</c> key exchange <c>_WITH_</c> cipher and MAC; without <c>_WITH_</c>
/// the suite is of TLS 1.3, where key exchange and authentication are negotiated apart.</summary>
internal static class SuiteName
{
    private const int LeastBits = 112;
    private static readonly string[] Macs = ["SHA512", "SHA384", "SHA256", "SHA", "MD5", "SM3", "GOSTR3411", "GOST94", "IMIT", "OMAC"];

    public static CipherSuite Read(ushort id, string name)
    {
        // Google's drafts of ChaCha20 had the later names and other numbers; the mark tells them apart.
        var text = name[4..].Replace("_OLD", "", StringComparison.Ordinal);
        var with = text.IndexOf("_WITH_", StringComparison.Ordinal);
        var (exchange, rest) = with < 0 ? (null, text) : (text[..with], text[(with + "_WITH_".Length)..]);
        var mac = Array.Find(Macs, mac => rest.EndsWith("_" + mac, StringComparison.Ordinal));
        var cipher = mac is null ? rest : rest[..^(mac.Length + 1)];
        // RFC 9150 has suites of TLS 1.3 that only authenticate: TLS_SHA256_SHA256; TLS_NULL_WITH_NULL_NULL does not even that.
        if (cipher is "SHA256" or "SHA384" or "NULL_NULL") cipher = "NULL";
        var mode = ModeOf(cipher);
        var bits = BitsOf(cipher);
        var keys = exchange is null ? SuiteKeyExchange.Negotiated : ExchangeOf(exchange);
        var authentication = exchange is null ? SuiteAuthentication.Certificate : AuthenticationOf(exchange);
        return new(id, name, keys, authentication, cipher, bits, mode, mac, TraitsOf(exchange, keys, authentication, cipher, bits, mode, mac));
    }

    private static SuiteTraits TraitsOf(
        string? exchange, SuiteKeyExchange keys, SuiteAuthentication authentication, string cipher, int bits, CipherMode mode, string? mac)
    {
        var traits = SuiteTraits.None;
        if (mode == CipherMode.None) traits |= SuiteTraits.NoEncryption;
        if (authentication == SuiteAuthentication.Anonymous) traits |= SuiteTraits.Anonymous;
        if (exchange?.Contains("EXPORT", StringComparison.Ordinal) is true) traits |= SuiteTraits.Export;
        if (cipher.StartsWith("RC4", StringComparison.Ordinal)) traits |= SuiteTraits.Rc4;
        if (bits < LeastBits) traits |= SuiteTraits.ShortKey;
        if (Begins(cipher, "3DES", "DES", "IDEA", "RC2", "28147", "MAGMA", "FORTEZZA")) traits |= SuiteTraits.Block64;
        if (mac == "MD5") traits |= SuiteTraits.Md5;
        if (!IsEphemeral(keys)) traits |= SuiteTraits.NoForwardSecrecy;
        if (mode == CipherMode.Cbc && mac == "SHA") traits |= SuiteTraits.CbcSha1;
        if (cipher.EndsWith("CCM_8", StringComparison.Ordinal)) traits |= SuiteTraits.ShortTag;
        return traits;
    }

    private static bool IsEphemeral(SuiteKeyExchange keys) => keys is SuiteKeyExchange.Negotiated or SuiteKeyExchange.Dhe or SuiteKeyExchange.Ecdhe
        or SuiteKeyExchange.DhePsk or SuiteKeyExchange.EcdhePsk or SuiteKeyExchange.Srp or SuiteKeyExchange.EccPassword or SuiteKeyExchange.Cecpq1;

    private static SuiteKeyExchange ExchangeOf(string exchange) => exchange switch
    {
        "NULL" => SuiteKeyExchange.None,
        "PSK" => SuiteKeyExchange.Psk,
        "RSA_PSK" => SuiteKeyExchange.RsaPsk,
        "DHE_PSK" or "PSK_DHE" => SuiteKeyExchange.DhePsk,
        "ECDHE_PSK" => SuiteKeyExchange.EcdhePsk,
        "ECCPWD" => SuiteKeyExchange.EccPassword,
        "FORTEZZA_KEA" => SuiteKeyExchange.Fortezza,
        _ when exchange.StartsWith("RSA", StringComparison.Ordinal) => SuiteKeyExchange.Rsa,
        // Anonymous Diffie–Hellman is ephemeral, although its name lacks the E.
        _ when Begins(exchange, "DHE_", "DH_anon") => SuiteKeyExchange.Dhe,
        _ when Begins(exchange, "ECDHE_", "ECDH_anon") => SuiteKeyExchange.Ecdhe,
        _ when exchange.StartsWith("DH_", StringComparison.Ordinal) => SuiteKeyExchange.StaticDh,
        _ when exchange.StartsWith("ECDH_", StringComparison.Ordinal) => SuiteKeyExchange.StaticEcdh,
        _ when exchange.StartsWith("SRP_", StringComparison.Ordinal) => SuiteKeyExchange.Srp,
        _ when exchange.StartsWith("KRB5", StringComparison.Ordinal) => SuiteKeyExchange.Kerberos,
        _ when exchange.StartsWith("GOST", StringComparison.Ordinal) => SuiteKeyExchange.Gost,
        _ when exchange.StartsWith("CECPQ1", StringComparison.Ordinal) => SuiteKeyExchange.Cecpq1,
        _ => throw new InvalidOperationException($"`{exchange}` in the registry of cipher suites is no key exchange that is known"),
    };

    private static SuiteAuthentication AuthenticationOf(string exchange) => exchange switch
    {
        "NULL" => SuiteAuthentication.Anonymous,
        "RSA_PSK" => SuiteAuthentication.Rsa,
        "SRP_SHA" or "ECCPWD" => SuiteAuthentication.Password,
        "FORTEZZA_KEA" => SuiteAuthentication.Fortezza,
        _ when exchange.Contains("anon", StringComparison.Ordinal) => SuiteAuthentication.Anonymous,
        _ when exchange.Contains("PSK", StringComparison.Ordinal) => SuiteAuthentication.Psk,
        _ when exchange.StartsWith("KRB5", StringComparison.Ordinal) => SuiteAuthentication.Kerberos,
        _ when exchange.StartsWith("GOST", StringComparison.Ordinal) => SuiteAuthentication.Gost,
        _ when exchange.Contains("ECDSA", StringComparison.Ordinal) => SuiteAuthentication.Ecdsa,
        _ when exchange.Contains("DSS", StringComparison.Ordinal) => SuiteAuthentication.Dss,
        _ => SuiteAuthentication.Rsa,
    };

    private static CipherMode ModeOf(string cipher)
    {
        if (cipher == "NULL") return CipherMode.None;
        if (cipher.Contains("CBC", StringComparison.Ordinal) || cipher.StartsWith("RC2", StringComparison.Ordinal)) return CipherMode.Cbc;
        if (Begins(cipher, "RC4", "28147") || cipher.Contains("CTR", StringComparison.Ordinal)) return CipherMode.Stream;
        return CipherMode.Aead;
    }

    private static int BitsOf(string cipher)
    {
        var parts = cipher.Split('_');
        if (cipher == "NULL") return 0;
        if (parts.Contains("40") || parts[0] == "DES40") return 40;
        if (parts.Contains("56") || parts[0] == "DES") return 56;
        if (parts[0] == "FORTEZZA") return 80;
        if (parts[0] == "3DES") return 112;
        if (parts.Contains("256") || parts[0] is "CHACHA20" or "28147" or "KUZNYECHIK" or "MAGMA") return 256;
        return 128;
    }

    private static bool Begins(string text, params ReadOnlySpan<string> beginnings)
    {
        foreach (var beginning in beginnings)
        {
            if (text.StartsWith(beginning, StringComparison.Ordinal)) return true;
        }
        return false;
    }
}
