using Azure;
using Azure.Data.Tables;

namespace Compliance.Azure.Tests.Tables;

public abstract partial class TableServiceContract
{
    [SkippableTheory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\tb")]
    [InlineData("a\u0085b")]
    public async Task A_key_has_no_slash_hash_question_mark_or_control_character(string key)
    {
        await Refused(() => Table.AddEntityAsync(Row(key)), 400, ForbiddenKeyCode);
        await Refused(() => Table.AddEntityAsync(new TableEntity(key, "r")), 400, ForbiddenKeyCode);
        await TransactionRefused(() => Table.SubmitTransactionAsync([Add(Row("a")), Add(Row(key))]), 400, ForbiddenKeyCode, 1);
    }

    [SkippableTheory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("100%")]
    [InlineData("it's")]
    [InlineData("a+b&c=d")]
    [InlineData("..")]
    [InlineData("é日本\U0001F600")]
    public async Task Any_other_key_works_for_every_operation(string key)
    {
        await Table.AddEntityAsync(Row(key, ("N", 1)));
        await Table.UpdateEntityAsync(Row(key, ("N", 2)), ETag.All);
        Assert.Equal(2, (await Table.GetEntityAsync<TableEntity>(Partition, key)).Value.GetInt32("N"));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey eq {key}");
        Assert.Equal(key, Assert.Single(await All(Table.QueryAsync<TableEntity>(filter))).RowKey);
        Assert.Equal(204, (await Table.DeleteEntityAsync(Partition, key)).Status);
    }

    [SkippableFact]
    public async Task A_key_has_a_longest_length()
    {
        await Table.AddEntityAsync(Row(new string('k', LongestKey)));
        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => Table.AddEntityAsync(Row(new string('k', LongestKey + 1))));
        Assert.Equal(400, refusal.Status);
    }

    [SkippableFact]
    public async Task A_text_has_at_most_32768_characters()
    {
        await Table.UpsertEntityAsync(Row("r", ("Text", new string('x', 32 * 1024))));
        await Refused(() => Table.UpsertEntityAsync(Row("r", ("Text", new string('x', 32 * 1024 + 1)))), 400, "PropertyValueTooLarge");
    }

    [SkippableFact]
    public async Task Bytes_are_at_most_64_KiB()
    {
        await Table.UpsertEntityAsync(Row("r", ("Bytes", new byte[64 * 1024])));
        await Refused(() => Table.UpsertEntityAsync(Row("r", ("Bytes", new byte[64 * 1024 + 1]))), 400, "PropertyValueTooLarge");
    }

    [SkippableFact]
    public async Task A_row_is_at_most_1_MiB()
    {
        await Table.UpsertEntityAsync(Wide(11));
        await Refused(() => Table.UpsertEntityAsync(Wide(17)), 400, "EntityTooLarge");

        static TableEntity Wide(int properties)
        {
            var row = Row("r");
            for (var i = 0; i < properties; i++)
                row.Add($"P{i}", new byte[64 * 1024]);
            return row;
        }
    }
}
