using System.Formats.Asn1;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Compliance.Transit.Certificates;

/// <summary>A certificate's key, read from its encoding: a platform may refuse to load a key that is weak, and the weak ones matter.</summary>
/// <param name="Type"><c>RSA</c>, <c>EC</c>, <c>DSA</c>, <c>Ed25519</c>, <c>Ed448</c> or the OID.</param>
/// <param name="Bits">Null: not known.</param>
/// <param name="Curve">Curve of an EC key: its name, or its OID.</param>
internal readonly record struct PublicKeyFacts(string Type, int? Bits, string? Curve)
{
    /// <exception cref="AsnContentException">The key is not encoded as its kind is.</exception>
    /// <exception cref="CryptographicException">The certificate's key cannot be reached.</exception>
    public static PublicKeyFacts Of(X509Certificate2 certificate)
    {
        var key = certificate.PublicKey;
        return key.Oid.Value switch
        {
            "1.2.840.113549.1.1.1" or "1.2.840.113549.1.1.10" => new PublicKeyFacts("RSA", Modulus(key.EncodedKeyValue.RawData), null),
            "1.2.840.10045.2.1" => OfCurve(key),
            "1.2.840.10040.4.1" => new PublicKeyFacts("DSA", Modulus(key.EncodedParameters?.RawData ?? []), null),
            "1.3.101.112" => new PublicKeyFacts("Ed25519", 256, null),
            "1.3.101.113" => new PublicKeyFacts("Ed448", 456, null),
            var oid => new PublicKeyFacts(oid ?? "unknown", null, null),
        };
    }

    /// <summary>Bits of the first number of a sequence: the modulus of RSA, the prime of DSA.</summary>
    private static int? Modulus(byte[] encoded)
    {
        if (encoded.Length == 0) return null;
        var number = new AsnReader(encoded, AsnEncodingRules.DER).ReadSequence().ReadIntegerBytes().Span.TrimStart((byte)0);
        return number.IsEmpty ? 0 : ((number.Length - 1) * 8) + (8 - byte.LeadingZeroCount(number[0]));
    }

    private static PublicKeyFacts OfCurve(PublicKey key)
    {
        var parameters = new AsnReader(key.EncodedParameters?.RawData ?? [], AsnEncodingRules.DER);
        var point = key.EncodedKeyValue.RawData;
        // An uncompressed point is 04 and two coordinates; their size is that of the curve, up to the next byte.
        int? size = point is [4, ..] ? (point.Length - 1) / 2 * 8 : null;
        if (parameters.PeekTag() != Asn1Tag.ObjectIdentifier) return new PublicKeyFacts("EC", size, "explicit parameters");
        return parameters.ReadObjectIdentifier() switch
        {
            "1.2.840.10045.3.1.1" => new PublicKeyFacts("EC", 192, "P-192"),
            "1.3.132.0.33" => new PublicKeyFacts("EC", 224, "P-224"),
            "1.2.840.10045.3.1.7" => new PublicKeyFacts("EC", 256, "P-256"),
            "1.3.132.0.34" => new PublicKeyFacts("EC", 384, "P-384"),
            "1.3.132.0.35" => new PublicKeyFacts("EC", 521, "P-521"),
            var oid => new PublicKeyFacts("EC", size, oid),
        };
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Type} {Bits} {Curve}");
}
