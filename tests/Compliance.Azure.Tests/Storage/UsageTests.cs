using Compliance.Azure.Tests.Azurite;

namespace Compliance.Azure.Tests.Storage;

public sealed class EmbeddedUsageTests : UsageContract
{
    private readonly TestStore _store = new();

    protected override string Connection => _store.Connection;

    public override void Dispose()
    {
        base.Dispose();
        _store.Dispose();
    }
}

[Collection(AzuriteFixture.Collection)]
public sealed class AzuriteUsageTests(AzuriteFixture azurite) : UsageContract
{
    protected override string? Unavailable => azurite.Unavailable;

    protected override string Connection => azurite.ConnectionString;
}
