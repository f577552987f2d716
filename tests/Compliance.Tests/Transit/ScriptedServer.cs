using System.Net;
using System.Net.Sockets;

namespace Compliance.Tests.Transit;

/// <summary>A server on loopback that does on every connection what it is told, however wrong.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private int _connections;

    /// <param name="answer">Is given the connection and its number, from 1; when it ends the connection is closed.</param>
    public ScriptedServer(Func<NetworkStream, int, CancellationToken, Task> answer)
    {
        _listener.Start(100);
        _accepting = AcceptAsync(answer);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Takes no connection any more.</summary>
    public void StopListening() => _listener.Stop();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        // Before the listener goes: what accepts may just be about to ask for another connection.
        await _accepting;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync(Func<NetworkStream, int, CancellationToken, Task> answer)
    {
        var answering = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                answering.Add(AnswerAsync(socket, answer, Interlocked.Increment(ref _connections)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Stopped, one way or the other.
        }
        await Task.WhenAll(answering);
    }

    private async Task AnswerAsync(Socket socket, Func<NetworkStream, int, CancellationToken, Task> answer, int number)
    {
        await using var connection = new NetworkStream(socket, ownsSocket: true);
        try
        {
            await answer(connection, number, _stop.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The probe has gone, or the test is over.
        }
    }
}
