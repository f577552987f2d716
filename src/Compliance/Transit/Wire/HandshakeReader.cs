namespace Compliance.Transit.Wire;

/// <summary>What is heard next: a message, an alert that ends the handshake, or (both null) the end of the connection.</summary>
internal readonly record struct Heard(HandshakeType? Type, ReadOnlyMemory<byte> Body, Alert? Alert)
{
    public static readonly Heard Nothing = new(null, default, null);
}

/// <summary>
/// Puts handshake messages together, which may share a record or be spread over several. INVARIANT: at most
/// <see cref="WireLimits.HandshakeBytes"/> are held, and at most <see cref="WireLimits.Idle"/> messages that say nothing are put up with.
/// </summary>
internal sealed class HandshakeReader(RecordReader records, WireLimits limits)
{
    private const int HeaderBytes = 4;

    private byte[] _bytes = [];
    private int _start;
    private int _end;
    private int _total;
    private int _idle;

    /// <exception cref="ProtocolException">The messages are none, too long or too many.</exception>
    public async ValueTask<Heard> ReadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (Message() is { } message)
            {
                if (message.Type != HandshakeType.HelloRequest) return message;
                CountIdle("HelloRequests");
                continue;
            }
            if (await records.ReadAsync(cancellation) is not { } record)
                return _end == _start ? Heard.Nothing : throw new ProtocolException("the server closed the connection in the middle of a handshake message");
            if (Take(record) is { } alert) return new Heard(null, default, alert);
        }
    }

    /// <returns>An alert that ends the handshake.</returns>
    private Alert? Take(TlsRecord record)
    {
        switch (record.Type)
        {
            case ContentType.Handshake:
                Append(record.Fragment.Span);
                return null;
            case ContentType.Alert:
                if (record.Fragment.Length < 2) throw new ProtocolException("the server sent an alert of one byte");
                var alert = new Alert(record.Fragment.Span[0], record.Fragment.Span[1]);
                if (!alert.IsWarning) return alert;
                CountIdle("warnings");
                return null;
            case ContentType.ChangeCipherSpec:
                CountIdle("ChangeCipherSpec messages");
                return null;
            default:
                throw new ProtocolException("the server sent data before the handshake was over");
        }
    }

    private void Append(ReadOnlySpan<byte> fragment)
    {
        _total += fragment.Length;
        if (_total > limits.HandshakeBytes) throw TooLong(_total);
        if (_bytes.Length - _end < fragment.Length)
        {
            var target = new byte[Math.Max((_end - _start) + fragment.Length, Math.Min(limits.HandshakeBytes, 2 * (_end - _start)))];
            _bytes.AsSpan(_start, _end - _start).CopyTo(target);
            (_bytes, _start, _end) = (target, 0, _end - _start);
        }
        fragment.CopyTo(_bytes.AsSpan(_end));
        _end += fragment.Length;
    }

    private Heard? Message()
    {
        var held = _bytes.AsSpan(_start, _end - _start);
        if (held.Length < HeaderBytes) return null;
        var length = (held[1] << 16) | (held[2] << 8) | held[3];
        // Refused by what it announces: waiting for its bytes would be doing what it wants.
        if (length > limits.HandshakeBytes - HeaderBytes) throw TooLong(length);
        if (held.Length < HeaderBytes + length) return null;

        var message = new Heard((HandshakeType)held[0], _bytes.AsMemory(_start + HeaderBytes, length), null);
        _start += HeaderBytes + length;
        return message;
    }

    private ProtocolException TooLong(int bytes) =>
        new($"the server's handshake is too long: {bytes} bytes, of {limits.HandshakeBytes} allowed");

    private void CountIdle(string what)
    {
        if (++_idle > WireLimits.Idle) throw new ProtocolException($"the server sent more than {WireLimits.Idle} messages that say nothing, {what} among them");
    }
}
