using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Azure;
using Azure.Data.Tables;
using Compliance.Trail;

namespace Compliance.Storage;

/// <summary>Takes rows that lie where a log has ended out of its way, and keeps them: entry <c>e…</c> becomes <c>z&lt;halt&gt;-…</c>.</summary>
internal static class SettingAside
{
    private const int RowsPerTransaction = 40;
    private const int BytesPerTransaction = 1 << 20;

    private static readonly HashSet<string> SystemColumns = ["PartitionKey", "RowKey", "Timestamp", "odata.etag", "odata.metadata"];

    /// <summary>Sets aside entries at or after an index, rows among the entries that no index has, and the markers of operations that reach beyond it: repeated, those are to be appended again.
    /// Copy and deletion are one transaction, so that it may be broken off and taken up anywhere.</summary>
    /// <param name="halted">Row <c>x</c> as it was read; when the log was halted tells one setting aside from another.</param>
    /// <returns>The version of row <c>x</c> in the end. INVARIANT: every move also writes that row under its version, so that nothing is moved
    /// once the halt is lifted: what lies there then was appended since.</returns>
    /// <exception cref="TableTransactionFailedException">Another was here meanwhile.</exception>
    public static async Task<ETag> RunAsync(StoreTable table, string vendor, long end, TableEntity halted, CancellationToken cancellationToken)
    {
        var stamp = string.Create(CultureInfo.InvariantCulture, $"z{HaltRow.Read(halted).At.ToUnixTimeMilliseconds():D15}-");
        var rows = table.RowsAsync(
            $"PartitionKey eq {vendor} and RowKey ge {TrailRows.EntryKey(end)} and RowKey lt {TrailRows.EntriesEnd}", perPage: RowsPerTransaction, cancellationToken: cancellationToken);
        var version = await MoveAsync(table, vendor, halted.ETag, rows, Key, cancellationToken);
        version = await MoveAsync(table, vendor, version, WithoutIndexAsync(table, vendor, end, cancellationToken), Key, cancellationToken);
        return await MoveAsync(table, vendor, version, MarkersBeyondAsync(table, vendor, end, cancellationToken), row => stamp + row.RowKey, cancellationToken);

        // The key of a row that is no entry is kept whole, so that it is neither an index nor a marker's.
        string Key(TableEntity row) => stamp + (TrailRows.IsEntryKey(row.RowKey) ? row.RowKey[TrailRows.EntriesBegin.Length..] : row.RowKey);
    }

    /// <summary>Markers of operations whose entries do not all lie before an index.</summary>
    public static IAsyncEnumerable<TableEntity> MarkersBeyondAsync(StoreTable table, string vendor, long end, CancellationToken cancellationToken)
    {
        var rows = table.RowsAsync(
            $"PartitionKey eq {vendor} and RowKey ge {TrailRows.MarkersBegin} and RowKey lt {TrailRows.MarkersEnd} and First gt {end - TrailChunks.MaxEntries}", cancellationToken: cancellationToken);
        return rows.Where(row => (row["First"] as long?) + (row["Count"] as int?) > end);
    }

    // Rows before an index whose key lies among those of entries and is none: only a look at every key finds them.
    private static async IAsyncEnumerable<TableEntity> WithoutIndexAsync(StoreTable table, string vendor, long end, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var keys = table.RowsAsync(
            $"PartitionKey eq {vendor} and RowKey ge {TrailRows.EntriesBegin} and RowKey lt {TrailRows.EntryKey(end)}", ["RowKey"], cancellationToken: cancellationToken);
        await foreach (var key in keys)
            if (!TrailRows.IsEntryKey(key.RowKey) && await table.FindAsync(vendor, key.RowKey, cancellationToken) is { } row) yield return row;
    }

    private static async Task<ETag> MoveAsync(
        StoreTable table, string vendor, ETag halt, IAsyncEnumerable<TableEntity> rows, Func<TableEntity, string> key, CancellationToken cancellationToken)
    {
        var (actions, bytes) = (new List<TableTransactionAction>(), 0L);
        await foreach (var row in rows)
        {
            var size = EncodedBytes(row);
            if (actions.Count > 0 && (bytes + size > BytesPerTransaction || actions.Count >= 2 * RowsPerTransaction))
            {
                halt = await SubmitAsync(table, vendor, halt, actions, cancellationToken);
                (actions, bytes) = ([], 0);
            }
            actions.Add(new(TableTransactionActionType.UpsertReplace, Copy(row, key(row))));
            actions.Add(new(TableTransactionActionType.Delete, new TableEntity(row.PartitionKey, row.RowKey), row.ETag));
            bytes += size;
        }
        return actions.Count > 0 ? await SubmitAsync(table, vendor, halt, actions, cancellationToken) : halt;
    }

    private static async Task<ETag> SubmitAsync(StoreTable table, string vendor, ETag halt, List<TableTransactionAction> moves, CancellationToken cancellationToken)
    {
        var stands = new TableTransactionAction(TableTransactionActionType.UpdateMerge, new TableEntity(vendor, HaltRow.Key), halt);
        var responses = await table.SubmitAsync([stands, .. moves], cancellationToken);
        return responses[0].Headers.ETag ?? throw new TrailUnavailableException($"the store did not say what version the halt of the trail of `{vendor}` has. Try again");
    }

    private static TableEntity Copy(TableEntity row, string key)
    {
        var copy = new TableEntity(row.PartitionKey, key);
        foreach (var (column, value) in row)
            if (!SystemColumns.Contains(column)) copy[column] = value;
        return copy;
    }

    private static long EncodedBytes(TableEntity row) => row.Sum(column => column.Key.Length + 60L + column.Value switch
    {
        byte[] bytes => bytes.Length / 3 * 4 + 4,
        string text => 2L * Encoding.UTF8.GetByteCount(text),
        _ => 40,
    });
}
