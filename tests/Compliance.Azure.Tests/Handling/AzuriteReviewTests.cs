using Compliance.Azure.Tests.Azurite;

namespace Compliance.Azure.Tests.Handling;

[Collection(AzuriteFixture.Collection)]
public sealed class AzuriteReviewTests(AzuriteFixture azurite) : ReviewContract
{
    protected override string? Unavailable => azurite.Unavailable;

    protected override string Connection => azurite.ConnectionString;
}
