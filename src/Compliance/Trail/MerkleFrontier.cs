using System.Numerics;

namespace Compliance.Trail;

/// <summary>What a log of n entries must remember to go on: the roots of its complete subtrees, one for each bit set in n,
/// the largest (leftmost) first. At most 63 hashes stand for any number of entries.</summary>
/// <remarks>Immutable: an append that is not committed leaves nothing behind. The root is that of RFC 6962, section 2.1.</remarks>
public sealed class MerkleFrontier
{
    private readonly EntryHash[] _subtrees;

    private MerkleFrontier(long size, EntryHash[] subtrees) => (Size, _subtrees) = (size, subtrees);

    public static MerkleFrontier Empty { get; } = new(0, []);

    /// <summary>Entries in the log.</summary>
    public long Size { get; }

    /// <summary>MTH of all entries; of none, SHA-256 of nothing.</summary>
    public EntryHash Root
    {
        get
        {
            if (_subtrees.Length == 0) return EntryHash.EmptyRoot;
            var root = _subtrees[^1];
            for (var i = _subtrees.Length - 2; i >= 0; i--) root = EntryHash.OfNode(_subtrees[i], root);
            return root;
        }
    }

    /// <summary>The smallest complete subtree: for an odd size the last entry's own leaf hash. Null for an empty log.</summary>
    public EntryHash? Rightmost => _subtrees.Length == 0 ? null : _subtrees[^1];

    /// <summary>The frontier after entries with these leaf hashes.</summary>
    /// <exception cref="OverflowException">The log would pass 2^63−1 entries.</exception>
    public MerkleFrontier Append(IEnumerable<EntryHash> leaves)
    {
        var subtrees = new List<EntryHash>(_subtrees);
        var size = Size;
        foreach (var leaf in leaves)
        {
            var subtree = leaf;
            // Each trailing one of the size is a complete subtree as large as the one just closed: they join.
            for (var n = size; (n & 1) == 1; n >>= 1)
            {
                subtree = EntryHash.OfNode(subtrees[^1], subtree);
                subtrees.RemoveAt(subtrees.Count - 1);
            }
            subtrees.Add(subtree);
            size++;
        }
        return new(size, [.. subtrees]);
    }

    /// <summary>The subtree roots one after the other, largest first: 32 bytes each.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[_subtrees.Length * EntryHash.Size];
        for (var i = 0; i < _subtrees.Length; i++) _subtrees[i].Bytes.CopyTo(bytes.AsSpan(i * EntryHash.Size));
        return bytes;
    }

    /// <summary>Reads back <see cref="ToBytes"/>. Whether it belongs to a log is for its root to say.</summary>
    /// <exception cref="FormatException">The size is negative, or the number of hashes is not that of its set bits.</exception>
    public static MerkleFrontier Parse(long size, ReadOnlySpan<byte> bytes)
    {
        if (size < 0) throw new FormatException($"a log cannot have {size} entries");
        var count = BitOperations.PopCount((ulong)size);
        if (bytes.Length != count * EntryHash.Size)
            throw new FormatException($"the frontier of {size} entries has {count} hashes of 32 bytes, but {bytes.Length} bytes are stored");
        var subtrees = new EntryHash[count];
        for (var i = 0; i < count; i++)
            EntryHash.TryRead(bytes.Slice(i * EntryHash.Size, EntryHash.Size), out subtrees[i]);
        return new(size, subtrees);
    }
}
