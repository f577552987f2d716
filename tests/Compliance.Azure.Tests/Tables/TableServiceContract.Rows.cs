using Azure;
using Azure.Data.Tables;

namespace Compliance.Azure.Tests.Tables;

public abstract partial class TableServiceContract
{
    [SkippableFact]
    public async Task A_row_reads_back_with_its_version_and_its_time()
    {
        var written = await Table.AddEntityAsync(Row("r", ("Name", "helpdesk")));
        var read = (await Table.GetEntityAsync<TableEntity>(Partition, "r")).Value;
        Assert.Equal(204, written.Status);
        Assert.Equal((Partition, "r", "helpdesk"), (read.PartitionKey, read.RowKey, read.GetString("Name")));
        Assert.Equal(written.Headers.ETag, read.ETag);
        Assert.NotNull(read.Timestamp);
        Assert.Equal(["Name", "PartitionKey", "RowKey", "Timestamp", "odata.etag"], read.Keys.Where(key => key != "odata.metadata").Order(StringComparer.Ordinal));
    }

    [SkippableFact]
    public async Task Adding_a_row_that_exists_is_a_conflict()
    {
        await Table.AddEntityAsync(Row("r"));
        var refusal = await Refused(() => Table.AddEntityAsync(Row("r")), 409, "EntityAlreadyExists");
        Assert.StartsWith("The specified entity already exists.", refusal.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_row_that_does_not_exist_is_not_found()
    {
        await Refused(() => Table.GetEntityAsync<TableEntity>(Partition, "r"), 404, "ResourceNotFound");
        Assert.False((await Table.GetEntityIfExistsAsync<TableEntity>(Partition, "r")).HasValue);
        await Refused(() => Table.UpdateEntityAsync(Row("r"), ETag.All), 404, "ResourceNotFound");
    }

    [SkippableFact]
    public async Task A_row_that_exists_is_given_by_the_question_for_it()
    {
        await Table.AddEntityAsync(Row("r", ("N", 5)));
        var found = await Table.GetEntityIfExistsAsync<TableEntity>(Partition, "r");
        Assert.True(found.HasValue);
        Assert.Equal(5, found.Value!.GetInt32("N"));
    }

    [SkippableFact]
    public async Task Deleting_a_row_that_does_not_exist_answers_404_and_does_not_throw()
    {
        await Table.AddEntityAsync(Row("r"));
        Assert.Equal(204, (await Table.DeleteEntityAsync(Partition, "r")).Status);
        Assert.Equal(404, (await Table.DeleteEntityAsync(Partition, "r")).Status);
    }

    [SkippableFact]
    public async Task An_update_needs_the_version_that_the_row_has()
    {
        var first = (await Table.AddEntityAsync(Row("r", ("N", 1)))).Headers.ETag!.Value;
        var second = (await Table.UpdateEntityAsync(Row("r", ("N", 2)), first)).Headers.ETag!.Value;
        Assert.NotEqual(first, second);
        await Refused(() => Table.UpdateEntityAsync(Row("r", ("N", 3)), first), 412, "UpdateConditionNotSatisfied");
        await Refused(() => Table.DeleteEntityAsync(Partition, "r", first), 412, "UpdateConditionNotSatisfied");
        await Table.UpdateEntityAsync(Row("r", ("N", 4)), ETag.All);
        Assert.Equal(4, (await Table.GetEntityAsync<TableEntity>(Partition, "r")).Value.GetInt32("N"));
    }

    [SkippableFact]
    public async Task An_update_without_a_version_is_a_mistake_of_the_caller()
    {
        await Table.AddEntityAsync(Row("r"));
        await Assert.ThrowsAsync<ArgumentException>(() => Table.UpdateEntityAsync(Row("r"), default));
    }

    [SkippableFact]
    public async Task The_version_that_a_read_gives_is_one_that_an_update_takes()
    {
        await Table.AddEntityAsync(Row("r", ("N", 1)));
        var read = (await Table.GetEntityAsync<TableEntity>(Partition, "r")).Value;
        read["N"] = 2;
        await Table.UpdateEntityAsync(read, read.ETag);
        var listed = Assert.Single(await All(Table.QueryAsync<TableEntity>()));
        Assert.Equal(2, listed.GetInt32("N"));
        await Table.DeleteEntityAsync(listed, listed.ETag);
        Assert.Empty(await All(Table.QueryAsync<TableEntity>()));
    }

    [SkippableFact]
    public async Task Merging_keeps_what_is_not_sent_and_replacing_removes_it()
    {
        await Table.UpsertEntityAsync(Row("r", ("A", 1), ("B", 2L)));
        await Table.UpsertEntityAsync(Row("r", ("A", "now a text")), TableUpdateMode.Merge);
        var merged = (await Table.GetEntityAsync<TableEntity>(Partition, "r")).Value;
        Assert.Equal(("now a text", 2L), (merged.GetString("A"), merged.GetInt64("B")));

        await Table.UpsertEntityAsync(Row("r", ("C", true)), TableUpdateMode.Replace);
        var replaced = (await Table.GetEntityAsync<TableEntity>(Partition, "r")).Value;
        Assert.Equal((false, false, true), (replaced.ContainsKey("A"), replaced.ContainsKey("B"), replaced.GetBoolean("C")));
    }

    [SkippableFact]
    public async Task Creating_a_table_that_exists_answers_409_with_the_table()
    {
        var again = await Table.CreateIfNotExistsAsync();
        Assert.Equal((409, Table.Name), (again.GetRawResponse().Status, again.Value.Name));
        await Refused(() => Service.CreateTableAsync(Table.Name), 409, "TableAlreadyExists");
    }

    [SkippableFact]
    public async Task A_table_that_does_not_exist_is_named_as_the_reason()
    {
        var missing = Service.GetTableClient(NewName());
        await Refused(() => missing.AddEntityAsync(Row("r")), 404, "TableNotFound");
        await Refused(() => missing.GetEntityAsync<TableEntity>(Partition, "r"), 404, "TableNotFound");
        await Refused(() => All(missing.QueryAsync<TableEntity>()), 404, "TableNotFound");
        await TransactionRefused(() => missing.SubmitTransactionAsync([Add(Row("r"))]), 404, "TableNotFound", 0);
    }

    [SkippableFact]
    public async Task Tables_are_listed_and_deleted()
    {
        var name = NewName();
        await Service.CreateTableIfNotExistsAsync(name);
        Assert.Equal(name, Assert.Single(await All(Service.QueryAsync(TableServiceClient.CreateQueryFilter($"TableName eq {name}")))).Name);
        Assert.Equal(204, (await Service.DeleteTableAsync(name)).Status);
        Assert.Equal(404, (await Service.DeleteTableAsync(name)).Status);
        Assert.Empty(await All(Service.QueryAsync(TableServiceClient.CreateQueryFilter($"TableName eq {name}"))));
    }

    [SkippableTheory]
    [InlineData("a-b")]
    [InlineData("ab")]
    [InlineData("1abc")]
    public async Task A_table_name_is_letters_and_digits(string name) =>
        Assert.Equal(400, (await Assert.ThrowsAsync<RequestFailedException>(() => Service.CreateTableIfNotExistsAsync(name))).Status);
}
