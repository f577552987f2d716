using Compliance.Azure.Tests.Azurite;

namespace Compliance.Functions.Tests.Slicing;

/// <summary>Azurite for the tests of a class, with a proxy before its tables and one before its blobs.</summary>
public sealed class AzuriteFixture : AzuriteProcess, IAsyncLifetime
{
    private HoldingProxy? _tables;
    private HoldingProxy? _blobs;

    /// <summary>The settings that make a service keep everything there.</summary>
    internal (string Name, string Value)[] Settings
    {
        get
        {
            Skip.If(Unavailable is not null, Unavailable);
            (_tables, _blobs) = (_tables ?? new HoldingProxy(TableEndpoint), _blobs ?? new HoldingProxy(BlobEndpoint));
            var connection = $"DefaultEndpointsProtocol=http;AccountName={AccountName};AccountKey={AccountKey};BlobEndpoint={_blobs.Address};TableEndpoint={_tables.Address}";
            return [("Store", connection), ("EvidenceStore", connection), ("SliceBytes", "1048576")];
        }
    }

    /// <summary>Holds a request to either; null: none any more.</summary>
    internal void Hold(Hold? hold) => (_tables!.Hold, _blobs!.Hold) = (hold, hold);

    public Task InitializeAsync() => StartAsync();

    public async Task DisposeAsync()
    {
        _tables?.Dispose();
        _blobs?.Dispose();
        await StopAsync();
    }
}
