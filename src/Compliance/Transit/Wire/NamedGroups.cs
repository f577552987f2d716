namespace Compliance.Transit.Wire;

/// <summary>Key exchange groups by their number in the registry of IANA.</summary>
internal static class NamedGroups
{
    public const ushort Secp256r1 = 0x0017;
    public const ushort Secp384r1 = 0x0018;
    public const ushort Secp521r1 = 0x0019;
    public const ushort X25519 = 0x001D;
    public const ushort X25519MlKem768 = 0x11EC;

    /// <summary>Groups that TLS 1.3 may agree on, likely ones first; beside the registered ones the draft of the first hybrid.</summary>
    public static readonly IReadOnlyList<ushort> Tls13 =
    [
        X25519MlKem768, X25519, Secp256r1, 0x0018, 0x11EB, 0x11ED, 0x001E, 0x0019,
        0x0100, 0x0101, 0x0102, 0x0103, 0x0104,
        0x001F, 0x0020, 0x0021, 0x0029, 0x0200, 0x0201, 0x0202, 0x6399,
        0x0022, 0x0023, 0x0024, 0x0025, 0x0026, 0x0027, 0x0028,
    ];

    /// <summary>Curves of TLS 1.2 and older: RFC 8422, and those that RFC 4492 named and it withdrew.</summary>
    public static readonly IReadOnlyList<ushort> Curves =
    [
        X25519, Secp256r1, 0x0018, 0x0019, 0x001E, 0x001A, 0x001B, 0x001C, 0x0016, 0x0015, 0x0014, 0x0013, 0x0012, 0x0011, 0x0010, 0x000F,
        0x000E, 0x000D, 0x000C, 0x000B, 0x000A, 0x0009, 0x0008, 0x0007, 0x0006, 0x0005, 0x0004, 0x0003, 0x0002, 0x0001,
    ];

    /// <summary>Finite fields of RFC 7919: 2048, 3072, 4096, 6144 and 8192 bits.</summary>
    public static readonly IReadOnlyList<ushort> FiniteFields = [0x0100, 0x0101, 0x0102, 0x0103, 0x0104];
}
