using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Compliance.Evidence.Bytes;

/// <summary>SipHash-1-3 with 128-bit output under a key drawn for each run: text becomes a compact value that can be
/// compared and sorted, and that nobody who writes a log can aim at.</summary>
/// <remarks>Results never reach a verdict's text, a trail or an output: two runs with different keys give the same
/// findings. Aumasson and Bernstein, SipHash: a fast short-input PRF (2012).</remarks>
internal sealed class KeyedHash
{
    private readonly ulong _k0;
    private readonly ulong _k1;

    public KeyedHash()
    {
        Span<byte> key = stackalloc byte[16];
        RandomNumberGenerator.Fill(key);
        (_k0, _k1) = (BinaryPrimitives.ReadUInt64LittleEndian(key), BinaryPrimitives.ReadUInt64LittleEndian(key[8..]));
    }

    /// <summary>For test vectors.</summary>
    internal KeyedHash(ulong k0, ulong k1) => (_k0, _k1) = (k0, k1);

    public UInt128 Of(ReadOnlySpan<byte> data)
    {
        unchecked
        {
            var v0 = _k0 ^ 0x736f6d6570736575;
            var v1 = _k1 ^ 0x646f72616e646f6d ^ 0xee;
            var v2 = _k0 ^ 0x6c7967656e657261;
            var v3 = _k1 ^ 0x7465646279746573;
            var length = (ulong)data.Length;
            while (data.Length >= 8)
            {
                Absorb(ref v0, ref v1, ref v2, ref v3, BinaryPrimitives.ReadUInt64LittleEndian(data));
                data = data[8..];
            }
            var last = length << 56;
            for (var i = 0; i < data.Length; i++) last |= (ulong)data[i] << (8 * i);
            Absorb(ref v0, ref v1, ref v2, ref v3, last);

            v2 ^= 0xee;
            Round(ref v0, ref v1, ref v2, ref v3);
            Round(ref v0, ref v1, ref v2, ref v3);
            Round(ref v0, ref v1, ref v2, ref v3);
            var low = v0 ^ v1 ^ v2 ^ v3;
            v1 ^= 0xdd;
            Round(ref v0, ref v1, ref v2, ref v3);
            Round(ref v0, ref v1, ref v2, ref v3);
            Round(ref v0, ref v1, ref v2, ref v3);
            return new UInt128(v0 ^ v1 ^ v2 ^ v3, low);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Absorb(ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3, ulong word)
    {
        v3 ^= word;
        Round(ref v0, ref v1, ref v2, ref v3);
        v0 ^= word;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        unchecked
        {
            v0 += v1;
            v1 = BitOperations.RotateLeft(v1, 13) ^ v0;
            v0 = BitOperations.RotateLeft(v0, 32);
            v2 += v3;
            v3 = BitOperations.RotateLeft(v3, 16) ^ v2;
            v0 += v3;
            v3 = BitOperations.RotateLeft(v3, 21) ^ v0;
            v2 += v1;
            v1 = BitOperations.RotateLeft(v1, 17) ^ v2;
            v2 = BitOperations.RotateLeft(v2, 32);
        }
    }
}
