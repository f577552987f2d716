using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Compliance.Tests.Transit.Probe;

/// <summary>A server of OpenSSL with whatever settings, on loopback.</summary>
internal sealed class OpensslServer : IDisposable
{
    private readonly Process _process;

    private OpensslServer(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    public static bool IsMissing => !File.Exists("/usr/bin/openssl");

    public static async Task<OpensslServer> StartAsync(string folder, params string[] settings)
    {
        var port = FreePort();
        var process = Start(folder, ["s_server", "-accept", $"127.0.0.1:{port}", "-www", "-quiet", .. settings]);
        for (var attempt = 0; attempt < 200; attempt++)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, port);
                return new OpensslServer(process, port);
            }
            catch (SocketException)
            {
                Assert.False(process.HasExited, "openssl did not take its settings");
                await Task.Delay(50);
            }
        }
        throw new TimeoutException("openssl did not begin to listen");
    }

    /// <summary>Runs openssl to its end.</summary>
    public static async Task RunAsync(string folder, params string[] arguments)
    {
        using var process = Start(folder, arguments);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static Process Start(string folder, string[] arguments)
    {
        // The system's own configuration would forbid what is to be found.
        var start = new ProcessStartInfo("/usr/bin/openssl", arguments) { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true, Environment = { ["OPENSSL_CONF"] = "/dev/null" } };
        var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
