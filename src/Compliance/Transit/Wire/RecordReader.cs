using System.Buffers.Binary;

namespace Compliance.Transit.Wire;

/// <summary>A record as read.</summary>
/// <param name="Fragment">Valid until the next record is read.</param>
internal readonly record struct TlsRecord(ContentType Type, ReadOnlyMemory<byte> Fragment);

/// <summary>Reads records off a connection, one buffer's worth at a time.</summary>
internal sealed class RecordReader(Stream connection)
{
    private const int HeaderBytes = 5;

    // Grows to the longest record seen; most answers fit in the first.
    private byte[] _buffer = new byte[4096];
    private int _start;
    private int _end;

    /// <returns>Null: the other side closed between two records.</returns>
    /// <exception cref="ProtocolException">It is no record, an empty or oversized one, or was cut short.</exception>
    public async ValueTask<TlsRecord?> ReadAsync(CancellationToken cancellation)
    {
        if (!await HasAsync(1, cancellation)) return null;
        // One byte tells that this is no TLS; a banner may well be shorter than a header.
        if (!IsContentType(_buffer[_start])) throw NoTls();
        if (!await HasAsync(HeaderBytes, cancellation)) throw CutShort();

        if (_buffer[_start + 1] != 3) throw NoTls();
        var type = (ContentType)_buffer[_start];
        var length = BinaryPrimitives.ReadUInt16BigEndian(_buffer.AsSpan(_start + 3));
        if (length > WireLimits.RecordBytes) throw new ProtocolException($"the server sent a record of {length} bytes; {WireLimits.RecordBytes} are allowed");
        if (length == 0) throw new ProtocolException("the server sent an empty record");
        if (!await HasAsync(HeaderBytes + length, cancellation)) throw CutShort();

        var fragment = _buffer.AsMemory(_start + HeaderBytes, length);
        _start += HeaderBytes + length;
        return new TlsRecord(type, fragment);
    }

    private static bool IsContentType(byte type) => type is >= (byte)ContentType.ChangeCipherSpec and <= (byte)ContentType.ApplicationData;

    private ProtocolException NoTls() =>
        new($"the server does not speak TLS: its answer begins with `{Printable.Of(_buffer.AsSpan(_start, _end - _start), 20)}`");

    private static ProtocolException CutShort() => new("the server closed the connection in the middle of a record");

    private async ValueTask<bool> HasAsync(int count, CancellationToken cancellation)
    {
        while (_end - _start < count)
        {
            MakeRoom(count);
            var read = await connection.ReadAsync(_buffer.AsMemory(_end), cancellation);
            if (read == 0) return false;
            _end += read;
        }
        return true;
    }

    private void MakeRoom(int count)
    {
        if (_buffer.Length - _start >= count && _end < _buffer.Length) return;
        var target = _buffer.Length < count ? new byte[HeaderBytes + WireLimits.RecordBytes] : _buffer;
        _buffer.AsSpan(_start, _end - _start).CopyTo(target);
        _buffer = target;
        _end -= _start;
        _start = 0;
    }
}
