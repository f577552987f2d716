using System.Numerics;

namespace Compliance.Trail.Merkle;

/// <summary>The tree of a log of one size, its inner nodes computed from tiles. Each tile is read once.</summary>
internal sealed class TileHashes(ITiles tiles, long size)
{
    private readonly Dictionary<Tile, ReadOnlyMemory<byte>> _read = [];

    /// <summary>MTH of the entries <c>[begin, end)</c>, a range that the recursive definition of the tree cuts: no larger than
    /// the power of two that divides <paramref name="begin"/>.</summary>
    internal async ValueTask<EntryHash> OfRangeAsync(long begin, long end, CancellationToken cancellationToken)
    {
        // From the right: the complete subtrees of the range grow towards the left.
        EntryHash? right = null;
        for (var rest = end - begin; rest > 0; rest &= rest - 1)
        {
            var height = BitOperations.TrailingZeroCount(rest);
            var subtree = await OfSubtreeAsync(begin + (rest & (rest - 1)), height, cancellationToken);
            right = right is { } hash ? EntryHash.OfNode(subtree, hash) : subtree;
        }
        return right ?? EntryHash.EmptyRoot;
    }

    /// <summary>MTH of the <c>2^height</c> entries from <paramref name="begin"/> on, a multiple of as many.</summary>
    internal async ValueTask<EntryHash> OfSubtreeAsync(long begin, int height, CancellationToken cancellationToken)
    {
        var level = height / 8;
        var first = begin >> (8 * level);
        var tile = new Tile(level, first / Tile.FullWidth, WidthOf(level, first / Tile.FullWidth));
        var bytes = await ReadAsync(tile, cancellationToken);
        return Fold(bytes.Slice((int)(first % Tile.FullWidth) * EntryHash.Size, EntryHash.Size << (height % 8)).Span);
    }

    private int WidthOf(int level, long number) => (int)Math.Min(Tile.FullWidth, (size >> (8 * level)) - number * Tile.FullWidth);

    private async ValueTask<ReadOnlyMemory<byte>> ReadAsync(Tile tile, CancellationToken cancellationToken)
    {
        if (_read.TryGetValue(tile, out var known)) return known;
        var bytes = await tiles.ReadAsync(tile, cancellationToken);
        if (bytes.Length != tile.Length) throw new FormatException($"`{tile.Path}` has {bytes.Length} bytes instead of {tile.Length}");
        _read.Add(tile, bytes);
        return bytes;
    }

    private static EntryHash Fold(ReadOnlySpan<byte> hashes)
    {
        if (EntryHash.TryRead(hashes, out var hash)) return hash;
        var half = hashes.Length / 2;
        return EntryHash.OfNode(Fold(hashes[..half]), Fold(hashes[half..]));
    }
}
