using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Compliance.Slices;

/// <summary>Writes bytes as sealed blocks: <c>length (u32), seal (32 bytes), bytes</c>, the last block marked. The seal is an HMAC over what the file is, the block's number,
/// whether it is the last, and its bytes, so that nothing is believed that another wrote, moved or cut off – block by block, before it is used.</summary>
/// <param name="seal">Under the run's key; not disposed.</param>
/// <param name="context">What the file is: bound into every seal.</param>
internal sealed class SealedOutput(Stream output, IncrementalHash seal, byte[] context)
{
    internal const int BlockBytes = 1 << 18;
    internal const uint Last = 1u << 31;
    internal const int SealBytes = 32;

    private readonly byte[] _block = new byte[BlockBytes];
    private int _used;
    private long _number;

    public void Byte(byte value) => Take(1)[0] = value;

    public void Int32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Take(sizeof(int)), value);

    public void Int64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Take(sizeof(long)), value);

    public void UInt64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Take(sizeof(ulong)), value);

    /// <summary>Length, then UTF-8; −1 for null.</summary>
    public void Text(string? text)
    {
        if (text is null)
        {
            Int32(-1);
            return;
        }
        var bytes = Encoding.UTF8.GetBytes(text);
        Int32(bytes.Length);
        Bytes(bytes);
    }

    /// <summary>Bytes alone: the reader knows how many.</summary>
    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (_used == BlockBytes) End(last: false);
            var n = Math.Min(bytes.Length, BlockBytes - _used);
            bytes[..n].CopyTo(_block.AsSpan(_used));
            _used += n;
            bytes = bytes[n..];
        }
    }

    /// <summary>Room for a value that is written at once.</summary>
    /// <param name="count">At most a block.</param>
    public Span<byte> Take(int count)
    {
        if (BlockBytes - _used < count) End(last: false);
        _used += count;
        return _block.AsSpan(_used - count, count);
    }

    /// <summary>Writes the last block. Without it the file is not whole.</summary>
    public void Complete() => End(last: true);

    internal static void Seal(IncrementalHash seal, byte[] context, long number, uint head, ReadOnlySpan<byte> bytes, Span<byte> into)
    {
        Span<byte> place = stackalloc byte[sizeof(long) + sizeof(uint)];
        BinaryPrimitives.WriteInt64LittleEndian(place, number);
        BinaryPrimitives.WriteUInt32LittleEndian(place[sizeof(long)..], head);
        seal.AppendData(context);
        seal.AppendData(place);
        seal.AppendData(bytes);
        seal.GetHashAndReset(into);
    }

    private void End(bool last)
    {
        Span<byte> head = stackalloc byte[sizeof(uint) + SealBytes];
        var word = (uint)_used | (last ? Last : 0);
        BinaryPrimitives.WriteUInt32LittleEndian(head, word);
        Seal(seal, context, _number++, word, _block.AsSpan(0, _used), head[sizeof(uint)..]);
        output.Write(head);
        output.Write(_block, 0, _used);
        _used = 0;
    }
}
