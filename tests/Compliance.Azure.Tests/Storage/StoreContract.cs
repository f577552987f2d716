using System.Collections.Concurrent;
using Compliance.Storage;

namespace Compliance.Azure.Tests.Storage;

/// <summary>Promises of what keeps its state in a store, asked of every service that a store runs on.</summary>
public abstract class StoreContract : IDisposable
{
    private readonly ConcurrentBag<Store> _opened = [];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("compliance-contract-");

    /// <summary>Why the service cannot be asked; null: it can.</summary>
    protected virtual string? Unavailable => null;

    protected abstract string Connection { get; }

    /// <summary>Where the test puts its files, gone after it.</summary>
    protected string Folder => _folder.FullName;

    public virtual void Dispose()
    {
        foreach (var store in _opened) store.Dispose();
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    protected Store Open(StoreOptions? options = null)
    {
        Skip.If(Unavailable is not null, Unavailable);
        var store = Store.Open(Connection, options: options ?? TestStore.Plain);
        _opened.Add(store);
        return store;
    }

    /// <summary>Opens it through a transport that can fail.</summary>
    protected (Store Store, FaultTransport Transport) OpenFaulty()
    {
        FaultTransport? transport = null;
        var store = Open(TestStore.Plain with { Transport = inner => transport = new FaultTransport(inner) });
        return (store, transport!);
    }
}
