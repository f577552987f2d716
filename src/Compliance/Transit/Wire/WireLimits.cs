namespace Compliance.Transit.Wire;

/// <summary>Bounds of reading one connection.</summary>
/// <param name="HandshakeBytes">Bytes of handshake messages.</param>
/// <param name="Certificates">Certificates of one chain.</param>
internal readonly record struct WireLimits(int HandshakeBytes, int Certificates)
{
    /// <summary>Longest fragment in clear (RFC 8446, section 5.1).</summary>
    public const int RecordBytes = 1 << 14;

    /// <summary>Messages that mean nothing here (warnings, HelloRequest, ChangeCipherSpec) and are put up with.</summary>
    public const int Idle = 8;
}
