using Azure;
using Azure.Data.Tables;
using Compliance.Azure.Tests.Azurite;

namespace Compliance.Azure.Tests.Tables;

[Collection(AzuriteFixture.Collection)]
public sealed class AzuriteTableServiceTests(AzuriteFixture azurite) : TableServiceContract
{
    protected override string? Unavailable => azurite.Unavailable;

    // Azurite checks for half of what Azure takes, and names every such error alike.
    protected override int LongestKey => 512;

    protected override string ForbiddenKeyCode => "InvalidInput";

    protected override bool EndsPagesEarly => false;

    protected override TableServiceClient Connect() => new(azurite.ConnectionString, WithoutRetries());

    [SkippableFact]
    public async Task A_shared_key_signs_requests_that_the_emulator_verifies()
    {
        var service = new TableServiceClient(azurite.TableEndpoint, new TableSharedKeyCredential(AzuriteFixture.AccountName, AzuriteFixture.AccountKey), WithoutRetries());
        await service.GetTableClient(Table.Name).AddEntityAsync(Row("it's 100% é"));
        Assert.Equal("devstoreaccount1", service.AccountName);
    }

    [SkippableFact]
    public async Task A_wrong_key_is_refused_by_the_emulator()
    {
        Skip.If(Unavailable is not null, Unavailable);
        var service = new TableServiceClient(azurite.TableEndpoint, new TableSharedKeyCredential(AzuriteFixture.AccountName, "AAAA"), WithoutRetries());
        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => service.CreateTableIfNotExistsAsync(NewName()));
        Assert.Equal(403, refusal.Status);
    }

    private static TableClientOptions WithoutRetries() => new() { Retry = { MaxRetries = 0, NetworkTimeout = TimeSpan.FromMinutes(2) } };
}
