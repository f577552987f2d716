using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Compliance.Tests.Cli;

/// <summary>A real server on loopback: <c>openssl s_server</c>, without the machine's own restrictions, with a certificate of its own.</summary>
internal sealed class OpensslServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly DirectoryInfo _folder;
    private readonly Task _said;

    private OpensslServer(Process process, DirectoryInfo folder, string address)
    {
        (_process, _folder, Address) = (process, folder, address);
        // What nobody reads fills the pipe, and then the server stands still.
        _said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
    }

    /// <summary><c>127.0.0.1:port</c>.</summary>
    public string Address { get; }

    /// <summary>Its certificate, PEM: it is signed by itself.</summary>
    public string CertificateFile => Path.Combine(_folder.FullName, "certificate.pem");

    /// <summary>Starts one and waits until it listens; where openssl is missing the test is skipped.</summary>
    public static async Task<OpensslServer> StartAsync(string[] settings)
    {
        Skip.If(!OnPath("openssl"), "openssl is not installed");
        var folder = Directory.CreateTempSubdirectory("compliance-tls-");
        WriteCertificate(folder.FullName);
        var start = new ProcessStartInfo("openssl") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = folder.FullName };
        // Debian's own file forbids what these tests must offer.
        start.Environment["OPENSSL_CONF"] = "/dev/null";
        foreach (var argument in (string[])["s_server", "-accept", "127.0.0.1:0", "-cert", "certificate.pem", "-key", "key.pem", "-www", .. settings]) start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith("ACCEPT ", StringComparison.Ordinal)) return new OpensslServer(process, folder, line["ACCEPT ".Length..].Trim());
        }
        throw new InvalidOperationException($"openssl does not listen: {await process.StandardError.ReadToEndAsync(patience.Token)}");
    }

    /// <summary>A port on which nothing listens.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        await _said;
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static void WriteCertificate(string folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(80));
        File.WriteAllText(Path.Combine(folder, "certificate.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "key.pem"), key.ExportPkcs8PrivateKeyPem());
    }

    private static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
