using System.Globalization;
using Azure.Data.Tables;
using Compliance.Trail;
using Compliance.Trail.Merkle;
using Compliance.Vendors;

namespace Compliance.Storage;

/// <summary>A vendor's tree from table <c>trail</c>: tiles that were kept when checkpoints were signed, and what is not kept
/// computed from the entries' hashes.</summary>
/// <remarks>A tile is complete for good once its last entry is there, so that a row stands for every narrower tile of its
/// place. Rows may be deleted at any time: it only takes longer then.</remarks>
public sealed class TrailTiles : ITiles
{
    private readonly StoreTable _table;
    private readonly string _vendor;
    private readonly bool _computed;
    private SignedFrontier? _signed;

    internal TrailTiles(StoreTable table, VendorId vendor, bool computed = false) => (_table, _vendor, _computed) = (table, vendor.Value, computed);

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(Tile tile, CancellationToken cancellationToken)
    {
        if (tile is not { Level: >= 0 and < 8, Number: >= 0, Width: > 0 and <= Tile.FullWidth })
            throw new ArgumentOutOfRangeException(nameof(tile), tile, "a tile has a level of 0 to 7, a number and a width of 1 to 256");
        if (_computed) return tile.Level == 0 ? await LeafHashesAsync(tile, cancellationToken) : await UpperAsync(tile, cancellationToken);
        if (tile.Width < Tile.FullWidth) _signed ??= await SignedAsync(cancellationToken);
        // A narrower tile of a place that is complete by now is the beginning of the row.
        if ((tile.Width == Tile.FullWidth || IsComplete(tile)) && await KeptAsync(tile, cancellationToken) is { } kept) return kept.AsMemory(0, tile.Length);
        return tile.Level == 0 ? await LeafHashesAsync(tile, cancellationToken) : await UpperAsync(tile, cancellationToken);
    }

    /// <summary>The same tree from the entries' hashes alone: slow, and independent of what was kept.</summary>
    internal TrailTiles Computed() => new(_table, VendorId.Parse(_vendor), computed: true);

    /// <summary>Keeps tiles while a log is read on from what was signed of it.</summary>
    internal TrailTilesGrowth Grow(SignedFrontier? signed) => new(_table, _vendor, this, signed);

    internal static string RowKey(int level, long number) => string.Create(CultureInfo.InvariantCulture, $"t{level:D2}-{number:D16}");

    private bool IsComplete(Tile tile) => _signed is { } signed && tile.Number < signed.Size >> (8 * tile.Level) >> 8;

    private async Task<SignedFrontier?> SignedAsync(CancellationToken cancellationToken) =>
        await _table.FindAsync(_vendor, CheckpointRows.StateKey, cancellationToken) is { } row ? CheckpointRows.ReadState(row) : null;

    private async Task<byte[]?> KeptAsync(Tile tile, CancellationToken cancellationToken) =>
        await _table.FindAsync(_vendor, RowKey(tile.Level, tile.Number), cancellationToken) is { } row ? Full(row) : null;

    private async Task<ReadOnlyMemory<byte>> LeafHashesAsync(Tile tile, CancellationToken cancellationToken)
    {
        var hashes = new byte[tile.Length];
        var (first, read) = (tile.Number * Tile.FullWidth, 0);
        var rows = _table.RowsAsync(
            $"PartitionKey eq {_vendor} and RowKey ge {TrailRows.EntryKey(first)} and RowKey lt {TrailRows.EntryKey(first + tile.Width)}",
            ["RowKey", "L"], cancellationToken: cancellationToken);
        await foreach (var row in rows)
        {
            if (row.RowKey != TrailRows.EntryKey(first + read)) break;
            if (row.GetBinary("L") is not { Length: EntryHash.Size } hash) throw new TrailInconsistentException(_vendor, $"entry {first + read} has no hash");
            hash.CopyTo(hashes, EntryHash.Size * read++);
        }
        return read == tile.Width ? hashes : throw new TrailInconsistentException(_vendor, $"entry {first + read} is missing");
    }

    // Hash i is the root of tile 256 n + i of the level below.
    private async Task<ReadOnlyMemory<byte>> UpperAsync(Tile tile, CancellationToken cancellationToken)
    {
        var hashes = new byte[tile.Length];
        var known = EdgeOf(tile);
        known.CopyTo(hashes);
        var i = known.Length / EntryHash.Size;
        if (i == tile.Width) return hashes;
        var lower = _computed ? [] : await KeptBelowAsync(tile, i, cancellationToken);
        for (; i < tile.Width; i++)
        {
            var root = lower.TryGetValue(i, out var kept)
                ? kept
                : RootOf((await ReadAsync(new Tile(tile.Level - 1, tile.Number * Tile.FullWidth + i, Tile.FullWidth), cancellationToken)).Span);
            root.Bytes.CopyTo(hashes.AsSpan(i * EntryHash.Size));
        }
        return hashes;
    }

    // Signing remembers the unfinished tiles of the levels above 0, so that nobody has to read 255 below them.
    private ReadOnlySpan<byte> EdgeOf(Tile tile)
    {
        if (_signed is not { } signed || tile.Number != signed.Size >> (8 * tile.Level) >> 8) return [];
        var edge = TrailTilesEdge.OfLevel(signed.Size, signed.Edge, tile.Level);
        return edge[..Math.Min(edge.Length, tile.Length)];
    }

    private async Task<Dictionary<int, EntryHash>> KeptBelowAsync(Tile tile, int from, CancellationToken cancellationToken)
    {
        var roots = new Dictionary<int, EntryHash>();
        var first = tile.Number * Tile.FullWidth;
        var rows = _table.RowsAsync(
            $"PartitionKey eq {_vendor} and RowKey ge {RowKey(tile.Level - 1, first + from)} and RowKey lt {RowKey(tile.Level - 1, first + tile.Width)}",
            cancellationToken: cancellationToken);
        await foreach (var row in rows)
        {
            if (long.TryParse(row.RowKey.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && Full(row) is { } hashes)
                roots[(int)(number - first)] = RootOf(hashes);
        }
        return roots;
    }

    // Of another length it is no tile, which is as if it were not there.
    private static byte[]? Full(TableEntity row) => row.TryGetValue("D", out var value) && value is byte[] { Length: Tile.FullWidth * EntryHash.Size } hashes ? hashes : null;

    private static EntryHash RootOf(ReadOnlySpan<byte> hashes)
    {
        if (EntryHash.TryRead(hashes, out var hash)) return hash;
        var half = hashes.Length / 2;
        return EntryHash.OfNode(RootOf(hashes[..half]), RootOf(hashes[half..]));
    }
}
