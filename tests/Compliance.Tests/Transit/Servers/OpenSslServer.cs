namespace Compliance.Tests.Transit.Servers;

/// <summary><c>openssl s_server</c>: what nginx has no directive for.</summary>
internal static class OpenSslServer
{
    public const string Program = "openssl";

    /// <param name="certificate">Null: it has none, and only anonymous key exchange is left.</param>
    /// <param name="options">As its manual names them.</param>
    public static Task<ServerProcess> StartAsync(string folder, IssuedCertificate? certificate, params IEnumerable<string> options) =>
        ServerProcess.StartAsync(1, ports => OutsideProgram.Command(Program, folder,
            ["s_server", "-accept", $"127.0.0.1:{ports[0]}", "-quiet", "-www", .. Identity(certificate), .. options]));

    private static string[] Identity(IssuedCertificate? certificate) =>
        certificate is null ? ["-nocert"] : ["-cert", certificate.ChainFile, "-key", certificate.KeyFile];
}
