using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace Compliance.Tests.Trail.Timestamps;

/// <summary>A token made part by part, so that each part can be wrong.</summary>
internal sealed record Handmade
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    public byte[] Data { get; init; } = "checkpoint"u8.ToArray();
    public DateTimeOffset Time { get; init; } = Now;
    public string Purpose { get; init; } = TimestampCertificates.Timestamping;
    public bool Critical { get; init; } = true;
    public bool NamesItsCertificate { get; init; } = true;
    public string Digest { get; init; } = "2.16.840.1.101.3.4.2.1";
    public string ImprintDigest { get; init; } = "2.16.840.1.101.3.4.2.1";
    public int Version { get; init; } = 1;
    /// <summary>Makes the certificate name a curve that no platform has; the token says that this is the certificate that signed.</summary>
    public bool UnknownCurve { get; init; }
    public X509IncludeOption Certificates { get; init; } = X509IncludeOption.EndCertOnly;

    /// <summary>DER of the token, and the root that it leads to.</summary>
    public (byte[] Token, X509Certificate2 Root) Make()
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var root = TimestampCertificates.Root(rootKey, Now);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signer = TimestampCertificates.Signer(root, key, Now, Purpose, Critical);
        var cms = new SignedCms(new ContentInfo(new Oid("1.2.840.113549.1.9.16.1.4"), Info()), detached: false);
        var how = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, signer) { IncludeOption = Certificates, DigestAlgorithm = new Oid(Digest) };
        if (NamesItsCertificate) how.SignedAttributes.Add(new AsnEncodedData(new Oid("1.2.840.113549.1.9.16.2.47"), SigningCertificate(Certificate(signer.RawData))));
        cms.ComputeSignature(how);
        return (Certificate(cms.Encode()), root);
    }

    /// <summary>A response of a status, with or without a token.</summary>
    public static byte[] Response(int status, byte[]? token)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence()) writer.WriteInteger(status);
            if (token is not null) writer.WriteEncodedValue(token);
        }
        return writer.Encode();
    }

    // id-prime256v1 becomes an identifier that nobody has given to a curve.
    private byte[] Certificate(byte[] der)
    {
        ReadOnlySpan<byte> curve = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 3, 1, 7];
        byte[] changed = [.. der];
        if (UnknownCurve) changed[der.AsSpan().IndexOf(curve) + curve.Length - 1] = 0x7E;
        return changed;
    }

    // TSTInfo, RFC 3161, section 2.4.2.
    private byte[] Info()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(Version);
            writer.WriteObjectIdentifier("1.2.3.4.1");
            using (writer.PushSequence())
            {
                using (writer.PushSequence()) writer.WriteObjectIdentifier(ImprintDigest);
                writer.WriteOctetString(SHA256.HashData(Data));
            }
            writer.WriteInteger(7);
            writer.WriteGeneralizedTime(Time, omitFractionalSeconds: true);
        }
        return writer.Encode();
    }

    // SigningCertificateV2 with one ESSCertIDv2 of SHA-256, RFC 5035.
    private static byte[] SigningCertificate(byte[] signer)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        using (writer.PushSequence())
            writer.WriteOctetString(SHA256.HashData(signer));
        return writer.Encode();
    }
}
