using Compliance.Storage;
using Compliance.Vendors;

namespace Compliance.Functions.Auditing;

/// <summary>Evidence wherever it lies: a vendor that has a local folder is read there, every other in the store of uploads.</summary>
public sealed class VendorEvidence(IEvidenceStore uploads, VendorFolders folders) : IEvidenceStore
{
    /// <inheritdoc/>
    public string Location => uploads.Location;

    /// <inheritdoc/>
    /// <exception cref="InputException">The vendor has a local folder, which is not written to.</exception>
    public Task<StoredEvidence> PutAsync(VendorId vendor, EvidencePath path, Stream body, CancellationToken cancellationToken = default) =>
        folders.PathOf(vendor) is { } folder
            ? throw new InputException($"`{vendor}` is audited in its folder `{Path.GetFullPath(folder)}`: put `{path}` there, or take the folder out of the setting `VendorFolders`")
            : uploads.PutAsync(vendor, path, body, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredEvidence>> ListAsync(VendorId vendor, CancellationToken cancellationToken = default) =>
        folders.PathOf(vendor) is { } folder ? VendorFolders.FilesAsync(folder, cancellationToken) : uploads.ListAsync(vendor, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>A file in a folder is held to its version by who reads it: the version is the digest of its bytes.</remarks>
    public Stream Open(VendorId vendor, EvidencePath path, string? etag = null) =>
        folders.PathOf(vendor) is { } folder ? VendorFolders.Open(folder, path) : uploads.Open(vendor, path, etag);
}
