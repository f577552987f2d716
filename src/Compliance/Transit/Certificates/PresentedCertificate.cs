using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Compliance.Transit.Probing;
using NodaTime;

namespace Compliance.Transit.Certificates;

/// <summary>Reads chains as they were presented.</summary>
internal sealed class PresentedCertificate(HostName host, ChainTrust trust)
{
    private const string TlsFeature = "1.3.6.1.5.5.7.1.24";
    private const int StatusRequest = 5;

    /// <returns>What it says; or why it cannot be read.</returns>
    public (CertificateObservation? Certificate, string? Why) Read(IReadOnlyList<byte[]> chain, bool? stapled)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            foreach (var der in chain) certificates.Add(X509CertificateLoader.LoadCertificate(der));
            return (Read(certificates, stapled), null);
        }
        catch (Exception e) when (e is CryptographicException or AsnContentException)
        {
            return (null, $"a certificate that was presented cannot be read: {e.Message}");
        }
        finally
        {
            foreach (var certificate in certificates) certificate.Dispose();
        }
    }

    /// <summary>Curve of a certificate's key; null: it has none, or cannot be read.</summary>
    public static string? Curve(byte[] der)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(der);
            return PublicKeyFacts.Of(certificate).Curve;
        }
        catch (Exception e) when (e is CryptographicException or AsnContentException)
        {
            return null;
        }
    }

    private CertificateObservation Read(X509Certificate2Collection certificates, bool? stapled)
    {
        var leaf = certificates[0];
        var key = PublicKeyFacts.Of(leaf);
        var names = SubjectNames.Of(leaf);
        var problems = trust.Problems(leaf, certificates);
        return new CertificateObservation
        {
            Subject = leaf.Subject,
            Issuer = leaf.Issuer,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(leaf.RawDataMemory.Span)),
            SerialNumber = leaf.SerialNumber,
            NotBefore = Instant.FromDateTimeUtc(leaf.NotBefore.ToUniversalTime()),
            NotAfter = Instant.FromDateTimeUtc(leaf.NotAfter.ToUniversalTime()),
            Names = names.All,
            KeyType = key.Type,
            KeyBits = key.Bits,
            Curve = key.Curve,
            Signature = Signature(leaf),
            NameMatches = names.Match(host),
            SelfSigned = IsSelfSigned(leaf),
            Trusted = problems.Count == 0,
            ChainProblems = problems,
            ChainLength = certificates.Count,
            Chain = [.. certificates.Skip(1).Select(Above)],
            MustStaple = DemandsStaple(leaf),
            Stapled = stapled,
        };
    }

    private static ChainCertificate Above(X509Certificate2 certificate)
    {
        var key = PublicKeyFacts.Of(certificate);
        return new ChainCertificate(
            certificate.Subject, key.Type, key.Bits, Signature(certificate), Instant.FromDateTimeUtc(certificate.NotAfter.ToUniversalTime()), IsSelfSigned(certificate));
    }

    private static string Signature(X509Certificate2 certificate) => certificate.SignatureAlgorithm.FriendlyName ?? certificate.SignatureAlgorithm.Value ?? "unknown";

    // Issued by its own name. Whether its own key signed it is for the chain to say.
    private static bool IsSelfSigned(X509Certificate2 certificate) => certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);

    /// <summary>RFC 7633: a sequence of the extensions that the server must answer.</summary>
    private static bool DemandsStaple(X509Certificate2 certificate)
    {
        if (certificate.Extensions.FirstOrDefault(one => one.Oid?.Value == TlsFeature) is not { } extension) return false;
        var features = new AsnReader(extension.RawData, AsnEncodingRules.DER).ReadSequence();
        while (features.HasData)
        {
            if (features.ReadInteger() == StatusRequest) return true;
        }
        return false;
    }
}
