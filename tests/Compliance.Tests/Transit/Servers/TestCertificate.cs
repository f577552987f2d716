using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Compliance.Tests.Transit.Servers;

/// <summary>A leaf to be asked for: what a test then expects to be seen of it.</summary>
internal sealed record TestCertificate
{
    private const string MustStapleOid = "1.3.6.1.5.5.7.1.24";

    // SEQUENCE OF INTEGER { 5 }: status_request (RFC 7633, section 6).
    private static readonly byte[] MustStapleValue = [0x30, 0x03, 0x02, 0x01, 0x05];

    public string Subject { get; init; } = "localhost";
    public IReadOnlyList<string> Names { get; init; } = ["localhost"];
    public AsymmetricAlgorithm Key { get; init; } = TestKeys.Rsa2048.Value;
    public HashAlgorithmName Hash { get; init; } = HashAlgorithmName.SHA256;

    /// <summary>Begin of validity, from now.</summary>
    public TimeSpan From { get; init; } = TimeSpan.FromDays(-1);

    /// <summary>End of validity, from now.</summary>
    public TimeSpan Until { get; init; } = TimeSpan.FromDays(90);
    public bool SelfSigned { get; init; }
    public bool MustStaple { get; init; }

    public CertificateRequest Request()
    {
        var request = Key is RSA rsa
            ? new CertificateRequest($"CN={Subject}", rsa, Hash, RSASignaturePadding.Pkcs1)
            : new CertificateRequest($"CN={Subject}", (ECDsa)Key, Hash);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in Names) names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        if (MustStaple) request.CertificateExtensions.Add(new X509Extension(MustStapleOid, MustStapleValue, critical: false));
        return request;
    }
}
