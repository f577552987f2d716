using System.Text;
using Compliance.Evidence;
using Compliance.Vendors;

namespace Compliance.Azure.Tests.Collection;

/// <summary>A vendor folder in memory, with what was collected for it.</summary>
internal sealed class MemoryVendor : IVendorFolder
{
    /// <param name="more">Further lines of vendor.yaml.</param>
    public MemoryVendor(string more = "")
    {
        Files["vendor.yaml"] = Encoding.UTF8.GetBytes($"id: acme-bpo\n{more}\n");
        Files["access.yaml"] = "timezone: Asia/Manila\nroles: { tier1: { allow: [{ actions: [ticket.read] }] } }\n"u8.ToArray();
    }

    public SortedDictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    public Vendor Vendor => VendorReader.Read(this).Vendor;

    public string Location => "memory";

    public string Method => "folder";

    public IReadOnlyList<VendorFile> List() => [.. Files.Select(file => new VendorFile(file.Key, file.Value.Length, null))];

    public Stream Open(VendorFile file) => new MemoryStream(Files[file.Path], writable: false);

    public async Task KeepAsync(string path, Stream body, CancellationToken cancellationToken)
    {
        using var kept = new MemoryStream();
        await body.CopyToAsync(kept, cancellationToken);
        Files.Add(path, kept.ToArray());
    }
}
