using Azure;
using Azure.Data.Tables;

namespace Compliance.Azure.Tests.Tables;

public abstract partial class TableServiceContract
{
    [SkippableFact]
    public async Task A_transaction_of_a_hundred_rows_answers_each_with_its_version()
    {
        var answer = await Table.SubmitTransactionAsync(Enumerable.Range(0, 100).Select(i => Add(Row($"{i:D3}", ("N", i)))));
        Assert.Equal(202, answer.GetRawResponse().Status);
        Assert.All(answer.Value, part => Assert.Equal(204, part.Status));
        var rows = await All(Table.QueryAsync<TableEntity>());
        Assert.Equal(rows.Select(row => row.ETag), answer.Value.Select(part => part.Headers.ETag!.Value));
        Assert.Equal(Enumerable.Range(0, 100), rows.Select(row => row.GetInt32("N")!.Value));
    }

    [SkippableFact]
    public async Task A_transaction_may_do_every_kind_of_change()
    {
        await Fill([Row("merged", ("A", 1)), Row("replaced", ("A", 1)), Row("deleted"), Row("upserted", ("A", 1))]);
        await Table.SubmitTransactionAsync(
        [
            Add(Row("added")),
            new(TableTransactionActionType.UpdateMerge, Row("merged", ("B", 2)), ETag.All),
            new(TableTransactionActionType.UpdateReplace, Row("replaced", ("B", 2)), ETag.All),
            new(TableTransactionActionType.Delete, Row("deleted")),
            new(TableTransactionActionType.UpsertMerge, Row("upserted", ("B", 2))),
            new(TableTransactionActionType.UpsertReplace, Row("new", ("B", 2))),
        ]);
        var rows = (await All(Table.QueryAsync<TableEntity>())).ToDictionary(row => row.RowKey, row => (row.GetInt32("A"), row.GetInt32("B")));
        Assert.Equal(["added", "merged", "new", "replaced", "upserted"], rows.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((1, 2), rows["merged"]);
        Assert.Equal((null, 2), rows["replaced"]);
        Assert.Equal((1, 2), rows["upserted"]);
    }

    [SkippableFact]
    public async Task A_row_that_exists_undoes_the_whole_transaction_and_is_named_by_its_position()
    {
        await Table.AddEntityAsync(Row("head", ("Size", 0)));
        await Table.AddEntityAsync(Row("c"));
        var before = (await Table.GetEntityAsync<TableEntity>(Partition, "head")).Value;
        await TransactionRefused(
            () => Table.SubmitTransactionAsync(
            [
                new(TableTransactionActionType.UpdateReplace, Row("head", ("Size", 3)), before.ETag),
                Add(Row("a")),
                Add(Row("b")),
                Add(Row("c")),
            ]),
            409,
            "EntityAlreadyExists",
            3);
        var after = (await Table.GetEntityAsync<TableEntity>(Partition, "head")).Value;
        Assert.Equal((before.ETag, 0), (after.ETag, after.GetInt32("Size")));
        Assert.Equal(["c", "head"], (await All(Table.QueryAsync<TableEntity>())).Select(row => row.RowKey));
    }

    [SkippableFact]
    public async Task A_stale_version_undoes_the_whole_transaction()
    {
        await Table.AddEntityAsync(Row("head", ("Size", 0)));
        await TransactionRefused(
            () => Table.SubmitTransactionAsync([Add(Row("a")), new(TableTransactionActionType.UpdateMerge, Row("head", ("Size", 1)), StaleETag)]),
            412,
            "UpdateConditionNotSatisfied",
            1);
        Assert.Equal(["head"], (await All(Table.QueryAsync<TableEntity>())).Select(row => row.RowKey));
    }

    [SkippableFact]
    public async Task Deleting_a_row_that_does_not_exist_undoes_the_whole_transaction()
    {
        await TransactionRefused(
            () => Table.SubmitTransactionAsync([Add(Row("a")), new(TableTransactionActionType.Delete, Row("b"))]), 404, "ResourceNotFound", 1);
        Assert.Empty(await All(Table.QueryAsync<TableEntity>()));
    }

    [SkippableFact]
    public async Task A_transaction_sent_again_fails_on_its_first_row_before_its_stale_version()
    {
        var head = (await Table.AddEntityAsync(Row("h", ("Size", 0)))).Headers.ETag!.Value;
        TableTransactionAction[] append = [Add(Row("b-operation")), new(TableTransactionActionType.UpdateReplace, Row("h", ("Size", 1)), head), Add(Row("e0"))];
        await Table.SubmitTransactionAsync(append);
        await TransactionRefused(() => Table.SubmitTransactionAsync(append), 409, "EntityAlreadyExists", 0);
    }

    [SkippableFact]
    public async Task More_than_a_hundred_changes_are_refused()
    {
        await Refused(() => Table.SubmitTransactionAsync(Enumerable.Range(0, 101).Select(i => Add(Row($"{i:D3}")))), 400, "InvalidInput");
        Assert.Empty(await All(Table.QueryAsync<TableEntity>()));
    }

    [SkippableFact]
    public async Task A_row_may_appear_only_once()
    {
        await TransactionRefused(() => Table.SubmitTransactionAsync([Add(Row("a")), Add(Row("a"))]), 400, "InvalidDuplicateRow", 1);
        Assert.Empty(await All(Table.QueryAsync<TableEntity>()));
    }

    [SkippableFact]
    public async Task Two_partitions_in_one_transaction_are_refused()
    {
        await TransactionRefused(
            () => Table.SubmitTransactionAsync([Add(Row("a")), Add(new TableEntity("other-bpo", "a"))]), 400, "CommandsInBatchActOnDifferentPartitions", 1);
        Assert.Empty(await All(Table.QueryAsync<TableEntity>()));
    }

    [SkippableFact]
    public async Task A_transaction_of_nothing_is_a_mistake_of_the_caller() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Table.SubmitTransactionAsync([]));

    [SkippableFact]
    public async Task A_transaction_of_more_than_4_MiB_is_refused()
    {
        var rows = Enumerable.Range(0, 60).Select(i => Add(Row($"{i:D3}", ("Bytes", new byte[60_000]))));
        await Refused(() => Table.SubmitTransactionAsync(rows), 413, "RequestBodyTooLarge");
        Assert.Empty(await All(Table.QueryAsync<TableEntity>()));
    }

    [SkippableFact]
    public async Task Values_and_keys_survive_a_transaction_whatever_they_contain()
    {
        const string Difficult = "it's 100% \"é\u2028\U0001F600\" & --batch; PartitionKey eq 'x')";
        await Table.SubmitTransactionAsync([Add(Row(Difficult, ("Text", "line\r\n\r\n--changeset_1\r\nnext")))]);
        await Table.SubmitTransactionAsync([new(TableTransactionActionType.UpdateMerge, Row(Difficult, ("More", true)), ETag.All)]);
        var read = (await Table.GetEntityAsync<TableEntity>(Partition, Difficult)).Value;
        Assert.Equal((Difficult, "line\r\n\r\n--changeset_1\r\nnext", true), (read.RowKey, read.GetString("Text"), read.GetBoolean("More")));
    }
}
