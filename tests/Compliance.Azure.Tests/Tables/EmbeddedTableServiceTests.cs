using Azure.Data.Tables;

namespace Compliance.Azure.Tests.Tables;

public sealed class EmbeddedTableServiceTests : TableServiceContract, IDisposable
{
    private readonly TableFile _file = new();

    // After DisposeAsync, which still needs the file.
    public void Dispose() => _file.Dispose();

    protected override TableServiceClient Connect() => _file.Connect();
}
