using System.Text;

namespace Compliance.Tests.Evidence;

/// <summary>A head, a text repeated up to a length, a tail: a file too large to be held.</summary>
internal sealed class RepeatedStream(string head, string repeated, long length, string tail) : Stream
{
    private readonly byte[] _head = Encoding.UTF8.GetBytes(head);
    private readonly byte[] _repeated = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(repeated, Math.Max(1, 64 * 1024 / repeated.Length))));
    private readonly byte[] _tail = Encoding.UTF8.GetBytes(tail);
    private long _at;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => _head.Length + length + _tail.Length;
    public override long Position { get => _at; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var part = Part();
        var count = Math.Min(part.Length, buffer.Length);
        part[..count].CopyTo(buffer);
        _at += count;
        return count;
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private ReadOnlySpan<byte> Part()
    {
        if (_at < _head.Length) return _head.AsSpan((int)_at);
        var inside = _at - _head.Length;
        if (inside >= length) return _tail.AsSpan((int)(inside - length));
        var part = _repeated.AsSpan((int)(inside % _repeated.Length));
        return part[..(int)Math.Min(part.Length, length - inside)];
    }
}
