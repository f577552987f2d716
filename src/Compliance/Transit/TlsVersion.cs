namespace Compliance.Transit;

/// <summary>Versions of the protocol, by their number on the wire.</summary>
public enum TlsVersion : ushort
{
    Ssl3 = 0x0300,
    Tls10 = 0x0301,
    Tls11 = 0x0302,
    Tls12 = 0x0303,
    Tls13 = 0x0304,
}
