using Azure.Data.Tables;
using Compliance.Local.EmbeddedTables;

namespace Compliance.Azure.Tests.Tables;

/// <summary>A file of the embedded service in a folder of its own, gone at the end.</summary>
internal sealed class TableFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tables-");
    private readonly List<EmbeddedTableTransport> _transports = [];

    public string Path => System.IO.Path.Combine(_folder.FullName, "below", "tables.db");

    /// <summary>A client over a transport of its own, as another process would have.</summary>
    public TableServiceClient Connect(TimeProvider? time = null)
    {
        var transport = new EmbeddedTableTransport(Path, time);
        _transports.Add(transport);
        var options = new TableClientOptions { Transport = transport, Retry = { MaxRetries = 0 } };
        return new TableServiceClient("UseDevelopmentStorage=true", options);
    }

    public void Close() => _transports.ForEach(transport => transport.Dispose());

    public void Dispose()
    {
        Close();
        _folder.Delete(recursive: true);
    }
}
