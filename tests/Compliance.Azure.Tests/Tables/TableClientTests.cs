using Azure;
using Azure.Data.Tables;

namespace Compliance.Azure.Tests.Tables;

/// <summary>What a client of tables does before anything is sent.</summary>
public sealed class TableClientTests
{
    private const string Key = "a2V5";

    [Theory]
    [InlineData("UseDevelopmentStorage=true", "http://127.0.0.1:10002/devstoreaccount1", "devstoreaccount1")]
    [InlineData("AccountName=audits;AccountKey=" + Key, "https://audits.table.core.windows.net/", "audits")]
    [InlineData("AccountName=audits;AccountKey=" + Key + ";EndpointSuffix=core.chinacloudapi.cn", "https://audits.table.core.chinacloudapi.cn/", "audits")]
    [InlineData("AccountName=a;AccountKey=" + Key + ";TableEndpoint=http://127.0.0.1:30102/a;", "http://127.0.0.1:30102/a", "a")]
    [InlineData("TableEndpoint=https://audits.table.core.windows.net;SharedAccessSignature=sv=2020-12-06&sig=x%3D", "https://audits.table.core.windows.net/", "audits")]
    public void A_connection_string_names_the_account_and_its_address(string connectionString, string address, string account)
    {
        var service = new TableServiceClient(connectionString);
        Assert.Equal((new Uri(address), account), (new Uri(service.Uri.GetLeftPart(UriPartial.Path)), service.AccountName));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("AccountName=audits")]
    [InlineData("AccountKey=" + Key)]
    public void A_connection_string_without_account_or_key_is_refused(string connectionString) =>
        Assert.ThrowsAny<Exception>(() => new TableServiceClient(connectionString));

    [Fact]
    public void A_filter_quotes_its_arguments()
    {
        var time = new DateTimeOffset(2026, 1, 1, 8, 0, 0, TimeSpan.FromHours(8));
        Assert.Equal("PartitionKey eq 'it''s'", TableClient.CreateQueryFilter($"PartitionKey eq {"it's"}"));
        Assert.Equal("N gt 5 and L lt 5L and F eq true", TableClient.CreateQueryFilter($"N gt {5} and L lt {5L} and F eq {true}"));
        Assert.Equal(
            "I eq guid'0f8fad5b-d9cb-469f-a165-70867728950e'",
            TableClient.CreateQueryFilter($"I eq {Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e")}"));
        Assert.StartsWith("T ge datetime'2026-01-01T00:00:00", TableClient.CreateQueryFilter($"T ge {time}"), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => TableClient.CreateQueryFilter($"T ge {TimeSpan.Zero}"));
    }

    [Fact]
    public void A_row_gives_a_property_by_its_type_or_null_when_absent()
    {
        var row = new TableEntity("p", "r") { ["N"] = 5, ["T"] = new DateTimeOffset(2026, 1, 1, 8, 0, 0, TimeSpan.FromHours(8)), ["B"] = new byte[] { 1 } };
        Assert.Equal(5, row.GetInt32("N"));
        Assert.Null(row.GetInt32("Absent"));
        Assert.Null(row["Absent"]);
        Assert.Throws<InvalidOperationException>(() => row.GetString("N"));
        Assert.Equal(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), row.GetDateTime("T"));
        Assert.Equal(new byte[] { 1 }, row.GetBinaryData("B")!.ToArray());
    }

    [Fact]
    public void A_property_keeps_its_type()
    {
        var row = new TableEntity("p", "r") { ["N"] = 5L };
        row["N"] = 6;
        Assert.Equal(6L, row.GetInt64("N"));
        Assert.Throws<InvalidOperationException>(() => row["N"] = "six");
        row.Remove("N");
        row["N"] = "six";
        Assert.Equal("six", row.GetString("N"));
    }

    [Fact]
    public void A_failed_transaction_names_the_change_when_the_service_does()
    {
        Assert.Equal(12, new TableTransactionFailedException(new RequestFailedException(409, "12:The specified entity already exists.")).FailedTransactionActionIndex);
        Assert.Null(new TableTransactionFailedException(new RequestFailedException(500, "Internal error: try again.")).FailedTransactionActionIndex);
    }

    [SkippableFact]
    public async Task The_local_client_says_that_it_maps_no_classes()
    {
        Skip.If(typeof(TableClient).Assembly.GetName().Name == "Azure.Data.Tables", "this build uses the official client, which maps them");
        var table = new TableClient("UseDevelopmentStorage=true", "trail");
        var refusal = await Assert.ThrowsAsync<NotSupportedException>(() => table.GetEntityAsync<Finding>("p", "r"));
        Assert.Contains("Hosting=Azure", refusal.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<NotSupportedException>(() => table.AddEntityAsync(new Finding { PartitionKey = "p", RowKey = "r" }));
    }

    private sealed class Finding : ITableEntity
    {
        public string PartitionKey { get; set; } = "";

        public string RowKey { get; set; } = "";

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }
    }
}
