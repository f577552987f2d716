using System.Buffers.Binary;

namespace Compliance.Transit.Wire;

/// <summary>What the server chose. A HelloRetryRequest is one too: it has a version, a suite and the group that it wants.</summary>
internal sealed record ServerHello
{
    // SHA-256 of "HelloRetryRequest" (RFC 8446, section 4.1.3).
    private static readonly byte[] RetryRandom = Convert.FromHexString("CF21AD74E59A6111BE1D8C021E65B891C2A211167ABB8C5E079E09E2C8A8339C");

    /// <summary>The version agreed on: <c>supported_versions</c> where it is answered, else that of the message. May be none we know.</summary>
    public required TlsVersion Version { get; init; }

    public required ushort Suite { get; init; }

    public required bool Compressed { get; init; }

    public required bool IsRetryRequest { get; init; }

    /// <summary>Group of the key share; null: none was named.</summary>
    public ushort? Group { get; init; }

    public bool SecureRenegotiation { get; init; }

    public bool ExtendedMasterSecret { get; init; }

    /// <summary>Whether a stapled response may follow; only the message says that it does.</summary>
    public bool AnnouncesStatus { get; init; }

    /// <exception cref="ProtocolException">It is no ServerHello.</exception>
    public static ServerHello Parse(ReadOnlySpan<byte> body)
    {
        var reader = new ByteReader(body, "hello");
        var version = (TlsVersion)reader.U16();
        var isRetry = reader.Bytes(32).SequenceEqual(RetryRandom);
        if (reader.Vector8().Length > 32) throw new ProtocolException("the server's hello has a session id of more than 32 bytes");
        var hello = new ServerHello { Version = version, Suite = reader.U16(), Compressed = reader.U8() != 0, IsRetryRequest = isRetry };
        if (reader.IsEmpty) return hello;

        var extensions = new ByteReader(reader.Vector16(), "list of extensions");
        while (!extensions.IsEmpty)
        {
            var type = (ExtensionType)extensions.U16();
            hello = hello.With(type, extensions.Vector16());
        }
        return hello;
    }

    private ServerHello With(ExtensionType type, ReadOnlySpan<byte> content) => type switch
    {
        ExtensionType.SupportedVersions when content.Length == 2 => this with { Version = (TlsVersion)BinaryPrimitives.ReadUInt16BigEndian(content) },
        // A retry request has the group alone, a hello its share as well.
        ExtensionType.KeyShare when content.Length >= 2 => this with { Group = BinaryPrimitives.ReadUInt16BigEndian(content) },
        ExtensionType.RenegotiationInfo => this with { SecureRenegotiation = true },
        ExtensionType.ExtendedMasterSecret => this with { ExtendedMasterSecret = true },
        ExtensionType.StatusRequest => this with { AnnouncesStatus = true },
        _ => this,
    };
}
