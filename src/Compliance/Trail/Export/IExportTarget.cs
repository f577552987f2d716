namespace Compliance.Trail.Export;

/// <summary>Where an export is written: files of which each is written once, from its beginning to its end.</summary>
public interface IExportTarget
{
    /// <summary>Whether several files may be open at once. Otherwise the leaves are read once for each kind of file.</summary>
    bool ManyOpen { get; }

    /// <summary>Begins a file.</summary>
    /// <param name="path">Relative, with <c>/</c>: <c>tile/0/x001/234</c>.</param>
    ValueTask<IExportTargetFile> CreateAsync(string path, CancellationToken cancellationToken);

    /// <summary>The export is whole; nothing follows. Of one for which this is not called a reader can tell that it broke off.</summary>
    ValueTask CompleteAsync(CancellationToken cancellationToken);
}

/// <summary>A file that is being written; it ends when it is disposed.</summary>
public interface IExportTargetFile : IAsyncDisposable
{
    ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);
}
