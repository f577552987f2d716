namespace Compliance.Trail;

/// <summary>Cuts a sequence of entries into what one append can take. The cut depends on the entries alone, so that a
/// repeated act cuts at the same places.</summary>
public static class TrailChunks
{
    /// <summary>Entries in one append: a transaction has 100 rows, of which one is the log's head and one the marker.</summary>
    public const int MaxEntries = 98;

    /// <summary>Encoded bytes in one append, 3.5 MiB: a transaction has 4 MiB.</summary>
    public const long MaxBytes = 7L << 19;

    // Headers of a part, property names and projections, generously: measured below 1,000.
    private const long RowOverhead = 1_200;

    /// <summary>What an entry takes in a transaction: its leaf as base64, and the row around it.</summary>
    public static long EncodedBytes(TrailEntry entry) => (entry.Leaf.Length + 2L) / 3 * 4 + RowOverhead;

    /// <summary>Consecutive runs of entries, each within both limits.</summary>
    public static IEnumerable<IReadOnlyList<TrailEntry>> Cut(IEnumerable<TrailEntry> entries)
    {
        var chunk = new List<TrailEntry>();
        var bytes = 0L;
        foreach (var entry in entries)
        {
            var size = EncodedBytes(entry);
            if (chunk.Count == MaxEntries || (chunk.Count > 0 && bytes + size > MaxBytes))
            {
                yield return chunk;
                chunk = [];
                bytes = 0;
            }
            chunk.Add(entry);
            bytes += size;
        }
        if (chunk.Count > 0) yield return chunk;
    }
}
