using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Compliance.Trail.Hashing;

/// <summary>Leaf and node hashes of the log's tree (RFC 6962, section 2.1), many in one call.</summary>
/// <remarks>Not for more than one thread: it keeps its rows between calls.</remarks>
internal sealed class TreeHashing
{
    /// <summary>A longer message is hashed alone: rows for eight of them would not stay in the cache, and the cost of a call is little beside it.</summary>
    private const int MostBlocks = 64;

    private const int NodeBlocks = 2;

    // One block more than is used: rows a power of two apart would fall into the same places of the cache.
    private const int Stride = (MostBlocks + 1) * Sha256Lanes.BlockSize;

    private readonly byte[] _rows = new byte[Sha256Lanes.Lanes * Stride];
    private readonly byte[] _nodeRows = new byte[Sha256Lanes.Lanes * NodeBlocks * Sha256Lanes.BlockSize];
    private readonly byte[] _digests = new byte[Sha256Lanes.Lanes * EntryHash.Size];
    private readonly int[] _lanes = new int[Sha256Lanes.Lanes];
    private readonly int[] _blocks = new int[Sha256Lanes.Lanes];
    private int[] _order = [];

    public TreeHashing()
    {
        for (var lane = 0; lane < Sha256Lanes.Lanes; lane++)
            Pad(_nodeRows.AsSpan(lane * NodeBlocks * Sha256Lanes.BlockSize, NodeBlocks * Sha256Lanes.BlockSize), 1, 2 * EntryHash.Size);
    }

    /// <summary>SHA-256(0x00 ‖ leaf) of each.</summary>
    /// <param name="text">In which the leaves lie.</param>
    /// <param name="leaves">Where each begins, and its length.</param>
    /// <param name="hashes">32 bytes for each leaf, in their order.</param>
    public void Leaves(ReadOnlySpan<byte> text, ReadOnlySpan<(int Start, int Length)> leaves, Span<byte> hashes)
    {
        var ordered = ByBlocks(leaves);
        for (var next = 0; next < ordered.Length; next += Sha256Lanes.Lanes)
            LeavesOf(text, leaves, ordered.Slice(next, Math.Min(Sha256Lanes.Lanes, ordered.Length - next)), hashes);
    }

    /// <summary>SHA-256(0x01 ‖ left ‖ right) of each pair of neighbours.</summary>
    /// <param name="children">A multiple of 64 bytes. May overlap <paramref name="parents"/> where both begin.</param>
    public void Nodes(ReadOnlySpan<byte> children, Span<byte> parents)
    {
        const int Pair = 2 * EntryHash.Size;
        const int NodeStride = NodeBlocks * Sha256Lanes.BlockSize;
        for (var first = 0; first < children.Length / Pair; first += Sha256Lanes.Lanes)
        {
            var count = Math.Min(Sha256Lanes.Lanes, children.Length / Pair - first);
            for (var lane = 0; lane < count; lane++) children.Slice((first + lane) * Pair, Pair).CopyTo(_nodeRows.AsSpan(lane * NodeStride + 1));
            if (Sha256Lanes.IsSupported && count > 1)
            {
                for (var lane = 0; lane < Sha256Lanes.Lanes; lane++) _blocks[lane] = lane < count ? NodeBlocks : 0;
                Sha256Lanes.Hash(_nodeRows, NodeStride, _blocks, _digests);
            }
            else
            {
                for (var lane = 0; lane < count; lane++) SHA256.HashData(_nodeRows.AsSpan(lane * NodeStride, 1 + Pair), _digests.AsSpan(lane * EntryHash.Size));
            }
            _digests.AsSpan(0, count * EntryHash.Size).CopyTo(parents[(first * EntryHash.Size)..]);
        }
    }

    /// <summary>The root of a complete subtree.</summary>
    /// <param name="hashes">As many as a power of two, 256 at most. Overwritten.</param>
    public EntryHash Fold(Span<byte> hashes)
    {
        while (hashes.Length > EntryHash.Size)
        {
            Nodes(hashes, hashes);
            hashes = hashes[..(hashes.Length / 2)];
        }
        return EntryHash.TryRead(hashes, out var root) ? root : throw new ArgumentException("a subtree has a power of two of hashes", nameof(hashes));
    }

    // Messages of as many blocks side by side: a lane that ends before its neighbours works for nothing. Those that are
    // hashed alone are done here.
    private ReadOnlySpan<int> ByBlocks(ReadOnlySpan<(int Start, int Length)> leaves)
    {
        if (_order.Length < leaves.Length) _order = new int[leaves.Length];
        Span<int> starts = stackalloc int[MostBlocks + 2];
        starts.Clear();
        foreach (var (_, length) in leaves) starts[Math.Min(BlocksOf(length), MostBlocks + 1)]++;
        var before = 0;
        for (var blocks = 0; blocks < starts.Length; blocks++) (starts[blocks], before) = (before, before + starts[blocks]);
        for (var i = 0; i < leaves.Length; i++) _order[starts[Math.Min(BlocksOf(leaves[i].Length), MostBlocks + 1)]++] = i;
        return _order.AsSpan(0, leaves.Length);
    }

    private void LeavesOf(ReadOnlySpan<byte> text, ReadOnlySpan<(int Start, int Length)> leaves, ReadOnlySpan<int> chosen, Span<byte> hashes)
    {
        var lanes = 0;
        Array.Clear(_blocks);
        foreach (var leaf in chosen)
        {
            var (start, length) = leaves[leaf];
            var blocks = BlocksOf(length);
            if (!Sha256Lanes.IsSupported || blocks > MostBlocks)
            {
                Alone(text.Slice(start, length), hashes.Slice(leaf * EntryHash.Size, EntryHash.Size));
                continue;
            }
            var row = _rows.AsSpan(lanes * Stride, blocks * Sha256Lanes.BlockSize);
            text.Slice(start, length).CopyTo(row[1..]);
            Pad(row, 0, length);
            _lanes[lanes] = leaf;
            _blocks[lanes++] = blocks;
        }
        if (lanes == 0) return;
        Sha256Lanes.Hash(_rows, Stride, _blocks, _digests);
        for (var lane = 0; lane < lanes; lane++)
            _digests.AsSpan(lane * EntryHash.Size, EntryHash.Size).CopyTo(hashes[(_lanes[lane] * EntryHash.Size)..]);
    }

    private static void Alone(ReadOnlySpan<byte> leaf, Span<byte> hash)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData([0]);
        sha.AppendData(leaf);
        sha.GetHashAndReset(hash);
    }

    // Prefix, message, a one bit, zeros and the length in bits fill whole blocks (FIPS 180-4, section 5.1.1).
    private static int BlocksOf(int length) => (1 + length + 8) / Sha256Lanes.BlockSize + 1;

    private static void Pad(Span<byte> row, byte prefix, int length)
    {
        row[0] = prefix;
        row[(1 + length)..].Clear();
        row[1 + length] = 0x80;
        BinaryPrimitives.WriteUInt64BigEndian(row[^8..], 8UL * (ulong)(1 + length));
    }
}
