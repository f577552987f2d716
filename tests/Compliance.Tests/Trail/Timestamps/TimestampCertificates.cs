using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Compliance.Tests.Trail.Timestamps;

/// <summary>Certificates of timestamp authorities, honest and otherwise.</summary>
internal static class TimestampCertificates
{
    public const string Timestamping = "1.3.6.1.5.5.7.3.8", ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    public static X509Certificate2 Root(ECDsa key, DateTimeOffset now)
    {
        var request = new CertificateRequest("CN=Test Timestamp Root", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        return request.CreateSelfSigned(now.AddDays(-2), now.AddDays(3650));
    }

    /// <summary>RFC 3161, section 2.3: the one purpose, and critical.</summary>
    public static X509Certificate2 Signer(X509Certificate2 root, ECDsa key, DateTimeOffset now, string purpose = Timestamping, bool critical = true)
    {
        var request = new CertificateRequest("CN=Test Timestamp Authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], critical));
        using var issued = request.Create(root, now.AddDays(-1), now.AddDays(365), RandomNumberGenerator.GetBytes(8));
        return issued.CopyWithPrivateKey(key);
    }
}
