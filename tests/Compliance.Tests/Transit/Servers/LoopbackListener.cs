using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Compliance.Tests.Transit.Servers;

/// <summary>Accepts connections on a free port of 127.0.0.1 and serves each until it ends, or this is disposed.</summary>
internal sealed class LoopbackListener : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentBag<Task> _served = [];
    private readonly Task _accepting;

    public LoopbackListener(Func<NetworkStream, CancellationToken, Task> serve)
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync(serve);
    }

    public int Port { get; }

    /// <summary>A failure of what serves, other than a connection that ended, is thrown here.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        // Before the listener goes: what accepts may just be about to ask for another connection.
        await _accepting;
        _listener.Dispose();
        await Task.WhenAll(_served);
        _end.Dispose();
    }

    private async Task AcceptAsync(Func<NetworkStream, CancellationToken, Task> serve)
    {
        try
        {
            while (true) _served.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token), serve));
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(TcpClient client, Func<NetworkStream, CancellationToken, Task> serve)
    {
        using var connection = client;
        try
        {
            await serve(client.GetStream(), _end.Token);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // The other side left, or the test ended: both are how connections end.
        }
    }
}
