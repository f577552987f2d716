using System.Numerics;
using Compliance.Trail.Hashing;
using Compliance.Trail.Merkle;

namespace Compliance.Trail.Verification;

/// <summary>The tiles of an export, believed from the signed root downwards: the partial tiles at the right edge make the
/// root, and a full tile is right when its hashes fold to the one that the tile above it holds.</summary>
/// <remarks>So every leaf hash is known to be the log's before an entry is looked at, and an entry that differs can be named.
/// One tile of each level is held.</remarks>
internal sealed class TileTree
{
    private const int Levels = 8;

    private readonly IExportSource _source;
    private readonly long _size;
    private readonly TrailProblems _problems;
    private readonly TreeHashing _hashing;
    private readonly Held[] _held = [.. Enumerable.Range(0, Levels).Select(_ => new Held())];
    private readonly HashSet<Tile> _reported = [];
    private readonly byte[] _scratch = new byte[Tile.FullWidth * EntryHash.Size];

    public TileTree(IExportSource source, long size, EntryHash root, TrailProblems problems, TreeHashing hashing)
    {
        (_source, _size, _problems, _hashing) = (source, size, problems, hashing);
        IsSigned = EdgeRoot() == root;
        // What was read so far was not yet known to be signed.
        foreach (var held in _held) held.Forget();
    }

    /// <summary>Entries in the log.</summary>
    public long Size => _size;

    /// <summary>Whether the partial tiles make the signed root.</summary>
    public bool IsSigned { get; }

    /// <summary>The hashes of the tile of 256 leaves with this number, valid until the next call; empty: there is none of its length.</summary>
    /// <param name="isProven">Whether they follow from the signed root.</param>
    public ReadOnlySpan<byte> Leaves(long number, out bool isProven)
    {
        var tile = Load(0, number);
        isProven = tile.IsProven;
        return tile.Hashes;
    }

    /// <summary>What a full tile of leaves must fold to; null: not known.</summary>
    public EntryHash? FoldOf(long number)
    {
        if (WidthOf(0, number) < Tile.FullWidth) return null;
        var above = Load(1, number / Tile.FullWidth);
        return above.IsProven ? above.Hash((int)(number % Tile.FullWidth)) : null;
    }

    /// <summary>The root of the first entries; null: the tiles do not prove it.</summary>
    /// <param name="size">At most that of the log.</param>
    public EntryHash? RootAt(long size) => Frontier(size, proven: true)?.Root;

    private EntryHash? EdgeRoot() => Frontier(_size, proven: false)?.Root;

    // Of each level the hashes right of the last full tile above: as many as the size's digit to base 256, in powers of two.
    private MerkleFrontier? Frontier(long size, bool proven)
    {
        var subtrees = new List<byte>();
        var complete = true;
        for (var level = Levels - 1; level >= 0; level--)
        {
            var hashes = size >> (8 * level);
            var width = (int)(hashes % Tile.FullWidth);
            if (width == 0) continue;
            var tile = Load(level, hashes / Tile.FullWidth);
            if (tile.Hashes.Length < width * EntryHash.Size || (proven && !tile.IsProven)) complete = false;
            else Fold(tile.Hashes[..(width * EntryHash.Size)], subtrees);
        }
        return complete ? MerkleFrontier.Parse(size, [.. subtrees]) : null;
    }

    private void Fold(ReadOnlySpan<byte> hashes, List<byte> subtrees)
    {
        while (hashes.Length > 0)
        {
            var length = 1 << BitOperations.Log2((uint)hashes.Length);
            hashes[..length].CopyTo(_scratch);
            subtrees.AddRange(_hashing.Fold(_scratch.AsSpan(0, length)).Bytes);
            hashes = hashes[length..];
        }
    }

    private int WidthOf(int level, long number) => (int)Math.Min(Tile.FullWidth, (_size >> (8 * level)) - number * Tile.FullWidth);

    private Held Load(int level, long number)
    {
        var held = _held[level];
        if (held.Number == number) return held;
        var tile = new Tile(level, number, WidthOf(level, number));
        held.Read(_source, tile);
        if (held.Found != tile.Length)
        {
            if (held.Found < 0) Report(tile, TrailProblemKind.Incomplete, "the tile is missing");
            else Report(tile, TrailProblemKind.Modified, held.Found < tile.Length ? $"the tile has {held.Found} bytes instead of {tile.Length}" : $"the tile has more than {tile.Length} bytes");
        }
        held.IsProven = held.Hashes.Length > 0 && IsProven(tile, held);
        return held;
    }

    private bool IsProven(Tile tile, Held held)
    {
        if (tile.Width < Tile.FullWidth) return IsSigned;
        var above = Load(tile.Level + 1, tile.Number / Tile.FullWidth);
        if (!above.IsProven) return false;
        held.Hashes.CopyTo(_scratch);
        if (_hashing.Fold(_scratch) == above.Hash((int)(tile.Number % Tile.FullWidth))) return true;
        Report(tile, TrailProblemKind.Modified, "the hashes of the tile do not make the one that the tile above it holds for them");
        return false;
    }

    // A tile is read again when another of its level was between; it is broken once.
    private void Report(Tile tile, TrailProblemKind kind, string detail)
    {
        if (_reported.Count < TrailProblems.Kept && _reported.Add(tile)) _problems.Add(kind, tile.Number << (8 * (tile.Level + 1)), tile.Path, detail);
    }

    private sealed class Held
    {
        private readonly byte[] _bytes = new byte[Tile.FullWidth * EntryHash.Size + 1];
        private int _length;

        public long Number { get; private set; } = -1;

        /// <summary>Bytes in the file; -1: there is none.</summary>
        public int Found { get; private set; }

        public bool IsProven { get; set; }

        public ReadOnlySpan<byte> Hashes => _bytes.AsSpan(0, _length);

        public EntryHash Hash(int i) => EntryHash.TryRead(_bytes.AsSpan(i * EntryHash.Size, EntryHash.Size), out var hash) ? hash : default;

        public void Forget() => Number = -1;

        public void Read(IExportSource source, Tile tile)
        {
            Number = tile.Number;
            Found = SmallFile.ReadInto(source, tile.Path, _bytes.AsSpan(0, tile.Length + 1));
            _length = Found == tile.Length ? tile.Length : 0;
        }
    }
}
