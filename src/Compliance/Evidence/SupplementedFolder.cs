namespace Compliance.Evidence;

/// <summary>A vendor folder, and beside its files documents that an audit collected itself.</summary>
/// <param name="documents">Path → content.</param>
public sealed class SupplementedFolder(IVendorFolder folder, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> documents) : IVendorFolder
{
    public string Location => folder.Location;

    public string Method => folder.Method;

    /// <inheritdoc/>
    /// <remarks>A document takes the place of a file of its path.</remarks>
    public IReadOnlyList<VendorFile> List() =>
    [
        .. folder.List().Where(file => !documents.ContainsKey(file.Path))
            .Concat(documents.Select(document => new VendorFile(document.Key, document.Value.Length, CollectedAt: null)))
            .OrderBy(file => file.Path, StringComparer.Ordinal),
    ];

    public Stream Open(VendorFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return documents.TryGetValue(file.Path, out var document) ? new MemoryStream(document.ToArray(), writable: false) : folder.Open(file);
    }
}
