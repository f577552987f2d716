namespace Compliance.Transit.Probing;

/// <summary>How a suite agrees on a key, as far as it tells what the server's messages hold.</summary>
internal enum KeyExchange : byte
{
    /// <summary>No parameters that are read: static RSA, static (EC)DH, PSK alone, GOST.</summary>
    Static,
    Field,
    Curve,

    /// <summary>TLS 1.3: not a property of the suite.</summary>
    Apart,
}

/// <summary>What kind of certificate a suite is signed with.</summary>
internal enum Authentication : byte
{
    /// <summary>No certificate: anonymous, a shared key, or not the suite's choice.</summary>
    None,
    Rsa,
    Ecdsa,
    Dss,
    Gost,

    /// <summary>Diffie–Hellman keys in the certificate.</summary>
    StaticField,
    StaticCurve,
}
