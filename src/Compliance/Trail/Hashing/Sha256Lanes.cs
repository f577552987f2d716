using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Compliance.Trail.Hashing;

/// <summary>SHA-256 (FIPS 180-4) of eight messages side by side, one in each lane of a vector.</summary>
/// <remarks>A log is millions of short messages. A call of the platform's SHA-256 costs about as much as the hash of one of
/// them; here there is none, and one instruction works on eight.</remarks>
internal static class Sha256Lanes
{
    public const int Lanes = 8;

    public const int BlockSize = 64;

    private const int DigestWords = 8;

    /// <summary>Whether <see cref="Hash"/> may be called.</summary>
    public static bool IsSupported => Avx2.IsSupported && BitConverter.IsLittleEndian;

    // FIPS 180-4, section 4.2.2.
    private static ReadOnlySpan<uint> RoundConstants =>
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    // FIPS 180-4, section 5.3.3.
    private static ReadOnlySpan<uint> Start => [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

    /// <summary>Hashes up to eight messages that are padded already.</summary>
    /// <param name="rows">Eight rows of <paramref name="stride"/> bytes, one message in each.</param>
    /// <param name="stride">A multiple of <see cref="BlockSize"/>.</param>
    /// <param name="blocks">Blocks of each message, at most those of a row; 0: the lane is not used.</param>
    /// <param name="digests">Eight digests of 32 bytes; those of unused lanes are left alone.</param>
    public static void Hash(ReadOnlySpan<byte> rows, int stride, ReadOnlySpan<int> blocks, Span<byte> digests)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows.Length, Lanes * stride);
        ArgumentOutOfRangeException.ThrowIfLessThan(digests.Length, Lanes * EntryHash.Size);
        ArgumentOutOfRangeException.ThrowIfNotEqual(blocks.Length, Lanes);
        var most = 0;
        foreach (var count in blocks) most = Math.Max(most, count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most * BlockSize, stride);

