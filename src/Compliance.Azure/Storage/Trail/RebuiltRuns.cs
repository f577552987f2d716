using System.Security.Cryptography;
using Compliance.Trail;

namespace Compliance.Storage;

/// <summary>Entries side by side that say they came with one operation, where neither a signature nor a head covers them. A row of an entry is
/// easily planted there: it counts when the marker of its operation has it.</summary>
internal static class RebuiltRuns
{
    /// <summary>Holds entries <c>[from, before)</c> to the markers.</summary>
    /// <exception cref="InputException">Some are not those that a marker stands for.</exception>
    public static async Task RequireMarkersAsync(StoreTable table, string vendor, long from, long before, CancellationToken cancellationToken)
    {
        if (from >= before) return;
        var (first, index) = (from, from);
        string? operation = null;
        using var leaves = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var rows = table.RowsAsync(
            $"PartitionKey eq {vendor} and RowKey ge {TrailRows.EntryKey(from)} and RowKey lt {TrailRows.EntryKey(before)}", ["RowKey", "L", "Op"], cancellationToken: cancellationToken);
        await foreach (var row in rows)
        {
            var next = row["Op"] as string;
            if (index > first && next != operation)
            {
                await RequireMarkerAsync(table, vendor, operation, first, index, leaves.GetHashAndReset(), cancellationToken);
                first = index;
            }
            operation = next;
            leaves.AppendData(row["L"] as byte[] ?? []);
            index++;
        }
        await RequireMarkerAsync(table, vendor, operation, first, index, leaves.GetHashAndReset(), cancellationToken);
    }

    private static async Task RequireMarkerAsync(StoreTable table, string vendor, string? operation, long first, long end, byte[] leaves, CancellationToken cancellationToken)
    {
        var marker = TrailOperation.IsId(operation) ? await table.FindAsync(vendor, TrailRows.MarkerKey(operation), cancellationToken) : null;
        if (marker?["First"] is long at && at == first && marker["Count"] is int count && count == end - first && marker["Leaves"] is byte[] own && own.AsSpan().SequenceEqual(leaves)) return;
        throw RebuiltLog.Refused(vendor, $"{Entries(first, end)} beyond what was signed, and no marker stands for exactly that: it may have been planted. "
            + "Decide `continue`, which goes on from the head and sets aside what lies beyond it; a head that is lost is put back from a copy of the table first");
    }

    private static string Entries(long first, long end) => end - first == 1 ? $"entry {first} lies" : $"entries {first} to {end - 1} lie";
}
