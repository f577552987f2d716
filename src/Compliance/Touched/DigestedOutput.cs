using System.Security.Cryptography;

namespace Compliance.Touched;

/// <summary>Passes bytes on to a stream and takes their digest on the way. It leaves the stream open.</summary>
internal sealed class DigestedOutput(Stream output) : Stream
{
    private const int Block = 1 << 16;

    private readonly IncrementalHash _digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _pending = new byte[Block];
    private int _filled;
    private long _written;

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => _written + _filled;
    public override long Position { get => Length; set => throw new NotSupportedException(); }

    /// <summary>Writes what is pending, and ends the digest.</summary>
    /// <returns>SHA-256 of all bytes, lower-case hex.</returns>
    public string Finish()
    {
        Flush();
        return Convert.ToHexStringLower(_digest.GetHashAndReset());
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (buffer.Length > Block - _filled) Empty();
        if (buffer.Length > Block)
        {
            Pass(buffer);
            return;
        }
        buffer.CopyTo(_pending.AsSpan(_filled));
        _filled += buffer.Length;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        Empty();
        output.Flush();
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _digest.Dispose();
        base.Dispose(disposing);
    }

    private void Empty()
    {
        Pass(_pending.AsSpan(0, _filled));
        _filled = 0;
    }

    private void Pass(ReadOnlySpan<byte> bytes)
    {
        _digest.AppendData(bytes);
        output.Write(bytes);
        _written += bytes.Length;
    }
}
