using Compliance.Storage;
using Compliance.Vendors;

namespace Compliance.Functions.Auditing;

/// <summary>Evidence wherever it lies: a vendor that has a local folder is read there, every other in the store of uploads. What audits
/// collected is in the store, whoever's it is: a local folder is never written to.</summary>
public sealed class VendorEvidence(IEvidenceStore uploads, VendorFolders folders) : IEvidenceStore
{
    /// <inheritdoc/>
    public string Location => uploads.Location;

    /// <inheritdoc/>
    /// <exception cref="InputException">The vendor has a local folder, which is not written to.</exception>
    public Task<StoredEvidence> PutAsync(VendorId vendor, EvidencePath path, Stream body, CancellationToken cancellationToken = default) =>
        UploadsOf(vendor, path).PutAsync(vendor, path, body, cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="InputException">The vendor has a local folder, which is not written to.</exception>
    public Task<StoredEvidence?> AddAsync(VendorId vendor, EvidencePath path, Stream body, CancellationToken cancellationToken = default) =>
        UploadsOf(vendor, path).AddAsync(vendor, path, body, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StoredEvidence>> ListAsync(VendorId vendor, CancellationToken cancellationToken = default)
    {
        var stored = await uploads.ListAsync(vendor, cancellationToken);
        if (folders.PathOf(vendor) is not { } folder) return stored;
        var local = (await VendorFolders.FilesAsync(folder, cancellationToken)).Where(file => !IsCollected(file.Path));
        return [.. local.Concat(stored.Where(file => IsCollected(file.Path))).OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    /// <remarks>A file in a folder is held to its version by who reads it: the version is the digest of its bytes.</remarks>
    public Stream Open(VendorId vendor, EvidencePath path, string? etag = null) =>
        LocalFolderOf(vendor, path) is { } folder ? VendorFolders.Open(folder, path) : uploads.Open(vendor, path, etag);

    /// <inheritdoc/>
    /// <remarks>Refused, whoever asks: whoever takes the service over must not be able to destroy evidence. People delete it, at a terminal.</remarks>
    public Task<EvidenceDeletion> DeleteAsync(VendorId vendor, EvidencePath path, string etag, CancellationToken cancellationToken = default) =>
        Task.FromResult(new EvidenceDeletion(DeletionOutcome.Refused));

    private IEvidenceStore UploadsOf(VendorId vendor, EvidencePath path) => LocalFolderOf(vendor, path) is not { } folder ? uploads
        : throw new InputException($"`{vendor}` is audited in its folder `{Path.GetFullPath(folder)}`: put `{path}` there, or take the folder out of the setting `VendorFolders`");

    private string? LocalFolderOf(VendorId vendor, EvidencePath path) => IsCollected(path.Value) ? null : folders.PathOf(vendor);

    private static bool IsCollected(string path) => path.StartsWith(AuditEvidence.Folder, StringComparison.Ordinal);
}
