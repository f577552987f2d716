using Compliance.Evidence;
using NodaTime;

namespace Compliance.Resources;

/// <summary>A file with resource configuration. It is read twice: to find what belongs together, and to judge.</summary>
/// <param name="Name">Path as given, or relative to the vendor folder.</param>
/// <param name="Method">How it came here: <c>folder</c> or <c>upload</c>.</param>
/// <param name="CollectedAt">When it came here.</param>
/// <param name="Open">Opens it for one pass.</param>
public sealed record SnapshotFile(string Name, string Method, Instant? CollectedAt, Func<Stream> Open)
{
    /// <summary>A file on disk.</summary>
    /// <exception cref="InputException">It is not there.</exception>
    public static SnapshotFile OnDisk(string path)
    {
        if (!File.Exists(path)) throw new InputException($"`{path}` is not there; expected a file with resources, such as `az resource list -o json` writes");
        var folder = new SingleFile(path);
        return Of(folder, folder.List()[0]);
    }

    public static SnapshotFile Of(IVendorFolder folder, VendorFile file) => new(file.Path, folder.Method, file.CollectedAt, () => folder.Open(file));
}
