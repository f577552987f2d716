namespace Compliance.Rules.Transit;

/// <summary>The hash that a signature rests on, by the name of the algorithm.</summary>
internal static class SignatureHash
{
    /// <summary>For algorithms that bring their own hash, of which no weak one exists.</summary>
    public const string OwnHash = "its own";

    // Names differ by who writes them: sha256RSA, sha256WithRSAEncryption, ecdsa-with-SHA256.
    private static readonly (string In, string Hash)[] InNames =
    [
        ("sha512", "SHA-512"), ("sha384", "SHA-384"), ("sha256", "SHA-256"), ("sha224", "SHA-224"), ("sha1", "SHA-1"),
        ("md5", "MD5"), ("md4", "MD4"), ("md2", "MD2"), ("ed25519", OwnHash), ("ed448", OwnHash),
    ];

    private static readonly Dictionary<string, string> Oids = new(StringComparer.Ordinal)
    {
        ["1.2.840.113549.1.1.2"] = "MD2",
        ["1.2.840.113549.1.1.3"] = "MD4",
        ["1.2.840.113549.1.1.4"] = "MD5",
        ["1.2.840.113549.1.1.5"] = "SHA-1",
        ["1.3.14.3.2.29"] = "SHA-1",
        ["1.2.840.10045.4.1"] = "SHA-1",
        ["1.2.840.10040.4.3"] = "SHA-1",
        ["1.2.840.113549.1.1.14"] = "SHA-224",
        ["1.2.840.113549.1.1.11"] = "SHA-256",
        ["1.2.840.113549.1.1.12"] = "SHA-384",
        ["1.2.840.113549.1.1.13"] = "SHA-512",
        ["1.2.840.10045.4.3.1"] = "SHA-224",
        ["1.2.840.10045.4.3.2"] = "SHA-256",
        ["1.2.840.10045.4.3.3"] = "SHA-384",
        ["1.2.840.10045.4.3.4"] = "SHA-512",
        ["2.16.840.1.101.3.4.3.1"] = "SHA-224",
        ["2.16.840.1.101.3.4.3.2"] = "SHA-256",
        ["1.3.101.112"] = OwnHash,
        ["1.3.101.113"] = OwnHash,
        ["2.16.840.1.101.3.4.3.17"] = OwnHash,
        ["2.16.840.1.101.3.4.3.18"] = OwnHash,
        ["2.16.840.1.101.3.4.3.19"] = OwnHash,
    };

    /// <summary><c>SHA-256</c>; null: the name does not tell, as that of RSASSA-PSS does not.</summary>
    public static string? Of(string signature)
    {
        if (Oids.TryGetValue(signature, out var hash)) return hash;
        var name = signature.Replace("-", "", StringComparison.Ordinal);
        return Array.Find(InNames, known => name.Contains(known.In, StringComparison.OrdinalIgnoreCase)).Hash;
    }
}
