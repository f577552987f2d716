using System.Buffers.Binary;

namespace Compliance.Storage;

/// <summary>Sends what is written to a blob as blocks of one length. They become a file when the list of <see cref="Ids"/> is put.</summary>
internal sealed class BlockStream(BlobRequests blobs, string blob, CancellationToken cancellationToken) : Stream
{
    // A blob has at most 50,000 blocks: 390 GiB of these.
    private const int BlockBytes = 8 << 20;

    private readonly byte[] _block = new byte[BlockBytes];
    private readonly List<string> _ids = [];
    private int _held;
    private long _sent;

    /// <summary>Of the blocks sent, in their order.</summary>
    public IReadOnlyList<string> Ids => _ids;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _sent + _held;

    public override long Position { get => Length; set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            var taken = Math.Min(buffer.Length, BlockBytes - _held);
            buffer[..taken].CopyTo(_block.AsSpan(_held));
            _held += taken;
            buffer = buffer[taken..];
            if (_held == BlockBytes) Send();
        }
    }

    /// <summary>Sends nothing: a block that is not full is sent when the stream has come to its end.</summary>
    public override void Flush() { }

    /// <summary>Sends the last block.</summary>
    public void Complete()
    {
        if (_held > 0) Send();
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    // Whoever writes has a thread of its own, which may wait.
    private void Send()
    {
        // Of one length, as the service demands.
        var id = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(id, _ids.Count);
        _ids.Add(Convert.ToBase64String(id));
        blobs.PutBlockAsync(blob, _ids[^1], _block.AsMemory(0, _held), cancellationToken).GetAwaiter().GetResult();
        _sent += _held;
        _held = 0;
    }
}
