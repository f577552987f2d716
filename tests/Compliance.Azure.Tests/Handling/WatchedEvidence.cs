using Compliance.Storage;
using Compliance.Vendors;

namespace Compliance.Azure.Tests.Handling;

/// <summary>An evidence store beside which something happens.</summary>
internal sealed class WatchedEvidence(IEvidenceStore inner) : IEvidenceStore
{
    /// <summary>Asked before a file is deleted; it may throw, or answer in place of the store.</summary>
    public Func<string, EvidenceDeletion?> Deleting { get; set; } = _ => null;

    /// <summary>Told that a file was deleted; it may throw.</summary>
    public Action<string> Deleted { get; set; } = _ => { };

    public Func<Task> Listed { get; set; } = () => Task.CompletedTask;

    public string Location => inner.Location;

    public Task<StoredEvidence> PutAsync(VendorId vendor, EvidencePath path, Stream body, CancellationToken cancellationToken = default) =>
        inner.PutAsync(vendor, path, body, cancellationToken);

    public Task<StoredEvidence?> AddAsync(VendorId vendor, EvidencePath path, Stream body, CancellationToken cancellationToken = default) =>
        inner.AddAsync(vendor, path, body, cancellationToken);

    public async Task<IReadOnlyList<StoredEvidence>> ListAsync(VendorId vendor, CancellationToken cancellationToken = default)
    {
        var listed = await inner.ListAsync(vendor, cancellationToken);
        await Listed();
        return listed;
    }

    public Stream Open(VendorId vendor, EvidencePath path, string? etag = null) => inner.Open(vendor, path, etag);

    public async Task<EvidenceDeletion> DeleteAsync(VendorId vendor, EvidencePath path, string etag, CancellationToken cancellationToken = default)
    {
        if (Deleting(path.Value) is { } instead) return instead;
        var deletion = await inner.DeleteAsync(vendor, path, etag, cancellationToken);
        Deleted(path.Value);
        return deletion;
    }
}
