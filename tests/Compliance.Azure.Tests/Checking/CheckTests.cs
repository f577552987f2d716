using Compliance.Azure.Tests.Azurite;
using Compliance.Azure.Tests.Storage;

namespace Compliance.Azure.Tests.Checking;

public sealed class EmbeddedCheckTests : CheckContract
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
public sealed class AzuriteCheckTests(AzuriteFixture azurite) : CheckContract
{
    protected override string? Unavailable => azurite.Unavailable;

    protected override string Connection => azurite.ConnectionString;
}
