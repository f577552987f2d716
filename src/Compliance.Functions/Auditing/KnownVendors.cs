using System.Runtime.CompilerServices;
using Compliance.Storage;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Functions.Auditing;

/// <summary>The vendors that the service audits: those added to it, and those that have a local folder.</summary>
public sealed class KnownVendors(Store store, VendorFolders folders)
{
    /// <summary>A vendor by what stands in a route.</summary>
    /// <returns>Null when it is no id, or that of no vendor. One that only has a folder is in pilot and has no version.</returns>
    public async Task<VendorState?> FindAsync(string text, CancellationToken cancellationToken)
    {
        if (!VendorId.TryParse(text, out var id)) return null;
        return await store.Vendors.FindAsync(id, cancellationToken)
            ?? (folders.PathOf(id) is null ? null : new VendorState(id, id.Value, VendorMode.Pilot, Instant.MinValue));
    }

    /// <summary>Every vendor once.</summary>
    public async IAsyncEnumerable<VendorId> AllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var here = folders.List();
        foreach (var vendor in here) yield return vendor;
        await foreach (var vendor in store.Vendors.AllAsync(cancellationToken))
            if (!here.Contains(vendor.Id)) yield return vendor.Id;
    }
}
