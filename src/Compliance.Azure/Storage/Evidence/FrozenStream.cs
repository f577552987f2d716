using System.Security.Cryptography;

namespace Compliance.Storage;

/// <summary>A file being read that must turn out to be the one that was frozen; known when its end is reached.</summary>
internal sealed class FrozenStream(Stream body, FrozenFile frozen) : Stream
{
    private readonly IncrementalHash _digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _length;
    private bool _verified;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => frozen.Length;

    public override long Position { get => _length; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = body.Read(buffer);
        Take(buffer[..read], atEnd: read == 0 && buffer.Length > 0);
        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await body.ReadAsync(buffer, cancellationToken);
        Take(buffer.Span[..read], atEnd: read == 0 && buffer.Length > 0);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            body.Dispose();
            _digest.Dispose();
        }
        base.Dispose(disposing);
    }

    private void Take(ReadOnlySpan<byte> bytes, bool atEnd)
    {
        _digest.AppendData(bytes);
        _length += bytes.Length;
        if (_length > frozen.Length) throw new EvidenceChangedException(frozen.Path, "has grown");
        if (!atEnd || _verified) return;
        if (_length < frozen.Length) throw new EvidenceChangedException(frozen.Path, "was cut short");
        if (Convert.ToHexStringLower(_digest.GetHashAndReset()) != frozen.Sha256) throw new EvidenceChangedException(frozen.Path, "has other bytes");
        _verified = true;
    }
}
