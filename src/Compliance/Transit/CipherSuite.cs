using System.Globalization;

namespace Compliance.Transit;

/// <summary>How the keys of a session come about.</summary>
public enum SuiteKeyExchange : byte
{
    /// <summary>Not known: the number is not registered.</summary>
    Unknown,

    /// <summary>None at all, or a group chosen apart from the suite (TLS 1.3).</summary>
    None,
    Negotiated,

    /// <summary>The client encrypts to the certificate's key.</summary>
    Rsa,

    /// <summary>Diffie–Hellman with the certificate's key.</summary>
    StaticDh,
    StaticEcdh,
    Dhe,
    Ecdhe,
    Psk,
    RsaPsk,
    DhePsk,
    EcdhePsk,
    Srp,
    Kerberos,
    Gost,
    EccPassword,
    Fortezza,

    /// <summary>The experiment of 2016: X25519 with NewHope.</summary>
    Cecpq1,
}

/// <summary>Who proves who he is, and with what.</summary>
public enum SuiteAuthentication : byte
{
    Unknown,
    Anonymous,

    /// <summary>The certificate, whatever its key (TLS 1.3).</summary>
    Certificate,
    Rsa,
    Dss,
    Ecdsa,
    Psk,
    Password,
    Kerberos,
    Gost,
    Fortezza,
}

/// <summary>How a cipher is used.</summary>
public enum CipherMode : byte
{
    Unknown,

    /// <summary>Nothing is encrypted.</summary>
    None,
    Stream,
    Cbc,
    Aead,
}

/// <summary>What a profile can hold against a suite.</summary>
[Flags]
public enum SuiteTraits : ushort
{
    None = 0,
    NoEncryption = 1,
    Anonymous = 1 << 1,
    Export = 1 << 2,
    Rc4 = 1 << 3,

    /// <summary>Fewer than 112 bits.</summary>
    ShortKey = 1 << 4,

    /// <summary>Blocks of 64 bits (3DES, IDEA, RC2, DES, GOST 28147-89): what long sessions encrypt collides after 2^32 of them.</summary>
    Block64 = 1 << 5,
    Md5 = 1 << 6,

    /// <summary>Who later gets the long-term key reads what was recorded.</summary>
    NoForwardSecrecy = 1 << 7,
    CbcSha1 = 1 << 8,

    /// <summary>A tag of 64 bits (CCM_8).</summary>
    ShortTag = 1 << 9,
}

/// <summary>A cipher suite as registered with IANA, and the few that were only ever drafts but are still met.</summary>
/// <param name="Id">Number on the wire.</param>
/// <param name="Name">As registered; <c>0x1234</c> for a number that is not.</param>
/// <param name="Cipher">With size and mode: <c>AES_128_GCM</c>.</param>
/// <param name="Bits">Bits of strength, counting three-key 3DES as 112 (SP 800-57); null: not known.</param>
/// <param name="Mac">Hash of the MAC, or of the key derivation of an AEAD suite; null: not said by the name.</param>
public sealed record CipherSuite(
    ushort Id, string Name, SuiteKeyExchange KeyExchange, SuiteAuthentication Authentication, string Cipher, int? Bits, CipherMode Mode, string? Mac, SuiteTraits Traits)
{
    public bool IsRegistered => KeyExchange != SuiteKeyExchange.Unknown;

    /// <summary>Whether the suite's key exchange chooses an elliptic curve or another named group by itself (not TLS 1.3).</summary>
    public bool UsesCurves => KeyExchange is SuiteKeyExchange.Ecdhe or SuiteKeyExchange.EcdhePsk;

    /// <summary>Whether the server sends a prime of its own.</summary>
    public bool UsesFiniteField => KeyExchange is SuiteKeyExchange.Dhe or SuiteKeyExchange.DhePsk;

    /// <summary>Whether the server proves itself with a certificate.</summary>
    public bool UsesCertificate => Authentication is not (SuiteAuthentication.Anonymous or SuiteAuthentication.Psk or SuiteAuthentication.Kerberos or SuiteAuthentication.Password);

    /// <summary>A number that is in no registry: nothing is known of it, so nothing good.</summary>
    public static CipherSuite Unregistered(ushort id) =>
        new(id, Spell(id), SuiteKeyExchange.Unknown, SuiteAuthentication.Unknown, "", null, CipherMode.Unknown, null, SuiteTraits.None);

    /// <summary><c>0xC02F</c>.</summary>
    public static string Spell(ushort id) => string.Create(CultureInfo.InvariantCulture, $"0x{id:X4}");
}
