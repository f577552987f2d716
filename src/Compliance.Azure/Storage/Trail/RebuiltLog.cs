using Compliance.Trail;

namespace Compliance.Storage;

/// <summary>A log's state made anew from its entries, for a head that is lost or wrong.</summary>
internal static class RebuiltLog
{
    // Pages of entries as large as they may be still fit a small machine.
    private const int PerPage = 100;

    /// <summary>Folds every entry from the first on.</summary>
    /// <param name="last">What the head says, if it can be read.</param>
    /// <exception cref="InputException">They are not whole, not those that were signed, or beyond signature and head not those of operations.</exception>
    public static async Task<MerkleFrontier> FoldAsync(StoreTable table, string vendor, SigningState? signed, MerkleFrontier? last, CancellationToken cancellationToken)
    {
        var frontier = MerkleFrontier.Empty;
        var covered = signed?.Size ?? 0;
        var rows = table.RowsAsync(
            $"PartitionKey eq {vendor} and RowKey ge {TrailRows.EntriesBegin} and RowKey lt {TrailRows.EntriesEnd}", ["RowKey", "D", "L"], PerPage, cancellationToken);
        await foreach (var row in rows)
        {
            if (row.RowKey != TrailRows.EntryKey(frontier.Size)) throw Missing(vendor, frontier.Size, $"the next row is `{row.RowKey}`");
            frontier = frontier.Append([Read(vendor, frontier.Size, row)]);
            if (frontier.Size == signed?.Size && frontier.Root != signed.Root)
                throw Refused(vendor, $"its first {signed.Size} entries are not those that were signed. Restore them from an export first");
            if (frontier.Size == last?.Size && frontier.Root == last.Root) covered = Math.Max(covered, frontier.Size);
        }
        if (frontier.Size == 0) throw Refused(vendor, "it has no entries. Restore them from an export first");
        if (frontier.Size < signed?.Size) throw Missing(vendor, frontier.Size, $"{signed.Size} were signed");
        await RebuiltRuns.RequireMarkersAsync(table, vendor, covered, frontier.Size, cancellationToken);
        return frontier;
    }

    public static InputException Missing(string vendor, long index, string because) =>
        Refused(vendor, $"entry {index} is missing: {because}. To resume does not restore: put the row back from an export that holds it first");

    public static InputException Refused(string vendor, string problem) => new($"the head of the trail of `{vendor}` cannot be rebuilt: {problem}");

    private static EntryHash Read(string vendor, long index, Azure.Data.Tables.TableEntity row)
    {
        try
        {
            var entry = TrailRows.ReadEntry(row);
            if (entry.Vendor == vendor) return entry.Hash;
            throw Refused(vendor, $"entry {index} is one of `{entry.Vendor}`. Restore the entry from an export first");
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException)
        {
            throw Refused(vendor, $"entry {index} is not what was appended: {e.Message}. Restore it from an export first; if its head can still be read, `continue` goes on without mending it");
        }
    }
}
