namespace Compliance.Trail.Verification;

/// <summary>An export as a folder. Links are refused: what is verified must lie where the user looks.</summary>
public sealed class DirectorySource : IExportSource
{
    private readonly string _root;

    /// <exception cref="InputException">There is no such folder.</exception>
    public DirectorySource(string path)
    {
        (Location, _root) = (path, Path.GetFullPath(path));
        if (!Directory.Exists(_root)) throw new InputException($"`{path}` does not exist; name the folder, the .zip or the proof to verify");
        foreach (var item in new DirectoryInfo(_root).EnumerateFileSystemInfos("*", All))
        {
            if (item.LinkTarget is not null) throw new InputException($"`{Path.GetRelativePath(_root, item.FullName)}` in `{path}` is a symbolic link; an export has none");
        }
    }

    public string Location { get; }

    private static EnumerationOptions All => new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };

    public IEnumerable<string> Paths()
    {
        foreach (var file in Directory.EnumerateFiles(_root, "*", All))
            yield return Path.GetRelativePath(_root, file).Replace(Path.DirectorySeparatorChar, '/');
    }

    public bool Exists(string path) => File.Exists(Path.Combine(_root, path));

    public Stream? Open(string path)
    {
        var file = new FileInfo(Path.Combine(_root, path));
        try
        {
            // A pipe or a device has no length, and to open one may wait for ever.
            return file.Length == 0 ? Stream.Null : new FileStream(file.FullName, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan });
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
