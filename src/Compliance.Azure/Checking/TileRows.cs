using Azure.Data.Tables;
using Compliance.Storage;
using Compliance.Trail.Verification;

namespace Compliance.Checking;

/// <summary>Stored tiles, level by level from the left, beside the walk that makes each anew. One that is not there is no loss.</summary>
internal sealed class TileRows(StoreTable table, string vendor, ProblemLog problems)
{
    private const int RowsAtOnce = 100;

    private readonly Dictionary<int, Level> _levels = [];

    /// <param name="hashes">As recomputed.</param>
    /// <param name="isKnownBad">An entry before it is known to be changed: only to be read past.</param>
    public async Task CompareAsync(int level, long number, byte[] hashes, bool isKnownBad, CancellationToken cancellationToken)
    {
        if (!_levels.TryGetValue(level, out var rows)) _levels[level] = rows = new Level();
        if (await rows.FindAsync(table, vendor, level, number, cancellationToken) is not { } row || isKnownBad) return;
        if (row.Bytes("D") is not { } stored || stored.Length != hashes.Length)
            problems.Add(TrailProblemKind.Modified, null, row.RowKey, "it is not a full tile");
        else if (stored.AsSpan().CommonPrefixLength(hashes) is var same && same < hashes.Length)
            problems.Add(TrailProblemKind.Modified, FirstUnder(level, number, same / LogTree.HashSize), row.RowKey, "it does not have the hashes that the entries give");
        else if (row.Beside("D").Any())
            problems.Add(TrailProblemKind.Column, null, row.RowKey, "it has columns that a tile does not have");
    }

    // Hash i of a tile stands for 256^level entries.
    private static long FirstUnder(int level, long number, int hash) => (256 * number + hash) << (8 * level);

    /// <summary>The stored tiles of one level; read on as far as they are asked for.</summary>
    private sealed class Level
    {
        private readonly Queue<TableEntity> _page = [];
        private long _asked = -1;

        public async Task<TableEntity?> FindAsync(StoreTable table, string vendor, int level, long number, CancellationToken cancellationToken)
        {
            while (_page.TryPeek(out var row) && string.CompareOrdinal(row.RowKey, LogKeys.Tile(level, number)) < 0) _page.Dequeue();
            if (_page.Count == 0 && number >= _asked) await FillAsync(table, vendor, level, number, cancellationToken);
            return _page.TryPeek(out var next) && next.RowKey == LogKeys.Tile(level, number) ? _page.Dequeue() : null;
        }

        private async Task FillAsync(StoreTable table, string vendor, int level, long number, CancellationToken cancellationToken)
        {
            _asked = number + RowsAtOnce;
            var rows = table.RowsAsync($"PartitionKey eq {vendor} and RowKey ge {LogKeys.Tile(level, number)} and RowKey lt {LogKeys.Tile(level, _asked)}", cancellationToken: cancellationToken);
            await foreach (var row in rows) _page.Enqueue(row);
        }
    }
}