        Span<Vector256<uint>> state = stackalloc Vector256<uint>[DigestWords];
        for (var word = 0; word < DigestWords; word++) state[word] = Vector256.Create(Start[word]);
        for (var block = 0; block < most; block++)
        {
            Compress(state, rows[(block * BlockSize)..], stride);
            for (var lane = 0; lane < Lanes; lane++)
            {
                if (blocks[lane] == block + 1) WriteDigest(state, lane, digests.Slice(lane * EntryHash.Size, EntryHash.Size));
            }
        }
    }

    private static void WriteDigest(ReadOnlySpan<Vector256<uint>> state, int lane, Span<byte> digest)
    {
        var words = MemoryMarshal.Cast<Vector256<uint>, uint>(state);
        for (var word = 0; word < DigestWords; word++) BinaryPrimitives.WriteUInt32BigEndian(digest[(4 * word)..], words[word * Lanes + lane]);
    }

    [SkipLocalsInit]
    private static void Compress(Span<Vector256<uint>> state, ReadOnlySpan<byte> rows, int stride)
    {
        Span<Vector256<uint>> w = stackalloc Vector256<uint>[16];
        Transpose(rows, stride, w);
        Transpose(rows[32..], stride, w[8..]);

        var (a, b, c, d) = (state[0], state[1], state[2], state[3]);
        var (e, f, g, h) = (state[4], state[5], state[6], state[7]);
        ref var constant = ref MemoryMarshal.GetReference(RoundConstants);
        for (var round = 0; round < 64; round += 8)
        {
            if (round >= 16) Schedule(w, round & 15);
            ref var kw = ref Unsafe.Add(ref MemoryMarshal.GetReference(w), round & 15);
            ref var k = ref Unsafe.Add(ref constant, round);
            // The eight words rotate by name instead of by value: after eight rounds each is back in its place.
            h = Mix(e, f, g, h, kw + Vector256.Create(k)); d += h; h += Majority(a, b, c);
            g = Mix(d, e, f, g, Unsafe.Add(ref kw, 1) + Vector256.Create(Unsafe.Add(ref k, 1))); c += g; g += Majority(h, a, b);
            f = Mix(c, d, e, f, Unsafe.Add(ref kw, 2) + Vector256.Create(Unsafe.Add(ref k, 2))); b += f; f += Majority(g, h, a);
            e = Mix(b, c, d, e, Unsafe.Add(ref kw, 3) + Vector256.Create(Unsafe.Add(ref k, 3))); a += e; e += Majority(f, g, h);
            d = Mix(a, b, c, d, Unsafe.Add(ref kw, 4) + Vector256.Create(Unsafe.Add(ref k, 4))); h += d; d += Majority(e, f, g);
            c = Mix(h, a, b, c, Unsafe.Add(ref kw, 5) + Vector256.Create(Unsafe.Add(ref k, 5))); g += c; c += Majority(d, e, f);
            b = Mix(g, h, a, b, Unsafe.Add(ref kw, 6) + Vector256.Create(Unsafe.Add(ref k, 6))); f += b; b += Majority(c, d, e);
            a = Mix(f, g, h, a, Unsafe.Add(ref kw, 7) + Vector256.Create(Unsafe.Add(ref k, 7))); e += a; a += Majority(b, c, d);
        }
        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
        state[5] += f;
        state[6] += g;
        state[7] += h;
    }

    // Words 16 and up of the schedule, eight at a time, over the ones of sixteen words before.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Schedule(Span<Vector256<uint>> words, int at)
    {
        ref var w = ref MemoryMarshal.GetReference(words);
        for (var i = at; i < at + 8; i++)
        {
            var early = Unsafe.Add(ref w, (i + 1) & 15);
            var late = Unsafe.Add(ref w, (i + 14) & 15);
            Unsafe.Add(ref w, i) += Unsafe.Add(ref w, (i + 9) & 15)
                + Xor(Rotate(early, 7), Rotate(early, 18), early >>> 3)
                + Xor(Rotate(late, 17), Rotate(late, 19), late >>> 10);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Mix(Vector256<uint> e, Vector256<uint> f, Vector256<uint> g, Vector256<uint> h, Vector256<uint> word) =>
        h + word + Xor(Rotate(e, 6), Rotate(e, 11), Rotate(e, 25)) + Choose(e, f, g);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Majority(Vector256<uint> a, Vector256<uint> b, Vector256<uint> c)
    {
        var majority = Avx512F.VL.IsSupported ? Avx512F.VL.TernaryLogic(a, b, c, 0xe8) : (a & b) ^ (c & (a ^ b));
        return majority + Xor(Rotate(a, 2), Rotate(a, 13), Rotate(a, 22));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Choose(Vector256<uint> e, Vector256<uint> f, Vector256<uint> g) =>
        Avx512F.VL.IsSupported ? Avx512F.VL.TernaryLogic(e, f, g, 0xca) : g ^ (e & (f ^ g));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Xor(Vector256<uint> x, Vector256<uint> y, Vector256<uint> z) =>
        Avx512F.VL.IsSupported ? Avx512F.VL.TernaryLogic(x, y, z, 0x96) : x ^ y ^ z;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Rotate(Vector256<uint> x, [ConstantExpected] byte by) =>
        Avx512F.VL.IsSupported ? Avx512F.VL.RotateRight(x, by) : (x >>> by) | (x << (32 - by));

    // Eight words of each of eight rows, big-endian, to eight vectors of one word each.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(ReadOnlySpan<byte> rows, int stride, Span<Vector256<uint>> words)
    {
        var (r0, r1, r2, r3) = (Row(rows, 0), Row(rows, stride), Row(rows, 2 * stride), Row(rows, 3 * stride));
        var (r4, r5, r6, r7) = (Row(rows, 4 * stride), Row(rows, 5 * stride), Row(rows, 6 * stride), Row(rows, 7 * stride));
        var (s0, s1, s2, s3) = (Pairs(r0, r1, r2, r3));
        var (s4, s5, s6, s7) = (Pairs(r4, r5, r6, r7));
        words[0] = Avx2.Permute2x128(s0, s4, 0x20);
        words[1] = Avx2.Permute2x128(s1, s5, 0x20);
        words[2] = Avx2.Permute2x128(s2, s6, 0x20);
        words[3] = Avx2.Permute2x128(s3, s7, 0x20);
        words[4] = Avx2.Permute2x128(s0, s4, 0x31);
        words[5] = Avx2.Permute2x128(s1, s5, 0x31);
        words[6] = Avx2.Permute2x128(s2, s6, 0x31);
        words[7] = Avx2.Permute2x128(s3, s7, 0x31);
    }

    // Word i of four rows side by side, in each half of the vector: i in the low half, i + 4 in the high one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<uint>, Vector256<uint>, Vector256<uint>, Vector256<uint>) Pairs(Vector256<uint> r0, Vector256<uint> r1, Vector256<uint> r2, Vector256<uint> r3)
    {
        var (low01, high01) = (Avx2.UnpackLow(r0, r1).AsUInt64(), Avx2.UnpackHigh(r0, r1).AsUInt64());
        var (low23, high23) = (Avx2.UnpackLow(r2, r3).AsUInt64(), Avx2.UnpackHigh(r2, r3).AsUInt64());
        return (
            Avx2.UnpackLow(low01, low23).AsUInt32(),
            Avx2.UnpackHigh(low01, low23).AsUInt32(),
            Avx2.UnpackLow(high01, high23).AsUInt32(),
            Avx2.UnpackHigh(high01, high23).AsUInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Row(ReadOnlySpan<byte> rows, int at) => Avx2.Shuffle(
        Vector256.Create(rows.Slice(at, 32)),
        Vector256.Create((byte)3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12, 3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12)).AsUInt32();
}
