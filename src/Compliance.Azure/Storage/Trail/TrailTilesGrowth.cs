using Azure;
using Azure.Data.Tables;
using Compliance.Trail;
using Compliance.Trail.Merkle;

namespace Compliance.Storage;

/// <summary>Keeps the tiles that a log completes while it is read on from a size that was signed, and tells the edge that is
/// left. What was there before is taken from rows only where the signed frontier vouches for it.</summary>
/// <remarks>Keeping a tile is worth a try, never an error: whoever needs one that is not there computes it.</remarks>
internal sealed class TrailTilesGrowth
{
    // A tile is 8 KiB and a transaction at most 4 MiB, also as base64.
    private const int Batch = 64;

    private readonly StoreTable _table;
    private readonly string _vendor;
    private readonly ITiles _tiles;
    private readonly Level[] _levels;
    private readonly List<TableEntity> _complete = [];

    /// <param name="tiles">The log's own, for the beginning of tiles that are complete only now.</param>
    /// <param name="signed">The state of signing, its frontier proved; null: nothing was signed.</param>
    public TrailTilesGrowth(StoreTable table, string vendor, ITiles tiles, SignedFrontier? signed)
    {
        (_table, _vendor, _tiles) = (table, vendor, tiles);
        var frontier = signed?.Frontier ?? MerkleFrontier.Empty;
        var subtrees = frontier.ToBytes();
        _levels = [.. Enumerable.Range(0, TrailTilesEdge.Levels).Select(level => new Level(level, frontier.Size, subtrees))];
        foreach (var level in _levels.Skip(1)) level.TryBegin(TrailTilesEdge.OfLevel(frontier.Size, signed?.Edge, level.Number));
    }

    /// <summary>Takes the next entry.</summary>
    public async Task AddAsync(EntryHash leaf, CancellationToken cancellationToken)
    {
        var hash = leaf;
        foreach (var level in _levels)
        {
            if (!level.Add(hash)) return;
            if (await BeginAsync(level, cancellationToken)) _complete.Add(new TableEntity(_vendor, TrailTiles.RowKey(level.Number, level.Tile)) { ["D"] = level.ToBytes() });
            if (_complete.Count == Batch) await KeepAsync(cancellationToken);
            hash = level.Finish();
        }
    }

    /// <summary>Keeps the tiles that are still held.</summary>
    /// <returns>The unfinished tiles above level 0; empty when they are not known.</returns>
    public async Task<byte[]> FinishAsync(CancellationToken cancellationToken)
    {
        if (_complete.Count > 0) await KeepAsync(cancellationToken);
        var edge = new List<byte>();
        foreach (var level in _levels.Skip(1))
        {
            if (!await BeginAsync(level, cancellationToken)) return [];
            edge.AddRange(level.ToBytes());
        }
        return [.. edge];
    }

    // Reads the hashes that the tile had when it was signed; false: they are not there, or not those that were signed.
    private async Task<bool> BeginAsync(Level level, CancellationToken cancellationToken)
    {
        if (level.Unknown == 0) return true;
        try
        {
            return level.TryBegin((await _tiles.ReadAsync(new Tile(level.Number, level.Tile, level.Unknown), cancellationToken)).Span);
        }
        catch (TrailInconsistentException)
        {
            // Entries below the signed size are not judged here: that is the work of a full verification.
            return false;
        }
    }

    private async Task KeepAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _table.SubmitAsync([.. _complete.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row))], cancellationToken);
        }
        catch (TableTransactionFailedException e) when (e.Status == 409)
        {
            // Some are there, of a signer that came this far: the same, unless somebody has touched them.
            foreach (var row in _complete) await PutAsync(row, cancellationToken);
        }
        catch (Exception e) when (e is RequestFailedException || Ambiguous.Is(e, cancellationToken))
        {
            // Not kept: computed where needed.
        }
        _complete.Clear();
    }

    private async Task PutAsync(TableEntity row, CancellationToken cancellationToken)
    {
        try
        {
            await _table.PutAsync(row, cancellationToken);
        }
        catch (Exception e) when (e is RequestFailedException || Ambiguous.Is(e, cancellationToken))
        {
            // As above.
        }
    }

    /// <summary>The unfinished tile of one level: hashes of before, which may be unknown but for the subtrees they fold to, and
    /// those that came since.</summary>
    private sealed class Level
    {
        private readonly List<EntryHash> _hashes = [];
        private MerkleFrontier _before;

        public Level(int number, long size, ReadOnlySpan<byte> frontier)
        {
            Number = number;
            Tile = size >> (8 * number) >> 8;
            Unknown = TrailTilesEdge.Count(size, number);
            // The frontier's subtrees stand for the bits of the size, the highest first: eight bits are one level of tiles.
            var above = System.Numerics.BitOperations.PopCount((ulong)(size >> (8 * number) >> 8)) * EntryHash.Size;
            _before = MerkleFrontier.Parse(Unknown, frontier.Slice(above, System.Numerics.BitOperations.PopCount((uint)Unknown) * EntryHash.Size));
        }

        public int Number { get; }

        /// <summary>Which tile of the level it is.</summary>
        public long Tile { get; private set; }

        /// <summary>Hashes at its beginning of which only the subtrees are known.</summary>
        public int Unknown { get; private set; }

        /// <returns>Whether the tile is full now.</returns>
        public bool Add(EntryHash hash)
        {
            _hashes.Add(hash);
            return Unknown + _hashes.Count == Compliance.Trail.Merkle.Tile.FullWidth;
        }

        /// <summary>Takes over the hashes at its beginning if they are those that were signed.</summary>
        public bool TryBegin(ReadOnlySpan<byte> hashes)
        {
            if (hashes.Length != Unknown * EntryHash.Size) return false;
            var read = new List<EntryHash>(Unknown);
            for (var i = 0; i < Unknown; i++)
            {
                EntryHash.TryRead(hashes.Slice(i * EntryHash.Size, EntryHash.Size), out var hash);
                read.Add(hash);
            }
            if (!MerkleFrontier.Empty.Append(read).ToBytes().AsSpan().SequenceEqual(_before.ToBytes())) return false;
            _hashes.InsertRange(0, read);
            (Unknown, _before) = (0, MerkleFrontier.Empty);
            return true;
        }

        public byte[] ToBytes()
        {
            var bytes = new byte[_hashes.Count * EntryHash.Size];
            for (var i = 0; i < _hashes.Count; i++) _hashes[i].Bytes.CopyTo(bytes.AsSpan(i * EntryHash.Size));
            return bytes;
        }

        /// <summary>Goes on to the next tile.</summary>
        /// <returns>The root of the full one, which does not depend on what was read of its beginning.</returns>
        public EntryHash Finish()
        {
            var root = _before.Append(_hashes).Root;
            _hashes.Clear();
            (Unknown, _before) = (0, MerkleFrontier.Empty);
            Tile++;
            return root;
        }
    }
}
