using System.Buffers.Binary;
using System.Net.Sockets;

namespace Compliance.Tests.Transit.Servers;

/// <summary>
/// Answers a ClientHello with the first flight of a server, and never completes a handshake: what no library here has any more, or never had, and what
/// servers do wrong. It has no cryptography at all.
/// </summary>
internal sealed class Responder : IAsyncDisposable
{
    private const byte HandshakeRecord = 22;
    private const int RecordHeader = 5;
    private const int LongestHello = 1 << 16;

    private readonly ResponderPolicy _policy;
    private readonly LoopbackListener _listener;

    public Responder(ResponderPolicy policy)
    {
        _policy = policy;
        _listener = new LoopbackListener(ServeAsync);
    }

    public int Port => _listener.Port;

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    private async Task ServeAsync(NetworkStream stream, CancellationToken end)
    {
        if (await ReadHelloAsync(stream, end) is not { } hello) return;
        await stream.WriteAsync(_policy.Answer(hello), end);

        // Closing at once on unread bytes resets the connection, and the answer may be lost with it.
        stream.Socket.Shutdown(SocketShutdown.Send);
        await stream.CopyToAsync(Stream.Null, end);
    }

    // The message may be cut into records anywhere (RFC 5246, section 6.2.1).
    private static async Task<ResponderHello?> ReadHelloAsync(NetworkStream stream, CancellationToken end)
    {
        var message = new List<byte>();
        var header = new byte[RecordHeader];
        while (message.Count < LongestHello)
        {
            if (await stream.ReadAtLeastAsync(header, RecordHeader, throwOnEndOfStream: false, end) < RecordHeader) return null;
            if (header[0] != HandshakeRecord) return null;
            var fragment = new byte[BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(3))];
            await stream.ReadExactlyAsync(fragment, end);
            message.AddRange(fragment);
            if (ResponderHello.Read([.. message]) is { } hello) return hello;
        }
        return null;
    }
}
