namespace Compliance.Transit.Wire;

/// <summary>The chain as presented, TLS 1.2 or older.</summary>
internal static class CertificateMessage
{
    /// <summary>Certificates in DER, the server's own first; empty when it presented none.</summary>
    /// <exception cref="ProtocolException">It is no list of certificates, or one of too many.</exception>
    public static IReadOnlyList<byte[]> Parse(ReadOnlySpan<byte> body, WireLimits limits)
    {
        var message = new ByteReader(body, "certificate message");
        var list = new ByteReader(message.Vector24(), "list of certificates");
        var chain = new List<byte[]>();
        while (!list.IsEmpty)
        {
            if (chain.Count == limits.Certificates) throw new ProtocolException($"the server presented more than {limits.Certificates} certificates");
            chain.Add(list.Vector24().ToArray());
        }
        return chain;
    }
}
