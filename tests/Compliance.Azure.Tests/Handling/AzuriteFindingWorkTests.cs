using Compliance.Azure.Tests.Azurite;

namespace Compliance.Azure.Tests.Handling;

[Collection(AzuriteFixture.Collection)]
public sealed class AzuriteFindingWorkTests(AzuriteFixture azurite) : FindingWorkContract
{
    protected override string? Unavailable => azurite.Unavailable;

    protected override string Connection => azurite.ConnectionString;
}
