namespace Compliance.Transit.Wire;

/// <summary>Signatures that are offered: every one in use, so that no certificate is held back for want of one.</summary>
internal static class SignatureSchemes
{
    private static readonly IReadOnlyList<ushort> Modern =
    [
        0x0403, 0x0503, 0x0603, 0x0807, 0x0808, 0x0804, 0x0805, 0x0806, 0x0809, 0x080A, 0x080B, 0x0401, 0x0501, 0x0601,
        0x081A, 0x081B, 0x081C, 0x0904, 0x0905, 0x0906,
    ];

    // SHA-224, SHA-1 and MD5, and DSA: TLS 1.2 alone lets them sign the key exchange.
    private static readonly IReadOnlyList<ushort> WithLegacy =
        [.. Modern, 0x0303, 0x0301, 0x0302, 0x0203, 0x0201, 0x0202, 0x0402, 0x0502, 0x0602, 0x0101, 0xEEEE, 0xEFEF, 0xEDED];

    public static IReadOnlyList<ushort> For(TlsVersion version) => version == TlsVersion.Tls13 ? Tls13 : WithLegacy;

    // In TLS 1.3 SHA-1 may still sign certificates, and a server whose chain is signed with it looks for that here.
    private static readonly IReadOnlyList<ushort> Tls13 = [.. Modern, 0x0203, 0x0201];
}
