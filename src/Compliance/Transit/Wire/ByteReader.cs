using System.Buffers.Binary;

namespace Compliance.Transit.Wire;

/// <summary>Reads the presentation language of TLS: big-endian numbers, and vectors behind their length.</summary>
/// <exception cref="ProtocolException">Something is shorter than it says.</exception>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes, string what)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool IsEmpty => _rest.IsEmpty;

    public byte U8() => Bytes(1)[0];

    public ushort U16() => BinaryPrimitives.ReadUInt16BigEndian(Bytes(2));

    public int U24()
    {
        var bytes = Bytes(3);
        return (bytes[0] << 16) | (bytes[1] << 8) | bytes[2];
    }

    public ReadOnlySpan<byte> Vector8() => Bytes(U8());

    public ReadOnlySpan<byte> Vector16() => Bytes(U16());

    public ReadOnlySpan<byte> Vector24() => Bytes(U24());

    public ReadOnlySpan<byte> Bytes(int count)
    {
        if (count > _rest.Length) throw new ProtocolException($"the server's {what} is cut short: {count} bytes were announced, {_rest.Length} are there");
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
