using System.Buffers.Binary;
using System.Numerics;
using Compliance.Evidence.Bytes;

namespace Compliance.Tests.Evidence;

public sealed class KeyedHashTests
{
    private const ulong K0 = 0x0706050403020100;
    private const ulong K1 = 0x0f0e0d0c0b0a0908;

    [Fact]
    public void It_is_the_function_of_the_paper_with_one_and_three_rounds()
    {
        for (var length = 0; length <= 100; length++)
        {
            var data = Counting(length);
            Assert.Equal(Convert.ToHexStringLower(SipHash(1, 3, 16, data)), Hex(new KeyedHash(K0, K1).Of(data)));
        }
    }

    // The appendix of the paper, and the first vectors of the 128-bit output that its authors publish.
    [Theory]
    [InlineData(8, 15, "e545be4961ca29a1")]
    [InlineData(16, 0, "a3817f04ba25a8e66df67214c7550293")]
    [InlineData(16, 1, "da87c1d86b99af44347659119b22fc45")]
    public void The_function_of_the_paper_is_read_rightly(int output, int length, string hash) =>
        Assert.Equal(hash, Convert.ToHexStringLower(SipHash(2, 4, output, Counting(length))));

    [Fact]
    public void Each_run_has_a_key_of_its_own() => Assert.NotEqual(new KeyedHash().Of("agent"u8), new KeyedHash().Of("agent"u8));

    [Fact]
    public void Both_halves_of_the_key_matter()
    {
        var hash = new KeyedHash(K0, K1).Of("agent"u8);

        Assert.NotEqual(hash, new KeyedHash(K0 + 1, K1).Of("agent"u8));
        Assert.NotEqual(hash, new KeyedHash(K0, K1 + 1).Of("agent"u8));
    }

    private static byte[] Counting(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)i)];

    private static string Hex(UInt128 hash)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, hash);
        return Convert.ToHexStringLower(bytes);
    }

    /// <summary>Section 2 of the paper to the letter: pad, compress word by word, finalise.</summary>
    private static byte[] SipHash(int compression, int finalization, int output, byte[] data)
    {
        ulong[] v = [K0 ^ 0x736f6d6570736575, K1 ^ 0x646f72616e646f6d, K0 ^ 0x6c7967656e657261, K1 ^ 0x7465646279746573];
        if (output == 16) v[1] ^= 0xee;
        var padded = new byte[(data.Length / 8 + 1) * 8];
        data.CopyTo(padded, 0);
        padded[^1] = (byte)data.Length;
        for (var at = 0; at < padded.Length; at += 8)
        {
            var word = BitConverter.IsLittleEndian ? BitConverter.ToUInt64(padded, at) : BinaryPrimitives.ReverseEndianness(BitConverter.ToUInt64(padded, at));
            v[3] ^= word;
            Rounds(v, compression);
            v[0] ^= word;
        }
        v[2] ^= output == 16 ? 0xeeu : 0xffu;
        var hash = new byte[output];
        for (var half = 0; half < output; half += 8)
        {
            if (half == 8) v[1] ^= 0xdd;
            Rounds(v, finalization);
            BinaryPrimitives.WriteUInt64LittleEndian(hash.AsSpan(half), v[0] ^ v[1] ^ v[2] ^ v[3]);
        }
        return hash;
    }

    private static void Rounds(ulong[] v, int count)
    {
        for (var i = 0; i < count; i++)
        {
            Half(v, 0, 1, 13);
            Half(v, 2, 3, 16);
            v[0] = BitOperations.RotateLeft(v[0], 32);
            Half(v, 2, 1, 17);
            Half(v, 0, 3, 21);
            v[2] = BitOperations.RotateLeft(v[2], 32);
        }
    }

    private static void Half(ulong[] v, int a, int b, int rotation)
    {
        v[a] = unchecked(v[a] + v[b]);
        v[b] = BitOperations.RotateLeft(v[b], rotation) ^ v[a];
    }
}
