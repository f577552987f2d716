using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Compliance.Slices;

/// <summary>Reads what <see cref="SealedOutput"/> wrote, once, from its beginning. A value never goes over the end of a block that <see cref="SealedOutput.Take"/> ended
/// before it; bytes and texts do.</summary>
/// <exception cref="InputException">A block is not as it was sealed, or is missing, or something follows the last.</exception>
internal sealed class SealedInput(Stream input, IncrementalHash seal, byte[] context, string name)
{
    private readonly byte[] _block = new byte[SealedOutput.BlockBytes];
    private int _at;
    private int _filled;
    private long _number;
    private bool _last;

    public byte Byte() => Take(1)[0];

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    /// <summary>A number from 0 up to and with <paramref name="most"/>.</summary>
    public int Count(int most = int.MaxValue)
    {
        var count = Int32();
        return count >= 0 && count <= most ? count : throw Damaged();
    }

    /// <summary>A number from 0, of which many can be added up.</summary>
    public long Count64()
    {
        var count = Int64();
        return count is >= 0 and < 1L << 48 ? count : throw Damaged();
    }

    public string? TextOrNull()
    {
        var length = Int32();
        if (length == -1) return null;
        if (length < 0) throw Damaged();
        // What is there is read, not what is announced: the length alone makes nothing grow.
        using var text = new MemoryStream();
        Bytes(length, bytes => text.Write(bytes));
        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    public string Text() => TextOrNull() ?? throw Damaged();

    /// <summary>Hands on so many bytes, in pieces.</summary>
    public void Bytes(long count, SpanAction use)
    {
        while (count > 0)
        {
            if (_at == _filled) Fill();
            var n = (int)Math.Min(count, _filled - _at);
            use(_block.AsSpan(_at, n));
            _at += n;
            count -= n;
        }
    }

    /// <summary>So many bytes that were written at once.</summary>
    public ReadOnlySpan<byte> Take(int count)
    {
        if (_at == _filled) Fill();
        if (_filled - _at < count) throw Damaged();
        _at += count;
        return _block.AsSpan(_at - count, count);
    }

    /// <summary>Nothing may follow.</summary>
    public void Complete()
    {
        while (!_last && _at == _filled) Fill();
        if (!_last || _at != _filled || input.ReadByte() >= 0) throw Damaged();
    }

    public InputException Damaged() => new($"{name} is not whole, or is not of this run: read its slice again");

    public delegate void SpanAction(ReadOnlySpan<byte> bytes);

    private void Fill()
    {
        if (_last) throw Damaged();
        Span<byte> head = stackalloc byte[sizeof(uint) + SealedOutput.SealBytes];
        Fill(head);
        var word = BinaryPrimitives.ReadUInt32LittleEndian(head);
        var length = word & ~SealedOutput.Last;
        if (length > SealedOutput.BlockBytes) throw Damaged();
        var block = _block.AsSpan(0, (int)length);
        Fill(block);
        Span<byte> sealedAs = stackalloc byte[SealedOutput.SealBytes];
        SealedOutput.Seal(seal, context, _number++, word, block, sealedAs);
        if (!CryptographicOperations.FixedTimeEquals(sealedAs, head[sizeof(uint)..])) throw Damaged();
        (_at, _filled, _last) = (0, (int)length, (word & SealedOutput.Last) != 0);
        // Only the last block may be empty.
        if (length == 0 && !_last) throw Damaged();
    }

    private void Fill(Span<byte> target)
    {
        if (input.ReadAtLeast(target, target.Length, throwOnEndOfStream: false) < target.Length) throw Damaged();
    }
}
