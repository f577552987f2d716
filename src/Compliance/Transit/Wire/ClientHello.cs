using System.Security.Cryptography;
using System.Text;

namespace Compliance.Transit.Wire;

/// <summary>
/// The first message of a handshake, made by hand: a library refuses to send much of what a server must be asked, and its refusal looks
/// like the server's.
/// </summary>
internal sealed record ClientHello
{
    /// <summary>Signalling suites: RFC 5746 and RFC 7507.</summary>
    public const ushort RenegotiationScsv = 0x00FF;
    public const ushort FallbackScsv = 0x5600;

    private const byte Deflate = 1;
    private static readonly byte[] OfNone = [0];
    private static readonly byte[] WithDeflate = [Deflate, 0];

    /// <summary>The one version that is asked for.</summary>
    public required TlsVersion Version { get; init; }

    public required IReadOnlyList<ushort> Suites { get; init; }

    /// <summary>Name for the server name indication, in ASCII; null for an address (RFC 6066 allows only names).</summary>
    public string? ServerName { get; init; }

    public IReadOnlyList<ushort> Groups { get; init; } = [];

    /// <summary>Empty in TLS 1.3: the server is to name its group in a HelloRetryRequest.</summary>
    public IReadOnlyList<KeyShare> KeyShares { get; init; } = [];

    /// <summary>Whether this is said to be a retry at a lower version.</summary>
    public bool IsFallback { get; init; }

    /// <summary>One record that holds the message.</summary>
    public byte[] Encode()
    {
        var body = Body(padding: 0);
        // Some balancers take a hello of 256 to 511 bytes for SSLv2 and hang: RFC 7685 pads over the gap.
        if (Version > TlsVersion.Ssl3 && body.Length + 4 is >= 256 and < 512) body = Body(padding: Math.Max(1, 512 - (body.Length + 4) - 4));

        var record = new ByteWriter();
        record.U8((byte)ContentType.Handshake);
        // A record of 3.1 is what every server takes for the first one, whatever the hello asks for (RFC 8446, section 5.1).
        record.U16((int)(Version == TlsVersion.Ssl3 ? TlsVersion.Ssl3 : TlsVersion.Tls10));
        record.Vector16(fragment =>
        {
            fragment.U8((byte)HandshakeType.ClientHello);
            fragment.Vector24(message => message.Bytes(body));
        });
        return record.ToArray();
    }

    private byte[] Body(int padding)
    {
        var body = new ByteWriter();
        body.U16((int)(Version > TlsVersion.Tls12 ? TlsVersion.Tls12 : Version));
        body.Bytes(RandomNumberGenerator.GetBytes(32));
        // A session id of 32 bytes makes TLS 1.3 look like a resumption to what stands between (RFC 8446, appendix D.4).
        body.Vector8(session => session.Bytes(Version == TlsVersion.Tls13 ? RandomNumberGenerator.GetBytes(32) : []));
        body.Vector16(suites =>
        {
            foreach (var suite in Suites) suites.U16(suite);
            // SSLv3 knows no extensions; elsewhere the extension says it, and RFC 5746 advises against both.
            if (Version == TlsVersion.Ssl3) suites.U16(RenegotiationScsv);
            if (IsFallback) suites.U16(FallbackScsv);
        });
        body.Vector8(methods => methods.Bytes(Version == TlsVersion.Tls13 ? OfNone : WithDeflate));
        var extensions = new ByteWriter();
        WriteExtensions(extensions, padding);
        if (extensions.Length > 0) body.Vector16(all => all.Bytes(extensions.ToArray()));
        return body.ToArray();
    }

    private void WriteExtensions(ByteWriter extensions, int padding)
    {
        if (ServerName is not null) Extension(extensions, ExtensionType.ServerName, WriteServerName);
        // Servers of SSLv3 skip what follows the compression methods (RFC 6101, section 5.6.1.2); the name is all that is worth that trust.
        if (Version == TlsVersion.Ssl3) return;

        Extension(extensions, ExtensionType.StatusRequest, content => content.Bytes([1, 0, 0, 0, 0]));
        if (Groups.Count > 0) Extension(extensions, ExtensionType.SupportedGroups, content => content.Vector16(groups => Numbers(groups, Groups)));
        if (Version >= TlsVersion.Tls12) Extension(extensions, ExtensionType.SignatureAlgorithms, content => content.Vector16(all => Numbers(all, SignatureSchemes.For(Version))));
        if (Version == TlsVersion.Tls13)
        {
            Extension(extensions, ExtensionType.SupportedVersions, content => content.Vector8(versions => versions.U16((int)Version)));
            Extension(extensions, ExtensionType.KeyShare, content => content.Vector16(WriteKeyShares));
        }
        else
        {
            Extension(extensions, ExtensionType.PointFormats, content => content.Vector8(formats => formats.Bytes([0, 1, 2])));
            Extension(extensions, ExtensionType.ExtendedMasterSecret, content => content.Bytes([]));
            Extension(extensions, ExtensionType.RenegotiationInfo, content => content.U8(0));
        }
        if (padding > 0) Extension(extensions, ExtensionType.Padding, content => content.Bytes(new byte[padding]));
    }

    private void WriteServerName(ByteWriter content) => content.Vector16(names =>
    {
        names.U8(0);
        names.Vector16(name => name.Bytes(Encoding.ASCII.GetBytes(ServerName!)));
    });

    private void WriteKeyShares(ByteWriter shares)
    {
        foreach (var share in KeyShares)
        {
            shares.U16(share.Group);
            shares.Vector16(value => value.Bytes(share.Value));
        }
    }

    private static void Extension(ByteWriter extensions, ExtensionType type, Action<ByteWriter> content)
    {
        extensions.U16((int)type);
        extensions.Vector16(content);
    }

    private static void Numbers(ByteWriter target, IReadOnlyList<ushort> numbers)
    {
        foreach (var number in numbers) target.U16(number);
    }
}
