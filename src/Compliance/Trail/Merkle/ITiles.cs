namespace Compliance.Trail.Merkle;

/// <summary>A log's tree, read in tiles. Nothing that is read here is believed: what is made of it is verified against a root.</summary>
public interface ITiles
{
    /// <summary>The hashes of a tile, one after the other: <see cref="Tile.Length"/> bytes.</summary>
    /// <exception cref="TrailInconsistentException">The log does not have them.</exception>
    ValueTask<ReadOnlyMemory<byte>> ReadAsync(Tile tile, CancellationToken cancellationToken);
}
