using Azure;
using Azure.Data.Tables;

namespace Compliance.Azure.Tests.Tables;

public sealed class EmbeddedTableFileTests : IDisposable
{
    private readonly TableFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task Nothing_is_written_before_the_first_request()
    {
        var service = _file.Connect();
        Assert.False(File.Exists(_file.Path));
        await service.CreateTableIfNotExistsAsync("trail");
        Assert.True(File.Exists(_file.Path));
    }

    [SkippableFact]
    public async Task Only_the_owner_may_read_the_file()
    {
        Skip.If(OperatingSystem.IsWindows(), "the mode of a file is a matter of Unix");
        await _file.Connect().CreateTableIfNotExistsAsync("trail");
        foreach (var path in Directory.GetFiles(Path.GetDirectoryName(_file.Path)!))
#pragma warning disable CA1416 // Skipped on Windows.
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
#pragma warning restore CA1416
    }

    [Fact]
    public async Task What_one_transport_wrote_another_reads_and_appends_to()
    {
        await _file.Connect().CreateTableIfNotExistsAsync("trail");
        var transports = Enumerable.Range(0, 4).Select(_ => _file.Connect().GetTableClient("trail")).ToList();
        await Task.WhenAll(transports.Select((table, writer) => Task.Run(() => Write(table, writer))));
        var rows = 0;
        await foreach (var row in _file.Connect().GetTableClient("trail").QueryAsync<TableEntity>())
            rows++;
        Assert.Equal(4 * 20 * 10, rows);

        static async Task Write(TableClient table, int writer)
        {
            for (var i = 0; i < 20; i++)
            {
                await table.SubmitTransactionAsync(
                    Enumerable.Range(0, 10).Select(j => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", $"{writer}-{i:D3}-{j}"))));
            }
        }
    }

    [Fact]
    public async Task Versions_differ_although_the_clock_stands_still_or_goes_back()
    {
        var clock = new SetClock(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var table = _file.Connect(clock).GetTableClient("trail");
        await table.CreateIfNotExistsAsync();
        var versions = new List<DateTimeOffset?>();
        for (var i = 0; i < 20; i++)
        {
            if (i == 10)
                clock.Now = clock.Now.AddDays(-1);
            await table.UpsertEntityAsync(new TableEntity("p", "r"));
            versions.Add((await table.GetEntityAsync<TableEntity>("p", "r")).Value.Timestamp);
        }
        Assert.Equal(versions.Distinct().Order(), versions);
    }

    [Fact]
    public async Task The_next_page_begins_with_a_partition_when_the_service_names_no_row()
    {
        var table = _file.Connect().GetTableClient("trail");
        await table.CreateIfNotExistsAsync();
        foreach (var partition in new[] { "a", "b" })
            await table.SubmitTransactionAsync(Enumerable.Range(0, 3).Select(i => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity(partition, $"{i}"))));
        var pages = new List<(string Rows, bool NamesRow)>();
        await foreach (var page in table.QueryAsync<TableEntity>(maxPerPage: 3).AsPages())
        {
            var namesRow = page.GetRawResponse().Headers.TryGetValue("x-ms-continuation-NextRowKey", out _);
            pages.Add((string.Concat(page.Values.Select(row => row.PartitionKey + row.RowKey)), namesRow));
        }
        Assert.Equal([("a0a1a2", false), ("b0b1b2", false)], pages);
    }

    [Fact]
    public async Task A_row_has_at_most_252_properties_and_a_merge_does_not_get_around_it()
    {
        var table = _file.Connect().GetTableClient("trail");
        await table.CreateIfNotExistsAsync();
        await table.UpsertEntityAsync(With(252, "P"));
        Assert.Equal("TooManyProperties", (await Assert.ThrowsAsync<RequestFailedException>(() => table.UpsertEntityAsync(With(253, "P")))).ErrorCode);
        Assert.Equal("TooManyProperties", (await Assert.ThrowsAsync<RequestFailedException>(() => table.UpsertEntityAsync(With(1, "Q")))).ErrorCode);

        static TableEntity With(int properties, string prefix)
        {
            var row = new TableEntity("p", "r");
            for (var i = 0; i < properties; i++)
                row.Add($"{prefix}{i}", i);
            return row;
        }
    }

    [Fact]
    public async Task A_text_is_measured_in_characters_and_not_in_the_bytes_of_its_encoding()
    {
        // Azurite measures the bytes.
        var table = _file.Connect().GetTableClient("trail");
        await table.CreateIfNotExistsAsync();
        await table.UpsertEntityAsync(new TableEntity("p", "r") { { "Text", new string('é', 32 * 1024) } });
        var longer = new TableEntity("p", "r") { { "Text", new string('é', 32 * 1024 + 1) } };
        Assert.Equal("PropertyValueTooLarge", (await Assert.ThrowsAsync<RequestFailedException>(() => table.UpsertEntityAsync(longer))).ErrorCode);
    }

    [Fact]
    public async Task A_damaged_file_is_an_error_of_the_service()
    {
        await _file.Connect().GetTableClient("trail").CreateIfNotExistsAsync();
        _file.Close();
        using (var file = File.OpenWrite(_file.Path))
        {
            file.Position = 4096;
            file.Write(Enumerable.Repeat((byte)0xA5, (int)file.Length - 4096).ToArray());
        }
        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => _file.Connect().GetTableClient("trail").AddEntityAsync(new TableEntity("p", "r")));
        Assert.Equal((500, "InternalError"), (failure.Status, failure.ErrorCode));
        Assert.Contains(_file.Path, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a-b")]
    [InlineData("1a")]
    [InlineData("a b")]
    public async Task A_property_name_is_an_identifier(string name)
    {
        var table = _file.Connect().GetTableClient("trail");
        await table.CreateIfNotExistsAsync();
        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "r") { { name, 1 } }));
        Assert.Equal((400, "PropertyNameInvalid"), (refusal.Status, refusal.ErrorCode));
    }

    [Fact]
    public async Task A_file_of_something_else_is_refused_by_its_name_and_left_alone()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_file.Path)!);
        var text = string.Concat(Enumerable.Repeat("person,name,status\n", 500));
        await File.WriteAllTextAsync(_file.Path, text);
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => _file.Connect().CreateTableIfNotExistsAsync("trail"));
        Assert.Contains(_file.Path, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(text, await File.ReadAllTextAsync(_file.Path));
    }

    [Fact]
    public async Task A_request_given_up_before_it_was_sent_writes_nothing()
    {
        var table = _file.Connect().GetTableClient("trail");
        await table.CreateIfNotExistsAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => table.AddEntityAsync(new TableEntity("p", "r"), new CancellationToken(canceled: true)));
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
    }

    private sealed class SetClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
