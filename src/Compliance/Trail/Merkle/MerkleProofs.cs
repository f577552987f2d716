using System.Numerics;

namespace Compliance.Trail.Merkle;

/// <summary>Makes proofs from a log's tiles, reading a few of them whatever the log's size.</summary>
/// <remarks>Tiles are asked for as they are in a log of the larger size: partial ones in the width that they have there. A
/// tile that lies gives a proof that does not verify.</remarks>
public static class MerkleProofs
{
    /// <summary>PATH of RFC 6962, section 2.1.1: for <see cref="InclusionProof"/>.</summary>
    /// <param name="index">0 to <paramref name="size"/> − 1.</param>
    /// <exception cref="FormatException">A tile has not as many hashes as it must.</exception>
    public static async Task<IReadOnlyList<EntryHash>> InclusionAsync(ITiles tiles, long index, long size, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var tree = new TileHashes(tiles, size);
        var siblings = new List<(long Begin, long End)>();
        Descend(siblings, index, 0, size);
        return await HashesAsync(tree, siblings, cancellationToken);
    }

    /// <summary>PROOF of RFC 6962, section 2.1.2: for <see cref="ConsistencyProof"/>. Empty for equal sizes.</summary>
    /// <param name="size1">1 to <paramref name="size2"/>.</param>
    /// <exception cref="FormatException">A tile has not as many hashes as it must.</exception>
    public static async Task<IReadOnlyList<EntryHash>> ConsistencyAsync(ITiles tiles, long size1, long size2, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size1, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size1, size2);
        if (size1 == size2) return [];
        // The last complete subtree of the smaller log is a node of both trees: the proof goes on from there. When it
        // begins at 0 it is the smaller log's whole tree, whose root the verifier has.
        var last = size1 & (size1 - 1);
        var siblings = new List<(long Begin, long End)>();
        Descend(siblings, last, 0, size2, size1 - last);
        if (last > 0) siblings.Insert(0, (last, size1));
        return await HashesAsync(new TileHashes(tiles, size2), siblings, cancellationToken);
    }

    /// <summary>What a log of this size must remember to go on.</summary>
    /// <exception cref="FormatException">A tile has not as many hashes as it must.</exception>
    public static async Task<MerkleFrontier> FrontierAsync(ITiles tiles, long size, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        var tree = new TileHashes(tiles, size);
        var subtrees = new List<byte>();
        var begin = 0L;
        while (begin < size)
        {
            var height = BitOperations.Log2((ulong)(size - begin));
            subtrees.AddRange((await tree.OfSubtreeAsync(begin, height, cancellationToken)).ToArray());
            begin += 1L << height;
        }
        return MerkleFrontier.Parse(size, [.. subtrees]);
    }

    // From the root down to the subtree of `width` entries at `target`; what is beside the way is collected, lowest first.
    private static void Descend(List<(long Begin, long End)> siblings, long target, long begin, long end, long width = 1)
    {
        if (begin == target && end - begin == width) return;
        // The largest power of two smaller than the number of entries.
        var middle = begin + (1L << BitOperations.Log2((ulong)(end - begin - 1)));
        if (target < middle)
        {
            Descend(siblings, target, begin, middle, width);
            siblings.Add((middle, end));
        }
        else
        {
            Descend(siblings, target, middle, end, width);
            siblings.Add((begin, middle));
        }
    }

    private static async Task<IReadOnlyList<EntryHash>> HashesAsync(TileHashes tree, List<(long Begin, long End)> ranges, CancellationToken cancellationToken)
    {
        var hashes = new List<EntryHash>(ranges.Count);
        foreach (var (begin, end) in ranges) hashes.Add(await tree.OfRangeAsync(begin, end, cancellationToken));
        return hashes;
    }
}
