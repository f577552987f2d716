using System.Buffers.Binary;
using System.Text;

namespace Compliance.Functions.Tests.Telemetry;

/// <summary>One field of a protobuf message, as encoded: a number, or bytes.</summary>
internal readonly record struct WireField(int Number, ulong Value, ReadOnlyMemory<byte> Bytes)
{
    public string Text => Encoding.UTF8.GetString(Bytes.Span);

    public string Hex => Convert.ToHexStringLower(Bytes.Span);

    public IReadOnlyList<WireField> Message => WireReader.Read(Bytes);

    public double Double => BitConverter.UInt64BitsToDouble(Value);
}

/// <summary>Reads the wire format of protobuf (encoding.proto3): fields in their order, without knowing what they mean.</summary>
internal static class WireReader
{
    /// <exception cref="InvalidDataException">It is not the encoding of a message.</exception>
    public static IReadOnlyList<WireField> Read(ReadOnlyMemory<byte> message)
    {
        var fields = new List<WireField>();
        for (var rest = message; !rest.IsEmpty;)
        {
            var key = Varint(ref rest);
            var number = checked((int)(key >> 3));
            fields.Add((key & 7) switch
            {
                0 => new(number, Varint(ref rest), default),
                1 => new(number, BinaryPrimitives.ReadUInt64LittleEndian(Take(ref rest, 8).Span), default),
                2 => new(number, 0, Take(ref rest, Varint(ref rest))),
                5 => new(number, BinaryPrimitives.ReadUInt32LittleEndian(Take(ref rest, 4).Span), default),
                var type => throw new InvalidDataException($"field {number} is of wire type {type}"),
            });
        }
        return fields;
    }

    private static ulong Varint(ref ReadOnlyMemory<byte> rest)
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var octet = Take(ref rest, 1).Span[0];
            value |= unchecked((ulong)(octet & 0x7f) << shift);
            if (octet < 0x80) return value;
        }
        throw new InvalidDataException("a number has more than ten bytes");
    }

    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> rest, ulong length)
    {
        if (length > (ulong)rest.Length) throw new InvalidDataException($"{length} bytes are said to follow, and {rest.Length} do");
        var taken = rest[..(int)length];
        rest = rest[(int)length..];
        return taken;
    }
}
