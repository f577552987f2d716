using System.Buffers.Binary;

namespace Compliance.Tests.Transit;

/// <summary>A hello of the probe, read by the tests' own reading.</summary>
internal sealed record Heard(int RecordVersion, int Version, int[] Suites, byte[] Compression, IReadOnlyDictionary<int, byte[]> Extensions, int MessageLength)
{
    /// <summary>The version asked for.</summary>
    public int Asked => Extensions.TryGetValue(43, out var versions) ? BinaryPrimitives.ReadUInt16BigEndian(versions.AsSpan(1)) : Version;

    public int[] Groups => Extensions.TryGetValue(10, out var groups) ? Numbers(groups.AsSpan(2)) : [];

    public static async Task<Heard> ReadAsync(Stream connection, CancellationToken cancellation)
    {
        var header = new byte[5];
        await connection.ReadExactlyAsync(header, cancellation);
        var record = new byte[BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(3))];
        await connection.ReadExactlyAsync(record, cancellation);
        return Parse([.. header, .. record]);
    }

    public static Heard Parse(byte[] bytes)
    {
        Assert.Equal(22, bytes[0]);
        Assert.Equal(bytes.Length - 5, BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(3)));
        Assert.Equal(1, bytes[5]);
        Assert.Equal(bytes.Length - 9, (bytes[6] << 16) | (bytes[7] << 8) | bytes[8]);
        var at = 9 + 2 + 32;
        at += 1 + bytes[at];
        var suites = BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at));
        var offered = Numbers(bytes.AsSpan(at + 2, suites));
        at += 2 + suites;
        var compression = bytes[(at + 1)..(at + 1 + bytes[at])];
        at += 1 + bytes[at];
        var extensions = new Dictionary<int, byte[]>();
        if (at < bytes.Length)
        {
            Assert.Equal(bytes.Length - at - 2, BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at)));
            at += 2;
        }
        while (at < bytes.Length)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 2));
            extensions.Add(BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at)), bytes[(at + 4)..(at + 4 + length)]);
            at += 4 + length;
        }
        return new Heard(BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(1)), BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(9)), offered, compression, extensions, bytes.Length - 5);
    }

    private static int[] Numbers(ReadOnlySpan<byte> bytes)
    {
        var numbers = new int[bytes.Length / 2];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = BinaryPrimitives.ReadUInt16BigEndian(bytes[(2 * i)..]);
        return numbers;
    }
}
