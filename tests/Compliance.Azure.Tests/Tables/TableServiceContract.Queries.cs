using Azure.Data.Tables;

namespace Compliance.Azure.Tests.Tables;

public abstract partial class TableServiceContract
{
    [SkippableFact]
    public async Task Rows_come_by_partition_and_row_in_ordinal_order()
    {
        string[] keys = ["a", "B", "10", "9", "é", "~", "aa", "A", "", "\uE000", "\U0001F600"];
        foreach (var partition in keys.Take(4))
            await Fill(keys.Select(key => new TableEntity(partition, key)));
        var expected = keys.Take(4).Order(StringComparer.Ordinal).SelectMany(partition => keys.Order(StringComparer.Ordinal).Select(row => (partition, row)));
        Assert.Equal(expected, (await All(Table.QueryAsync<TableEntity>())).Select(row => (row.PartitionKey, row.RowKey)));
    }

    [SkippableFact]
    public async Task A_range_of_rows_of_one_partition_is_that_range()
    {
        await Fill(50);
        await Fill(50, partition: "other-bpo");
        var range = await All(Table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey gt {"00010"} and RowKey le {"00013"}")));
        Assert.Equal(["00011", "00012", "00013"], range.Select(row => row.RowKey));
        Assert.All(range, row => Assert.Equal(Partition, row.PartitionKey));
    }

    [SkippableTheory]
    [InlineData("Text eq 'it''s'", true)]
    [InlineData("Text ne 'it''s'", false)]
    [InlineData("Text gt 'it'", true)]
    [InlineData("Text lt 'IT'", false)]
    [InlineData("Int eq 5", true)]
    [InlineData("Int ge 6", false)]
    [InlineData("Long eq 9007199254740993L", true)]
    [InlineData("Long gt 9007199254740992L", true)]
    [InlineData("Real lt 2.75", true)]
    [InlineData("Flag eq true", true)]
    [InlineData("Flag eq false", false)]
    [InlineData("not (Flag eq true)", false)]
    [InlineData("Id eq guid'0f8fad5b-d9cb-469f-a165-70867728950e'", true)]
    [InlineData("Time ge datetime'2026-01-01T00:00:00Z' and Time lt datetime'2026-02-01T00:00:00Z'", true)]
    [InlineData("Time gt datetime'2026-02-01T00:00:00Z'", false)]
    [InlineData("Bytes eq X'00ff10'", true)]
    [InlineData("Bytes eq binary'00ff11'", false)]
    [InlineData("Absent eq 1", false)]
    [InlineData("Absent ne 1", false)]
    [InlineData("Int eq 1 or Int eq 5 and Flag eq true", true)]
    [InlineData("(Int eq 5 or Int eq 1) and Flag eq false", false)]
    [InlineData("not (Int eq 1) and not (Text eq 'x')", true)]
    [InlineData("Timestamp gt datetime'2020-01-01T00:00:00Z'", true)]
    public async Task A_filter_matches_by_the_type_of_its_literal(string filter, bool matches)
    {
        await Table.AddEntityAsync(Row(
            "r",
            ("Text", "it's"),
            ("Int", 5),
            ("Long", 9007199254740993L),
            ("Real", 2.5),
            ("Flag", true),
            ("Id", Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e")),
            ("Time", new DateTimeOffset(2026, 1, 15, 0, 0, 0, TimeSpan.Zero)),
            ("Bytes", new byte[] { 0x00, 0xff, 0x10 })));
        Assert.Equal(matches ? 1 : 0, (await All(Table.QueryAsync<TableEntity>(filter))).Count);
    }

    [SkippableTheory]
    [InlineData("PartitionKey eq")]
    [InlineData("PartitionKey like 'x'")]
    [InlineData("(PartitionKey eq 'x'")]
    public async Task A_filter_that_cannot_be_read_is_refused(string filter) =>
        await Refused(() => All(Table.QueryAsync<TableEntity>(filter)), 400, "InvalidInput");

    [SkippableFact]
    public async Task Selected_properties_come_alone_and_with_the_version()
    {
        await Table.AddEntityAsync(Row("r", ("A", 1), ("B", 2L)));
        var row = Assert.Single(await All(Table.QueryAsync<TableEntity>(select: ["RowKey", "B"])));
        Assert.Equal(("r", 2L, false), (row.RowKey, row.GetInt64("B"), row.ContainsKey("A")));
        Assert.NotEqual(default, row.ETag);
        Assert.Equal(1, (await Table.GetEntityAsync<TableEntity>(Partition, "r", ["A"])).Value.GetInt32("A"));
    }

    [SkippableFact]
    public async Task A_page_has_at_most_a_thousand_rows_and_the_next_one_goes_on_behind_it()
    {
        await Fill(2_100);
        var sizes = new List<int>();
        var keys = new List<string>();
        await foreach (var page in Table.QueryAsync<TableEntity>().AsPages())
        {
            sizes.Add(page.Values.Count);
            keys.AddRange(page.Values.Select(row => row.RowKey));
        }
        Assert.Equal([1_000, 1_000, 100], sizes);
        Assert.Equal(Enumerable.Range(0, 2_100).Select(i => $"{i:D5}"), keys);
    }

    [SkippableFact]
    public async Task Pages_of_the_size_asked_for_are_taken_up_by_their_continuation()
    {
        await Fill(7);
        await Fill(5, partition: "other-bpo");
        var all = new List<string>();
        string? continuation = null;
        do
        {
            // One page of a query each time, as a caller does that keeps the continuation between requests.
            await foreach (var page in Table.QueryAsync<TableEntity>(maxPerPage: 3).AsPages(continuation))
            {
                Assert.InRange(page.Values.Count, 0, 3);
                all.AddRange(page.Values.Select(row => $"{row.PartitionKey}/{row.RowKey}"));
                continuation = page.ContinuationToken;
                break;
            }
        }
        while (continuation is not null);
        Assert.Equal([.. Enumerable.Range(0, 7).Select(i => $"{Partition}/{i:D5}"), .. Enumerable.Range(0, 5).Select(i => $"other-bpo/{i:D5}")], all);
    }

    [SkippableFact]
    public async Task A_filter_that_matches_late_is_found_behind_empty_pages()
    {
        await Fill(2_050);
        var sizes = new List<int>();
        await foreach (var page in Table.QueryAsync<TableEntity>($"PartitionKey eq '{Partition}' and N eq 2049").AsPages())
            sizes.Add(page.Values.Count);
        Assert.Equal(EndsPagesEarly ? [0, 0, 1] : [1], sizes);
    }
}
