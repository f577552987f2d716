using System.Buffers;
using System.Buffers.Binary;

namespace Compliance.Transit.Wire;

/// <summary>Writes the presentation language of TLS.</summary>
internal sealed class ByteWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new(1024);

    public int Length => _bytes.WrittenCount;

    public void U8(int value) => Bytes([checked((byte)value)]);

    public void U16(int value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_bytes.GetSpan(2), checked((ushort)value));
        _bytes.Advance(2);
    }

    public void U24(int value)
    {
        U8(value >> 16);
        U16(value & 0xFFFF);
    }

    public void Bytes(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

    /// <summary>A vector whose length takes one byte.</summary>
    public void Vector8(Action<ByteWriter> content) => Vector(content, U8);

    /// <summary>A vector whose length takes two bytes.</summary>
    public void Vector16(Action<ByteWriter> content) => Vector(content, U16);

    /// <summary>A vector whose length takes three bytes.</summary>
    public void Vector24(Action<ByteWriter> content) => Vector(content, U24);

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    private void Vector(Action<ByteWriter> content, Action<int> length)
    {
        var inner = new ByteWriter();
        content(inner);
        length(inner.Length);
        Bytes(inner._bytes.WrittenSpan);
    }
}
