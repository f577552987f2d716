using NodaTime;

namespace Compliance.Evidence;

/// <summary>A vendor folder on disk. Links are refused: what an audit reads must lie where the auditor looks.</summary>
public sealed class DiskFolder(string path) : IVendorFolder
{
    private readonly string _root = Path.GetFullPath(path);

    public string Location => path;

    public string Method => "folder";

    /// <exception cref="InputException">The folder is missing or empty, or holds a symbolic link.</exception>
    public IReadOnlyList<VendorFile> List()
    {
        var root = new DirectoryInfo(_root);
        if (!root.Exists)
            throw new InputException(File.Exists(_root)
                ? $"`{path}` is a file; expected a vendor folder with vendor.yaml, access.yaml, people.csv and logs/"
                : $"`{path}` does not exist; expected a vendor folder with vendor.yaml, access.yaml, people.csv and logs/");
        var files = new List<VendorFile>();
        Collect(root, "", files);
        if (files.Count == 0)
            throw new InputException($"`{path}` is empty; put vendor.yaml, access.yaml, people.csv and the logs under logs/ there");
        files.Sort((left, right) => string.CompareOrdinal(left.Path, right.Path));
        return files;
    }

    /// <exception cref="InputException">The path leaves the folder, or became a link since it was listed.</exception>
    public Stream Open(VendorFile file)
    {
        var full = Path.GetFullPath(Path.Combine(_root, file.Path));
        if (!full.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new InputException($"`{file.Path}` leaves the folder `{path}`; name files inside it");
        RefuseLink(new FileInfo(full), file.Path);
        return OpenFile(full);
    }

    /// <summary>Opens a file for one pass from its beginning. The reader brings its own buffer.</summary>
    internal static FileStream OpenFile(string path) =>
        new(path, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan, Share = FileShare.ReadWrite });

    private static void Collect(DirectoryInfo directory, string prefix, List<VendorFile> files)
    {
        foreach (var item in directory.EnumerateFileSystemInfos())
        {
            var relative = prefix + item.Name;
            RefuseLink(item, relative);
            if (item is DirectoryInfo inner) Collect(inner, relative + "/", files);
            else if (item is FileInfo file)
                files.Add(new VendorFile(relative, file.Length, Instant.FromDateTimeUtc(file.LastWriteTimeUtc)));
        }
    }

    private static void RefuseLink(FileSystemInfo item, string relative)
    {
        if (item.LinkTarget is not null)
            throw new InputException($"`{relative}` is a symbolic link; replace it by the file itself");
    }
}
