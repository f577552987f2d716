namespace Compliance.Azure.Tests.Azurite;

/// <summary>Azurite, started once for all tests that ask for it and stopped at their end. Where it cannot be had, they skip with the reason.</summary>
public sealed class AzuriteFixture : AzuriteProcess, IAsyncLifetime
{
    public const string Collection = "azurite";

    public Task InitializeAsync() => StartAsync();

    public Task DisposeAsync() => StopAsync();
}

/// <summary>Tests of this collection share one Azurite.</summary>
#pragma warning disable CA1711 // xunit's own term.
[CollectionDefinition(AzuriteFixture.Collection)]
public sealed class AzuriteCollection : ICollectionFixture<AzuriteFixture>;
#pragma warning restore CA1711
