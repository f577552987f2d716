namespace Compliance.Evidence.Bytes;

/// <summary>A stream that is only read, from beginning to end.</summary>
internal abstract class ForwardStream : Stream
{
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public abstract override int Read(Span<byte> buffer);

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

/// <summary>Bytes already taken from a stream, then the rest of it.</summary>
internal sealed class RejoinedStream(byte[] taken, Stream rest) : ForwardStream
{
    private int _at;

    public override int Read(Span<byte> buffer)
    {
        var left = taken.AsSpan(_at);
        if (left.IsEmpty) return rest.Read(buffer);
        var count = Math.Min(left.Length, buffer.Length);
        left[..count].CopyTo(buffer);
        _at += count;
        return count;
    }
}
