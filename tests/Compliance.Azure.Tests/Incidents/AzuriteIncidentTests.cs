using Compliance.Azure.Tests.Azurite;

namespace Compliance.Azure.Tests.Incidents;

[Collection(AzuriteFixture.Collection)]
public sealed class AzuriteIncidentTests(AzuriteFixture azurite) : IncidentContract
{
    protected override string? Unavailable => azurite.Unavailable;

    protected override string Connection => azurite.ConnectionString;
}
