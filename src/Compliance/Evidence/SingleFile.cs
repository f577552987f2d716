using NodaTime;

namespace Compliance.Evidence;

/// <summary>One file given by its path, as a folder of its own.</summary>
internal sealed class SingleFile(string path) : IVendorFolder
{
    public string Location => path;

    public string Method => "folder";

    public IReadOnlyList<VendorFile> List()
    {
        var file = new FileInfo(path);
        return [new VendorFile(path, file.Length, Instant.FromDateTimeUtc(file.LastWriteTimeUtc))];
    }

    public Stream Open(VendorFile file) => DiskFolder.OpenFile(path);
}
