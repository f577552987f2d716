using Compliance.Storage;
using Compliance.Vendors;

namespace Compliance.Azure.Tests.Storage;

/// <summary>A store in a folder of its own, which goes with it.</summary>
public sealed class TestStore : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("compliance-store-");
    private readonly List<Store> _opened = [];

    public string Folder => _folder.FullName;

    public string Connection => $"Embedded={Path.Combine(Folder, "store.db")}";

    public static VendorId NewVendor() => VendorId.Parse($"v{Guid.NewGuid():N}");

    public Store Open(StoreOptions? options = null)
    {
        var store = Store.Open(Connection, options: options ?? Plain);
        _opened.Add(store);
        return store;
    }

    /// <summary>Opens it through a transport that can fail.</summary>
    public (Store Store, FaultTransport Transport) OpenFaulty() => Faulty(Connection, _opened);

    public static (Store Store, FaultTransport Transport) Faulty(string connection, List<Store> opened)
    {
        FaultTransport? transport = null;
        var store = Store.Open(connection, options: Plain with { Transport = inner => transport = new FaultTransport(inner) });
        opened.Add(store);
        return (store, transport!);
    }

    /// <summary>Copies the store as it is to another file of its folder.</summary>
    public void CopyTo(string file)
    {
        // The journal goes along: what it holds is committed.
        foreach (var suffix in new[] { "", "-wal" })
            if (File.Exists(Path.Combine(Folder, "store.db") + suffix)) File.Copy(Path.Combine(Folder, "store.db") + suffix, Path.Combine(Folder, file) + suffix, overwrite: true);
    }

    /// <summary>Without the pipeline's own repetitions: what is repeated is repeated by the code under test.</summary>
    public static StoreOptions Plain { get; } = new() { Retries = 0 };

    public void Dispose()
    {
        _opened.ForEach(store => store.Dispose());
        _folder.Delete(recursive: true);
    }
}
