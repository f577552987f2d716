namespace Compliance.Transit.Wire;

/// <summary>Kinds of record.</summary>
internal enum ContentType : byte
{
    ChangeCipherSpec = 20,
    Alert = 21,
    Handshake = 22,
    ApplicationData = 23,
}

/// <summary>Kinds of handshake message that a server sends in clear.</summary>
internal enum HandshakeType : byte
{
    HelloRequest = 0,
    ClientHello = 1,
    ServerHello = 2,
    Certificate = 11,
    ServerKeyExchange = 12,
    CertificateRequest = 13,
    ServerHelloDone = 14,
    CertificateStatus = 22,
}

/// <summary>Numbers of extensions, in the registry of IANA.</summary>
internal enum ExtensionType : ushort
{
    ServerName = 0,
    StatusRequest = 5,
    SupportedGroups = 10,
    PointFormats = 11,
    SignatureAlgorithms = 13,
    Padding = 21,
    ExtendedMasterSecret = 23,
    SupportedVersions = 43,
    KeyShare = 51,
    RenegotiationInfo = 0xFF01,
}
