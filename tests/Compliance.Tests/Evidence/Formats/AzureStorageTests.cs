using Compliance.Events;
using NodaTime;

namespace Compliance.Tests.Evidence.Formats;

public class AzureStorageTests
{
    [Fact]
    public void A_record_is_mapped_in_full()
    {
        var copy = Read("""
            {"time":"2026-06-02T08:15:00.1234567Z","resourceId":"/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/a/blobServices/default","category":"StorageRead",
             "operationName":"GetBlob","statusCode":200,"statusText":"Success","callerIpAddress":"203.0.113.9:39221","correlationId":"c","protocol":"HTTPS","location":"westeurope",
             "uri":"https://a.blob.core.windows.net/c/b.csv?sv=2024-11-04&sig=S3CRET","resourceType":"Microsoft.Storage/storageAccounts/blobServices",
             "identity":{"type":"OAuth","tokenHash":"H4SH","requester":{"upn":"ann@x.example","objectId":"o","appId":"p","tenantId":"t"}},
             "properties":{"accountName":"a","userAgentHeader":"azsdk","objectKey":"/a/c/b.csv","serviceType":"blob"}}
            """);
        Assert.Equal(new EventCopy
        {
            Source = 0,
            Record = 1,
            Time = Instant.FromUtc(2026, 6, 2, 8, 15).PlusTicks(1_234_567),
            Account = "ann@x.example",
            AccountKind = AccountKind.Human,
            Ip = "203.0.113.9",
            UserAgent = "azsdk",
            Action = "GetBlob",
            Resource = "/a/c/b.csv",
            ResourceType = "Microsoft.Storage/storageAccounts/blobServices",
            Outcome = Outcome.Success,
            Tenant = "t",
        }, copy);
    }

    [Theory]
    [InlineData("""{"type":"SAS","tokenHash":"key1(H4SH),SasSignature(H4SH)"}""", "SAS", false)]
    [InlineData("""{"type":"AccountKey"}""", "AccountKey", false)]
    [InlineData("""{"type":"Anonymous"}""", "Anonymous", false)]
    [InlineData("""{"type":"TrustedAccess"}""", "TrustedAccess", true)]
    [InlineData("""{"type":"OAuth","requester":{"objectId":"o"}}""", "o", false)]
    [InlineData("""{"type":"OAuth","requester":{"appId":"p"}}""", "p", false)]
    [InlineData("""{}""", "(none)", false)]
    public void Who_has_no_name_goes_by_the_way_in(string identity, string account, bool platform)
    {
        var copy = Read($$"""{"time":"2026-06-02T08:15:00Z","operationName":"GetBlob","identity":{{identity}},"statusCode":200}""");
        Assert.Equal((account, platform), (copy.Account, copy.PlatformService));
    }

    [Theory]
    [InlineData("200", "\"SASSuccess\"", Outcome.Success)]
    [InlineData("304", "\"ConditionNotMet\"", Outcome.Success)]
    [InlineData("403", "\"AuthorizationPermissionMismatch\"", Outcome.Denied)]
    [InlineData("\"401\"", "\"NoAuthenticationInformation\"", Outcome.Denied)]
    [InlineData("404", "\"BlobNotFound\"", Outcome.Failure)]
    [InlineData("null", "\"SASSuccess\"", Outcome.Success)]
    [InlineData("null", "\"AuthorizationPermissionMismatch\"", Outcome.Denied)]
    [InlineData("null", "\"BlobNotFound\"", Outcome.Failure)]
    [InlineData("null", "null", Outcome.Success)]
    public void The_status_tells_the_outcome(string code, string text, Outcome outcome) => Assert.Equal(outcome, Read(
        $$"""{"time":"2026-06-02T08:15:00Z","operationName":"GetBlob","statusCode":{{code}},"statusText":{{text}} }""").Outcome);

    [Fact]
    public void An_address_is_a_resource_without_its_query()
    {
        var copy = Read("""{"time":"2026-06-02T08:15:00Z","operationName":"GetBlob","uri":"https://a.example/c/b?sv=1&sig=S3CRET"}""");
        Assert.Equal("https://a.example/c/b", copy.Resource);
    }

    [Fact]
    public void A_row_of_the_table_is_read_alike()
    {
        var copy = Read("""
            {"TimeGenerated":"2026-06-02T08:15:00Z","OperationName":"GetBlob","Category":"StorageRead","StatusCode":"200","RequesterUpn":"ann@x.example","AuthenticationType":"OAuth",
             "CallerIpAddress":"203.0.113.9:1","ObjectKey":"/a/c/b","UserAgentHeader":"x","ServiceType":"blob"}
            """);
        Assert.Equal(("ann@x.example", "203.0.113.9", "/a/c/b", "blob"), (copy.Account, copy.Ip, copy.Resource, copy.ResourceType));
    }

    [Fact]
    public void It_is_recognised() => Assert.Equal("azure-storage", LogText.Read(
        """{"time":"2026-06-02T08:15:00Z","resourceId":"/r","category":"StorageDelete","operationName":"DeleteBlob","statusCode":202}""" + "\n", format: null).Summary.Format);

    private static EventCopy Read(string record) => LogText.Read($"[{record}]", "azure-storage").Event;
}
