namespace Compliance.Transit.Wire;

/// <summary>Parameters of an ephemeral key exchange, TLS 1.2 or older.</summary>
/// <param name="PrimeBits">Size of the prime; null: a curve.</param>
/// <param name="Group">The curve, or the field of RFC 7919 that the prime is; null: a prime of the server's own, or a curve without a name.</param>
internal readonly record struct ServerKeyExchange(int? PrimeBits, ushort? Group)
{
    private const byte NamedCurve = 3;

    // All primes of RFC 7919 begin with 64 ones and then the digits of e; they differ in length.
    private static readonly byte[] FiniteFieldPrefix = Convert.FromHexString("FFFFFFFFFFFFFFFFADF85458A2BB4A9AAFDC5620273D3CF1D8B9C583CE2D3695");

    /// <summary>Parameters of ECDHE (RFC 8422, section 5.4).</summary>
    /// <exception cref="ProtocolException">It is none.</exception>
    public static ServerKeyExchange ParseCurve(ReadOnlySpan<byte> body)
    {
        var reader = new ByteReader(body, "key exchange");
        return reader.U8() == NamedCurve ? new ServerKeyExchange(null, reader.U16()) : new ServerKeyExchange(null, null);
    }

    /// <summary>Parameters of DHE (RFC 5246, section 7.4.3).</summary>
    /// <exception cref="ProtocolException">It is none.</exception>
    public static ServerKeyExchange ParseField(ReadOnlySpan<byte> body)
    {
        var reader = new ByteReader(body, "key exchange");
        var prime = reader.Vector16().TrimStart((byte)0);
        if (prime.IsEmpty) throw new ProtocolException("the server's Diffie–Hellman prime is empty");
        var bits = ((prime.Length - 1) * 8) + (8 - byte.LeadingZeroCount(prime[0]));
        return new ServerKeyExchange(bits, prime.StartsWith(FiniteFieldPrefix) ? FiniteField(bits) : null);
    }

    private static ushort? FiniteField(int bits) => bits switch
    {
        2048 => 0x0100,
        3072 => 0x0101,
        4096 => 0x0102,
        6144 => 0x0103,
        8192 => 0x0104,
        _ => null,
    };
}
