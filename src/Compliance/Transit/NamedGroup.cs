using System.Collections.Frozen;
using System.Globalization;

namespace Compliance.Transit;

/// <summary>What a group is made of.</summary>
public enum GroupKind : byte
{
    /// <summary>Not registered.</summary>
    Unknown,
    Curve,
    FiniteField,

    /// <summary>A lattice together with a curve, so that either alone is enough: post-quantum.</summary>
    Hybrid,

    /// <summary>A lattice alone.</summary>
    Lattice,
}

/// <summary>A key exchange group as registered with IANA.</summary>
/// <param name="Id">Number on the wire.</param>
/// <param name="Name">As registered; <c>0x1234</c> for a number that is not.</param>
/// <param name="Bits">Of the curve's field or the prime; of a hybrid, of its curve; of a lattice its parameter (768); null: not known.</param>
public sealed record NamedGroup(ushort Id, string Name, GroupKind Kind, int? Bits)
{
    private static readonly string[] Curves =
    [
        "sect163k1", "sect163r1", "sect163r2", "sect193r1", "sect193r2", "sect233k1", "sect233r1", "sect239k1", "sect283k1", "sect283r1",
        "sect409k1", "sect409r1", "sect571k1", "sect571r1", "secp160k1", "secp160r1", "secp160r2", "secp192k1", "secp192r1", "secp224k1",
        "secp224r1", "secp256k1", "secp256r1", "secp384r1", "secp521r1", "brainpoolP256r1", "brainpoolP384r1", "brainpoolP512r1",
        "x25519", "x448", "brainpoolP256r1tls13", "brainpoolP384r1tls13", "brainpoolP512r1tls13",
        "GC256A", "GC256B", "GC256C", "GC256D", "GC512A", "GC512B", "GC512C", "curveSM2",
    ];

    private static readonly NamedGroup[] Others =
    [
        new(0x0100, "ffdhe2048", GroupKind.FiniteField, 2048),
        new(0x0101, "ffdhe3072", GroupKind.FiniteField, 3072),
        new(0x0102, "ffdhe4096", GroupKind.FiniteField, 4096),
        new(0x0103, "ffdhe6144", GroupKind.FiniteField, 6144),
        new(0x0104, "ffdhe8192", GroupKind.FiniteField, 8192),
        new(0x0200, "MLKEM512", GroupKind.Lattice, 512),
        new(0x0201, "MLKEM768", GroupKind.Lattice, 768),
        new(0x0202, "MLKEM1024", GroupKind.Lattice, 1024),
        new(0x11EB, "SecP256r1MLKEM768", GroupKind.Hybrid, 256),
        new(0x11EC, "X25519MLKEM768", GroupKind.Hybrid, 255),
        new(0x11ED, "SecP384r1MLKEM1024", GroupKind.Hybrid, 384),
        new(0x11EE, "curveSM2MLKEM768", GroupKind.Hybrid, 256),
        new(0x6399, "X25519Kyber768Draft00", GroupKind.Hybrid, 255),
        new(0x639A, "SecP256r1Kyber768Draft00", GroupKind.Hybrid, 256),
    ];

    private static readonly FrozenDictionary<ushort, NamedGroup> Registry = Curves
        .Select((name, i) => new NamedGroup((ushort)(i + 1), name, GroupKind.Curve, BitsOf(name)))
        .Concat(Others)
        .ToFrozenDictionary(group => group.Id);

    /// <summary>By number.</summary>
    public static IReadOnlyList<NamedGroup> All { get; } = [.. Registry.Values.OrderBy(group => group.Id)];

    /// <summary>The group; one of <see cref="GroupKind.Unknown"/> for a number that is not registered.</summary>
    public static NamedGroup Of(ushort id) => Registry.GetValueOrDefault(id) ?? new(id, CipherSuite.Spell(id), GroupKind.Unknown, null);

    public static NamedGroup? Find(string name) => Registry.Values.FirstOrDefault(group => group.Name == name);

    private static int BitsOf(string curve) => curve switch
    {
        "x25519" => 255,
        "x448" => 448,
        "curveSM2" => 256,
        _ => int.Parse(curve.AsSpan(curve.IndexOfAnyInRange('1', '9'), 3), CultureInfo.InvariantCulture),
    };
}
