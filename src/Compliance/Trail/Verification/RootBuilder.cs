using Compliance.Trail.Hashing;
using Compliance.Trail.Merkle;

namespace Compliance.Trail.Verification;

/// <summary>The root of a log that grows by many leaf hashes at a time.</summary>
internal sealed class RootBuilder
{
    private const int TileBits = 8;

    private readonly List<EntryHash> _subtrees = [];
    private readonly TreeHashing _hashing;
    private readonly byte[] _tile = new byte[Tile.FullWidth * EntryHash.Size];

    /// <param name="frontier">What the log is before the first leaf.</param>
    public RootBuilder(MerkleFrontier frontier, TreeHashing hashing)
    {
        (Size, _hashing) = (frontier.Size, hashing);
        foreach (var hash in frontier.ToBytes().Chunk(EntryHash.Size)) _subtrees.Add(Hash(hash));
    }

    public long Size { get; private set; }

    public EntryHash Root
    {
        get
        {
            if (_subtrees.Count == 0) return EntryHash.EmptyRoot;
            var root = _subtrees[^1];
            for (var i = _subtrees.Count - 2; i >= 0; i--) root = EntryHash.OfNode(_subtrees[i], root);
            return root;
        }
    }

    /// <param name="hashes">Leaf hashes, one after the other.</param>
    public void Append(ReadOnlySpan<byte> hashes)
    {
        while (hashes.Length > 0)
        {
            var whole = Size % Tile.FullWidth == 0 && hashes.Length >= _tile.Length;
            if (whole)
            {
                hashes[.._tile.Length].CopyTo(_tile);
                Push(_hashing.Fold(_tile), TileBits);
            }
            else
            {
                Push(Hash(hashes[..EntryHash.Size]), 0);
            }
            hashes = hashes[(whole ? _tile.Length : EntryHash.Size)..];
        }
    }

    private void Push(EntryHash subtree, int height)
    {
        for (var n = Size >> height; (n & 1) == 1; n >>= 1)
        {
            subtree = EntryHash.OfNode(_subtrees[^1], subtree);
            _subtrees.RemoveAt(_subtrees.Count - 1);
        }
        _subtrees.Add(subtree);
        Size += 1L << height;
    }

    private static EntryHash Hash(ReadOnlySpan<byte> bytes) => EntryHash.TryRead(bytes, out var hash) ? hash : throw new ArgumentException("a hash has 32 bytes", nameof(bytes));
}
