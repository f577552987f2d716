using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Compliance.Tests.Transit.Servers;

namespace Compliance.Benchmarks.Tls;

/// <summary>A line to a server that is far away: each byte arrives later by half of the round trip, and so does the connection.</summary>
internal sealed class DelayedLine : IAsyncDisposable
{
    private readonly int _server;
    private readonly TimeSpan _roundTrip;
    private readonly LoopbackListener? _listener;

    /// <param name="roundTrip">Zero: the server's own port is used.</param>
    public DelayedLine(int server, TimeSpan roundTrip)
    {
        (_server, _roundTrip) = (server, roundTrip);
        if (roundTrip > TimeSpan.Zero) _listener = new LoopbackListener(CarryAsync);
    }

    public int Port => _listener?.Port ?? _server;

    public ValueTask DisposeAsync() => _listener?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task CarryAsync(NetworkStream client, CancellationToken end)
    {
        // The kernel has accepted already: what a far server's handshake of TCP takes is waited for here.
        await Task.Delay(_roundTrip, end);
        using var server = new TcpClient { NoDelay = true };
        await server.ConnectAsync(IPAddress.Loopback, _server, end);
        var stream = server.GetStream();
        await Task.WhenAll(CarryAsync(client, stream, end), CarryAsync(stream, client, end));
    }

    private async Task CarryAsync(NetworkStream from, NetworkStream to, CancellationToken end)
    {
        var parts = Channel.CreateUnbounded<(byte[] Bytes, Task Arrival)>();
        var sending = SendAsync(parts.Reader, to, end);
        var buffer = new byte[16 << 10];
        try
        {
            while (await from.ReadAsync(buffer, end) is > 0 and var read)
                parts.Writer.TryWrite((buffer[..read], Task.Delay(_roundTrip / 2, end)));
        }
        finally
        {
            parts.Writer.Complete();
            await sending;
        }
    }

    private static async Task SendAsync(ChannelReader<(byte[] Bytes, Task Arrival)> parts, NetworkStream to, CancellationToken end)
    {
        await foreach (var (bytes, arrival) in parts.ReadAllAsync(end))
        {
            await arrival;
            await to.WriteAsync(bytes, end);
        }
        to.Socket.Shutdown(SocketShutdown.Send);
    }
}
