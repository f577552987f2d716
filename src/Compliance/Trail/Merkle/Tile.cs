using System.Globalization;

namespace Compliance.Trail.Merkle;

/// <summary>A piece of the tree as C2SP tlog-tiles cuts it: up to 256 hashes side by side at one height.</summary>
/// <remarks>Hash i of a tile is MTH of the entries <c>[(256 n + i) · 256^level, (256 n + i + 1) · 256^level)</c>.</remarks>
/// <param name="Level">0: leaf hashes; each level above stands for 256 of the level below.</param>
/// <param name="Number">n: from the left, from 0.</param>
/// <param name="Width">Hashes in it, 1 to 256; only the last tile of a level may have fewer than 256.</param>
public readonly record struct Tile(int Level, long Number, int Width)
{
    /// <summary>Hashes in a full tile.</summary>
    public const int FullWidth = 256;

    /// <summary>Bytes of the whole tile.</summary>
    public int Length => Width * EntryHash.Size;

    /// <summary>Where it lies in a tlog-tiles directory: <c>tile/0/x001/234</c>, with <c>.p/5</c> for a partial one.</summary>
    public string Path => string.Create(CultureInfo.InvariantCulture, $"tile/{Level}/{NumberPath(Number)}{Partial(Width)}");

    /// <summary>Where the entries themselves lie, beside the tile of level 0: <c>tile/entries/x001/234</c>.</summary>
    public static string EntriesPath(long number, int width) => $"tile/entries/{NumberPath(number)}{Partial(width)}";

    /// <summary>The tiles of one level of a log, left to right; none when the level does not exist at that size.</summary>
    public static IEnumerable<Tile> OfLevel(int level, long size)
    {
        var hashes = size >> (8 * level);
        for (var number = 0L; number < hashes / FullWidth; number++) yield return new(level, number, FullWidth);
        if (hashes % FullWidth is var rest and > 0) yield return new(level, hashes / FullWidth, (int)rest);
    }

    // Groups of three digits, all but the last with an x before them: 1234067 is x001/x234/067.
    private static string NumberPath(long number)
    {
        var path = (number % 1000).ToString("D3", CultureInfo.InvariantCulture);
        for (var rest = number / 1000; rest > 0; rest /= 1000) path = string.Create(CultureInfo.InvariantCulture, $"x{rest % 1000:D3}/{path}");
        return path;
    }

    private static string Partial(int width) => width == FullWidth ? "" : string.Create(CultureInfo.InvariantCulture, $".p/{width}");
}
