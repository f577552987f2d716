using Azure.Data.Tables;
using Compliance.Storage;

namespace Compliance.Azure.Tests.Checking;

public abstract partial class CheckContract
{
    private static readonly string[] OfTheService = ["PartitionKey", "RowKey", "Timestamp", "odata.etag"];

    [SkippableFact]
    public async Task Every_column_of_every_row_that_is_changed_or_taken_away_is_found()
    {
        var rows = await ThreeActsAsync();
        await FlipAllAsync(rows);
    }

    // One at a time, each put back before the next.
    private async Task FlipAllAsync(StoreTable rows, Func<TableEntity, bool>? which = null)
    {
        var (unseen, flips) = (new List<string>(), 0);
        foreach (var row in (await AllRowsAsync(rows)).Where(which ?? (_ => true)))
        {
            foreach (var column in row.Keys.Except(OfTheService).ToList())
            {
                foreach (var changed in Changes(row, column))
                {
                    flips++;
                    await rows.PutAsync(changed, default);
                    if ((await CheckAsync()).ProblemsInAll == 0) unseen.Add($"{row.RowKey}.{column}");
                }
                await rows.PutAsync(row, default);
            }
            var more = Copy(row);
            more["More"] = 1;
            await rows.PutAsync(more, default);
            if ((await CheckAsync()).ProblemsInAll == 0) unseen.Add($"{row.RowKey}.More");
            await rows.PutAsync(row, default);
        }
        Assert.Empty(unseen);
        Assert.True(flips > 10, $"{flips} changes are not all");
        var settled = await CheckAsync();
        Assert.Empty(settled.Problems);
    }

    // Signing goes on without them.
    private static bool MayBeAbsent(TableEntity row, string column) => row.RowKey == "s" && column is "Published" or "Edge";

    private static IEnumerable<TableEntity> Changes(TableEntity row, string column)
    {
        var (flipped, without, typed) = (Copy(row), Copy(row), Copy(row));
        flipped.Remove(column);
        flipped[column] = row[column] switch
        {
            byte[] bytes => Flipped(bytes),
            string text => text[..^1] + (char)(text[^1] ^ 1),
            long number => number ^ 1,
            int number => number ^ 1,
            bool truth => !truth,
            DateTimeOffset time => time.AddMilliseconds(1),
            var other => throw new InvalidOperationException($"no way to change {other}"),
        };
        yield return flipped;
        without.Remove(column);
        if (!MayBeAbsent(row, column)) yield return without;
        typed.Remove(column);
        typed[column] = 1.5;
        yield return typed;
    }

    private static byte[] Flipped(byte[] bytes)
    {
        byte[] flipped = [.. bytes];
        flipped[bytes.Length / 2] ^= 1;
        return flipped;
    }

    private static TableEntity Copy(TableEntity row)
    {
        var copy = new TableEntity(row.PartitionKey, row.RowKey);
        foreach (var column in row.Keys.Except(OfTheService)) copy[column] = row[column];
        return copy;
    }
}
