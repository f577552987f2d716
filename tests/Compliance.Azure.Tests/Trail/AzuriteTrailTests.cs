using Compliance.Azure.Tests.Azurite;

namespace Compliance.Azure.Tests.Trail;

[Collection(AzuriteFixture.Collection)]
public sealed class AzuriteTrailTests(AzuriteFixture azurite) : TrailContract
{
    protected override string? Unavailable => azurite.Unavailable;

    protected override string Connection => azurite.ConnectionString;
}
