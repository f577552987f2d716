using Compliance.Trail;

namespace Compliance.Storage;

/// <summary>The right edge of a log's tree above its lowest level: the hashes of each unfinished tile, those of level 1 first.</summary>
internal static class TrailTilesEdge
{
    /// <summary>Levels of tiles that a log below 2^63 entries can have.</summary>
    public const int Levels = 8;

    /// <summary>Hashes of the unfinished tile of a level in a log of a size.</summary>
    public static int Count(long size, int level) => (int)(size >> (8 * level) & 255);

    /// <summary>What an edge says of a level above 0; nothing when it is not that of the size.</summary>
    public static ReadOnlySpan<byte> OfLevel(long size, ReadOnlySpan<byte> edge, int level)
    {
        var before = 0;
        for (var below = 1; below < level; below++) before += Count(size, below) * EntryHash.Size;
        var length = Count(size, level) * EntryHash.Size;
        return edge.Length >= before + length ? edge.Slice(before, length) : [];
    }
}
