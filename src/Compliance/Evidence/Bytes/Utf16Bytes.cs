using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Unicode;

namespace Compliance.Evidence.Bytes;

/// <summary>UTF-16 text as UTF-8. What is no character becomes a byte that is no UTF-8 either, so that the record it
/// stands in is rejected rather than changed.</summary>
internal sealed class Utf16Bytes(Stream inner, bool bigEndian) : PieceStream(48 * 1024 + 8)
{
    private readonly byte[] _source = new byte[32 * 1024];
    private int _sourceLength;
    private bool _innerEnded;

    protected override bool Refill()
    {
        if (!_innerEnded)
        {
            var read = inner.Read(_source.AsSpan(_sourceLength));
            _innerEnded = read == 0;
            _sourceLength += read;
        }
        if (_innerEnded && _sourceLength == 0) return false;
        var units = Units(_source.AsSpan(0, _sourceLength & ~1));
        var used = 0;
        while (used < units.Length)
        {
            Utf8.FromUtf16(units[used..], Piece.AsSpan(Made), out var taken, out var written, replaceInvalidSequences: false, isFinalBlock: false);
            used += taken;
            Made += written;
            if (used == units.Length || HalfPairAtEnd(units[used..])) break;
            AppendInvalid(ref used);
        }
        Keep(used * 2);
        return true;
    }

    private bool HalfPairAtEnd(ReadOnlySpan<char> rest) => rest.Length == 1 && char.IsHighSurrogate(rest[0]) && !_innerEnded;

    private void AppendInvalid(ref int used)
    {
        Piece[Made++] = 0xFF;
        used++;
    }

    private void Keep(int used)
    {
        var rest = _sourceLength - used;
        // An odd byte or half a pair at the very end completes nothing any more.
        if (_innerEnded && rest > 0)
        {
            Piece[Made++] = 0xFF;
            rest = 0;
        }
        _source.AsSpan(used, rest).CopyTo(_source);
        _sourceLength = rest;
        // Native order was swapped in place: swap back what stays.
        if (rest >= 2 && bigEndian == BitConverter.IsLittleEndian) Swap(_source.AsSpan(0, rest & ~1));
    }

    private ReadOnlySpan<char> Units(Span<byte> bytes)
    {
        if (bigEndian == BitConverter.IsLittleEndian) Swap(bytes);
        return MemoryMarshal.Cast<byte, char>(bytes);
    }

    private static void Swap(Span<byte> bytes)
    {
        var units = MemoryMarshal.Cast<byte, ushort>(bytes);
        BinaryPrimitives.ReverseEndianness(units, units);
    }
}
