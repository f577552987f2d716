using System.Security.Cryptography.X509Certificates;

namespace Compliance.Tests.Transit.Servers;

/// <summary>A response of the test authority, to be stapled: <c>good</c>, signed by the root itself, valid for a week.</summary>
internal static class OcspResponse
{
    /// <returns>The file, DER.</returns>
    public static async Task<string> WriteAsync(string folder, TestAuthority authority, IssuedCertificate certificate)
    {
        var (index, response) = (Path.Combine(folder, "index.txt"), Path.ChangeExtension(certificate.ChainFile, "ocsp"));
        using var leaf = X509CertificateLoader.LoadCertificate(certificate.Leaf);
        // The database of `openssl ca`: status, end of validity, revocation, serial number, file, subject.
        await File.WriteAllTextAsync(index, $"V\t991231235959Z\t\t{leaf.SerialNumber}\tunknown\t/{leaf.Subject}\n");
        await OutsideProgram.RunAsync("openssl", folder,
            "ocsp", "-index", index, "-CA", authority.RootFile, "-rsigner", authority.RootFile, "-rkey", authority.RootKeyFile,
            "-issuer", authority.RootFile, "-cert", certificate.ChainFile, "-respout", response, "-ndays", "7", "-noverify");
        return response;
    }
}
