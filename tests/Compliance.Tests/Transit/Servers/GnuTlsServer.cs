namespace Compliance.Tests.Transit.Servers;

/// <summary><c>gnutls-serv</c>, which still has RC4 and 3DES. It listens on every address: it knows no option against that.</summary>
internal static class GnuTlsServer
{
    public const string Program = "gnutls-serv";

    /// <param name="priority">Its priority string.</param>
    public static Task<ServerProcess> StartAsync(string folder, IssuedCertificate certificate, string priority, params IEnumerable<string> options) =>
        ServerProcess.StartAsync(1, ports => OutsideProgram.Command(Program, folder,
            ["--http", "--quiet", "--disable-client-cert", "--port", $"{ports[0]}", "--priority", priority,
                "--x509certfile", certificate.ChainFile, "--x509keyfile", certificate.KeyFile, .. options]));
}
