using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Compliance.Tests.Transit.Servers;

/// <summary>A server in a process of its own: it answers once <see cref="StartAsync"/> has returned, and is killed when disposed.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const int Attempts = 4;
    private const int KeptCharacters = 4_000;
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly StringBuilder _said = new();

    private ServerProcess(Process process, int[] ports)
    {
        (_process, Ports) = (process, ports);
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>In the order in which the command was given them.</summary>
    public IReadOnlyList<int> Ports { get; }

    /// <param name="count">How many ports of 127.0.0.1 it listens on.</param>
    /// <param name="command">What to run for the ports it is to listen on.</param>
    public static async Task<ServerProcess> StartAsync(int count, Func<int[], ProcessStartInfo> command)
    {
        for (var attempt = 1; ; attempt++)
        {
            var ports = LoopbackPorts.Free(count);
            var server = new ServerProcess(Process.Start(command(ports))!, ports);
            if (await server.AnswersAsync()) return server;
            var said = await server.LastWordsAsync();
            if (attempt == Attempts) throw new InvalidOperationException($"the server did not start in {Attempts} attempts: {said}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    // A server that lost the race for a port ends, or says so and tries for a while: nginx does, with the winner answering for it.
    private async Task<bool> AnswersAsync()
    {
        using var timeout = new CancellationTokenSource(StartTimeout);
        foreach (var port in Ports)
        {
            while (!await IsListeningAsync(port))
            {
                if (_process.HasExited || timeout.IsCancellationRequested) return false;
                await Task.Delay(20);
            }
        }
        lock (_said) return !_process.HasExited && !_said.ToString().Contains("already in use", StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<bool> IsListeningAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task<string> LastWordsAsync()
    {
        await DisposeAsync();
        lock (_said) return _said.ToString();
    }

    private void Keep(string? line)
    {
        lock (_said)
        {
            if (line is not null && _said.Length < KeptCharacters) _said.AppendLine(line);
        }
    }
}
