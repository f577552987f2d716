namespace Compliance.Trail.Export;

/// <summary>An export as a directory of its own.</summary>
public sealed class DirectoryTarget : IExportTarget
{
    private readonly string _root;
    private readonly HashSet<string> _made = new(StringComparer.Ordinal);

    private DirectoryTarget(string root) => _root = root;

    /// <inheritdoc/>
    public bool ManyOpen => true;

    /// <summary>Makes the directory, unless it is there and empty.</summary>
    /// <exception cref="InputException">Something is there, or it cannot be made.</exception>
    public static DirectoryTarget Create(string path)
    {
        var root = Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(root);
            if (Directory.EnumerateFileSystemEntries(root).Any())
                throw new InputException($"`{path}` is not empty: an export goes into a directory of its own; give one that is empty or does not exist");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"`{path}` cannot be used as a directory: {e.Message}", e);
        }
        return new(root);
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">Something that this export did not make is in the way.</exception>
    public ValueTask<IExportTargetFile> CreateAsync(string path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (path.LastIndexOf('/') is > 0 and var slash) MakeFolder(path[..slash]);
        // CreateNew opens nothing that is there, links included. What is written here is buffered already.
        return new(new OnDisk(new FileStream(Path.Combine(_root, path), FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0)));
    }

    /// <inheritdoc/>
    public ValueTask CompleteAsync(CancellationToken cancellationToken) => default;

    // The directory was empty: a folder in it that is not ours, or has become a link, leads somewhere else.
    private void MakeFolder(string path)
    {
        if (_made.Contains(path)) return;
        if (path.LastIndexOf('/') is > 0 and var slash) MakeFolder(path[..slash]);
        var folder = new DirectoryInfo(Path.Combine(_root, path));
        if (folder.Exists || folder.LinkTarget is not null) throw new IOException($"`{folder.FullName}` was put into the export while it was written: nothing is written there");
        folder.Create();
        _made.Add(path);
    }

    private sealed class OnDisk(FileStream stream) : IExportTargetFile
    {
        public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => stream.WriteAsync(bytes, cancellationToken);

        public ValueTask DisposeAsync() => stream.DisposeAsync();
    }
}
