using Azure;
using Azure.Data.Tables;

namespace Compliance.Azure.Tests.Tables;

public abstract partial class TableServiceContract
{
    [SkippableFact]
    public async Task Eight_writers_under_a_version_lose_no_update()
    {
        const int Writers = 8, Each = 12;
        var table = Table;
        await table.AddEntityAsync(Row("counter", ("N", 0)));
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => CountUp(table, writer, Each))));
        Assert.Equal(Writers * Each, (await table.GetEntityAsync<TableEntity>(Partition, "counter")).Value.GetInt32("N"));
        Assert.Equal(Writers * Each, (await All(table.QueryAsync<TableEntity>("RowKey ge 'e' and RowKey lt 'f'"))).Count);
    }

    // Each success also inserts a row named by the new count: two writers with one count would be a conflict, not a lost update.
    private static async Task CountUp(TableClient table, int writer, int times)
    {
        for (var done = 0; done < times;)
        {
            var counter = (await table.GetEntityAsync<TableEntity>(Partition, "counter")).Value;
            var next = counter.GetInt32("N")!.Value + 1;
            try
            {
                await table.SubmitTransactionAsync(
                [
                    new(TableTransactionActionType.UpdateReplace, Row("counter", ("N", next)), counter.ETag),
                    Add(Row($"e{next:D5}", ("Writer", writer))),
                ]);
                done++;
            }
            catch (TableTransactionFailedException e) when (e.Status == 412)
            {
                // Another writer was first: read again.
            }
        }
    }
}
