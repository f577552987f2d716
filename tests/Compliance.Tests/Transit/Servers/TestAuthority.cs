using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Compliance.Tests.Transit.Servers;

/// <summary>A root of the tests' own, which no machine trusts, and the folder in which the leaves it signs lie as PEM.</summary>
internal sealed class TestAuthority : IDisposable
{
    private static readonly TimeSpan RootLife = TimeSpan.FromDays(3650);

    private readonly string _folder;
    private readonly DateTimeOffset _now;

    public TestAuthority(string folder, TimeProvider time)
    {
        (_folder, _now) = (folder, time.GetUtcNow());
        var request = new CertificateRequest("CN=Compliance Test Root", TestKeys.Rsa2048.Value, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.DigitalSignature, critical: true));
        Root = request.CreateSelfSigned(_now - RootLife, _now + RootLife);
        File.WriteAllText(RootFile, Root.ExportCertificatePem());
        File.WriteAllText(RootKeyFile, TestKeys.Rsa2048.Value.ExportPkcs8PrivateKeyPem());
    }

    public X509Certificate2 Root { get; }
    public string RootFile => Path.Combine(_folder, "root.pem");
    public string RootKeyFile => Path.Combine(_folder, "root.key");

    /// <param name="name">Of its files.</param>
    public IssuedCertificate Issue(string name, TestCertificate asked)
    {
        using var leaf = Sign(asked);
        var files = new IssuedCertificate(Path.Combine(_folder, $"{name}.pem"), Path.Combine(_folder, $"{name}.key"), leaf.RawData);
        var chain = asked.SelfSigned ? "" : Environment.NewLine + Root.ExportCertificatePem();
        File.WriteAllText(files.ChainFile, leaf.ExportCertificatePem() + chain);
        File.WriteAllText(files.KeyFile, asked.Key.ExportPkcs8PrivateKeyPem());
        return files;
    }

    public void Dispose() => Root.Dispose();

    private X509Certificate2 Sign(TestCertificate asked)
    {
        var request = asked.Request();
        var (from, until) = (_now + asked.From, _now + asked.Until);
        return asked.SelfSigned
            ? request.CreateSelfSigned(from, until)
            : request.Create(Root.SubjectName, Signing(asked.Hash), from, until, RandomNumberGenerator.GetBytes(16));
    }

    private static X509SignatureGenerator Signing(HashAlgorithmName hash) => hash == HashAlgorithmName.SHA1
        ? new Sha1Signature(TestKeys.Rsa2048.Value)
        : X509SignatureGenerator.CreateForRSA(TestKeys.Rsa2048.Value, RSASignaturePadding.Pkcs1);
}

/// <param name="ChainFile">PEM: the leaf, then the root.</param>
/// <param name="KeyFile">PEM, PKCS #8.</param>
/// <param name="Leaf">DER.</param>
internal sealed record IssuedCertificate(string ChainFile, string KeyFile, byte[] Leaf)
{
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Leaf));
}
