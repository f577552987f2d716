using System.Text;
using Compliance.Evidence;

namespace Compliance.Tests.Vendors;

/// <summary>A vendor folder of a test, held in memory.</summary>
internal sealed class MemoryFolder : IVendorFolder
{
    private readonly SortedDictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    public const string SmallestVendor = "id: acme-bpo\n";
    public const string SmallestAccess = "timezone: Asia/Manila\nroles:\n  tier1: { allow: [] }\n";

    public string Location => "memory";

    public string Method => "folder";

    /// <summary>A folder that reads, with what a test is about in place of its files.</summary>
    public static MemoryFolder With(string? vendor = null, string? access = null, string? people = null, string? accounts = null)
    {
        var folder = new MemoryFolder();
        folder.Add("vendor.yaml", vendor ?? SmallestVendor);
        folder.Add("access.yaml", access ?? SmallestAccess);
        if (people is not null) folder.Add("people.csv", people);
        if (accounts is not null) folder.Add("accounts.csv", accounts);
        return folder;
    }

    public MemoryFolder Add(string path, string text) => Add(path, Encoding.UTF8.GetBytes(text));

    public MemoryFolder Add(string path, byte[] bytes)
    {
        _files[path] = bytes;
        return this;
    }

    public MemoryFolder Remove(string path)
    {
        _files.Remove(path);
        return this;
    }

    public IReadOnlyList<VendorFile> List() => [.. _files.Select(file => new VendorFile(file.Key, file.Value.Length, null))];

    public Stream Open(VendorFile file) => new MemoryStream(_files[file.Path], writable: false);
}
