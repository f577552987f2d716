using System.Security.Cryptography;

namespace Compliance.Checking;

/// <summary>The tree of RFC 6962, section 2.1, grown leaf by leaf; written a second time, so that a fault of the writer's is not its
/// own judge. A few kilobytes, however many leaves.</summary>
internal sealed class LogTree
{
    public const int HashSize = 32;

    private const int TileHashes = 256;
    private const int LevelsHeight = 8;
    private const int MostHeights = 63;
    private const int MostLevels = MostHeights / LevelsHeight + 1;

    // At each height the complete subtree that waits for its sibling.
    private readonly byte[]?[] _waiting = new byte[MostHeights][];
    private readonly OpenTile[] _open = [.. Enumerable.Range(0, MostLevels).Select(_ => new OpenTile())];

    public long Size { get; private set; }

    /// <summary>MTH of all leaves so far.</summary>
    public byte[] Root
    {
        get
        {
            byte[]? root = null;
            foreach (var left in _waiting)
                if (left is not null) root = root is null ? left : Node(left, root);
            return root ?? SHA256.HashData([]);
        }
    }

    /// <summary>The complete subtrees, largest first, 32 bytes each.</summary>
    public byte[] Frontier => [.. _waiting.Reverse().Where(subtree => subtree is not null).SelectMany(subtree => subtree!)];

    /// <summary>The hashes of the unfinished tiles of levels 1 and up, one level after the other.</summary>
    public byte[] Edge => [.. _open.Skip(1).SelectMany(tile => tile.Hashes.Take(tile.Width * HashSize))];

    public static byte[] Leaf(ReadOnlySpan<byte> bytes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([0]);
        hash.AppendData(bytes);
        return hash.GetHashAndReset();
    }

    /// <summary>Folds a stored frontier; null when it is not that of so many leaves.</summary>
    public static byte[]? Fold(long size, byte[] frontier)
    {
        if (size <= 0 || frontier.Length != long.PopCount(size) * HashSize) return null;
        var root = frontier[^HashSize..];
        for (var at = frontier.Length - 2 * HashSize; at >= 0; at -= HashSize) root = Node(frontier.AsSpan(at, HashSize), root);
        return root;
    }

    /// <summary>Adds a leaf.</summary>
    /// <param name="completed">Told of each tile that is full with it: level, number, hashes. They are valid during the call.</param>
    public void Add(byte[] leaf, Action<int, long, byte[]>? completed = null)
    {
        var (node, height) = (leaf, 0);
        Tell(height, node, completed);
        for (; _waiting[height] is { } left; height++)
        {
            node = Node(left, node);
            _waiting[height] = null;
            Tell(height + 1, node, completed);
        }
        _waiting[height] = node;
        Size++;
    }

    /// <summary>The same tree, to grow otherwise from here on.</summary>
    public LogTree Copy()
    {
        var copy = new LogTree { Size = Size };
        _waiting.CopyTo(copy._waiting, 0);
        return copy;
    }

    private void Tell(int height, byte[] node, Action<int, long, byte[]>? completed)
    {
        if (height % LevelsHeight != 0) return;
        var (level, tile) = (height / LevelsHeight, _open[height / LevelsHeight]);
        node.CopyTo(tile.Hashes, tile.Width++ * HashSize);
        if (tile.Width < TileHashes) return;
        completed?.Invoke(level, tile.Number, tile.Hashes);
        tile.Number++;
        tile.Width = 0;
    }

    private static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> preimage = stackalloc byte[1 + 2 * HashSize];
        preimage[0] = 1;
        left.CopyTo(preimage[1..]);
        right.CopyTo(preimage[(1 + HashSize)..]);
        return SHA256.HashData(preimage);
    }

    private sealed class OpenTile
    {
        public readonly byte[] Hashes = new byte[TileHashes * HashSize];
        public long Number;
        public int Width;
    }
}
