using Compliance.Trail;
using Compliance.Trail.Merkle;

namespace Compliance.Tests.Trail.Merkle;

/// <summary>The tiles of a log of which all leaf hashes are at hand, each hash computed by the recursive definition, apart
/// from what it is to test. Tiles of any smaller size of the log can be asked for, too.</summary>
internal sealed class MemoryTiles : ITiles
{
    // At level l the hashes of 256^l entries each, one after the other.
    private readonly List<byte[]> _levels = [];

    public MemoryTiles(ReadOnlySpan<EntryHash> leaves)
    {
        for (var level = leaves.ToArray(); level.Length > 0; level = Above(level))
            _levels.Add([.. level.SelectMany(hash => hash.ToArray())]);
    }

    /// <summary>Tiles that were asked for, in order.</summary>
    public List<Tile> Asked { get; } = [];

    public ValueTask<ReadOnlyMemory<byte>> ReadAsync(Tile tile, CancellationToken cancellationToken)
    {
        Asked.Add(tile);
        return ValueTask.FromResult(Bytes(tile));
    }

    public ReadOnlyMemory<byte> Bytes(Tile tile) =>
        _levels[tile.Level].AsMemory((int)tile.Number * Tile.FullWidth * EntryHash.Size, tile.Length);

    private static EntryHash[] Above(EntryHash[] level) =>
        [.. level.Chunk(Tile.FullWidth).Where(chunk => chunk.Length == Tile.FullWidth).Select(chunk => NaiveTree.Root(chunk))];
}
