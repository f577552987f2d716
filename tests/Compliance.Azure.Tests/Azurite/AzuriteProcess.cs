using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Compliance.Azure.Tests.Azurite;

/// <summary>
/// Microsoft's emulator of Storage as a process: tables, blobs and queues on free ports. Where it cannot be had,
/// <see cref="Unavailable"/> says why.
/// </summary>
public class AzuriteProcess
{
    public const string AccountName = "devstoreaccount1";

    // The emulator's key is published in its documentation.
    public const string AccountKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private const string Package = "azurite@3.35.0";

    // The first use downloads the package, which on a slow line or a busy machine takes minutes.
    private static readonly TimeSpan DownloadTimeout = TimeSpan.FromMinutes(8);
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("azurite-");
    private readonly int[] _ports = FreePorts(3);
    private Process? _azurite;

    /// <summary>Why it is not running; null when it is.</summary>
    public string? Unavailable { get; private set; }

    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={AccountName};AccountKey={AccountKey};BlobEndpoint={BlobEndpoint};QueueEndpoint={Endpoint(1)};TableEndpoint={TableEndpoint}";

    public Uri BlobEndpoint => Endpoint(0);

    public Uri TableEndpoint => Endpoint(2);

    public async Task StartAsync()
    {
        try
        {
            var script = await FindScript();
            _azurite = Start(
                "node", script, "--silent", "--skipApiVersionCheck", "--disableTelemetry", "--location", _folder.FullName,
                "--blobPort", $"{_ports[0]}", "--queuePort", $"{_ports[1]}", "--tablePort", $"{_ports[2]}");
            _azurite.BeginOutputReadLine();
            foreach (var port in _ports)
                await WaitForPort(port);
        }
        catch (Exception e) when (e is Win32Exception or AzuriteException)
        {
            Unavailable = $"Azurite is not available: {e.Message}";
        }
    }

    public async Task StopAsync()
    {
        // SIGINT makes it write its state and leave; anything harder may lose both.
        if (_azurite is { HasExited: false })
        {
            using var interrupt = Process.Start("kill", ["-INT", $"{_azurite.Id}"]);
            using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            await _azurite.WaitForExitAsync(timeout.Token);
        }
        _azurite?.Dispose();
        _folder.Delete(recursive: true);
    }

    // npx runs a package through a shell, which would keep the signal to itself. So npx only fetches the package and tells where
    // it put it: first on the path that it gives to a command.
    private static async Task<string> FindScript()
    {
        var npx = OperatingSystem.IsWindows() ? "npx.cmd" : "npx";
        using var process = Start(npx, "--yes", "--package", Package, "--call", "node -p process.env.PATH");
        using var timeout = new CancellationTokenSource(DownloadTimeout);
        var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
        var error = await process.StandardError.ReadToEndAsync(timeout.Token);
        await process.WaitForExitAsync(timeout.Token);
        var folders = (await output).Trim().Split(Path.PathSeparator);
        return folders.Select(folder => Path.GetFullPath(Path.Combine(folder, "..", "azurite", "dist", "src", "azurite.js"))).FirstOrDefault(File.Exists)
            ?? throw new AzuriteException($"`{npx} --yes {Package}` ended with {process.ExitCode}: {error.Trim()}");
    }

    private async Task WaitForPort(int port)
    {
        using var timeout = new CancellationTokenSource(StartTimeout);
        while (true)
        {
            if (_azurite!.HasExited)
                throw new AzuriteException($"it ended with {_azurite.ExitCode}: {await _azurite.StandardError.ReadToEndAsync(timeout.Token)}");
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port, timeout.Token);
                return;
            }
            catch (SocketException) when (!timeout.IsCancellationRequested)
            {
                await Task.Delay(50, timeout.Token);
            }
        }
    }

    private static Process Start(string file, params string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        return Process.Start(start)!;
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }

    private Uri Endpoint(int service) => new($"http://127.0.0.1:{_ports[service]}/{AccountName}");

    private sealed class AzuriteException(string message) : Exception(message);
}
