using Compliance.Trail;
using Compliance.Trail.Checkpoints;
using Compliance.Vendors;

namespace Compliance.Publishing;

/// <summary>Where signed checkpoints go to stay: outside of the tables that they vouch for, and out of reach of whoever may
/// write those.</summary>
/// <remarks>INVARIANT: files are only ever added. Nothing here replaces or deletes one; that nobody else can is what the
/// place must see to: a container with a locked immutability policy. A directory has no such thing, and proves less.</remarks>
public interface ICheckpointArchive
{
    /// <summary>Where this is, for messages; without a key.</summary>
    string Location { get; }

    /// <summary>Adds <c>&lt;vendor&gt;/&lt;size, 19 digits&gt;.&lt;name&gt;</c>.</summary>
    /// <param name="name">One of <see cref="ArchiveName"/>.</param>
    /// <returns>False: it was there, with the same bytes.</returns>
    /// <exception cref="TrailInconsistentException">It was there with other bytes, which stay.</exception>
    Task<bool> PutAsync(VendorId vendor, long size, string name, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default);

    /// <summary>The checkpoint of the largest size; null: there is none. Its signature is for the caller to check.</summary>
    /// <exception cref="TrailInconsistentException">It cannot be read, or states another size than its name.</exception>
    Task<SignedCheckpoint?> NewestAsync(VendorId vendor, CancellationToken cancellationToken = default);
}
