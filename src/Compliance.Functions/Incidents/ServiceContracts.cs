using Compliance.Evidence;
using Compliance.Functions.Auditing;
using Compliance.Handling;
using Compliance.Storage;
using Compliance.Vendors;

namespace Compliance.Functions.Incidents;

/// <summary>Contracts as the service has them: a vendor's local folder, else its files in the evidence store; and the company's file.</summary>
public sealed class ServiceContracts(Store store, IEvidenceStore evidence, VendorFolders folders, CompanyFile company, CompanyPlaybooks playbooks) : IContracts
{
    /// <inheritdoc/>
    /// <remarks>The mode is the one that the vendor was put in here; one that only has a folder is as its vendor.yaml says.</remarks>
    public async Task<Contract> OfAsync(VendorId vendor, CancellationToken cancellationToken)
    {
        var folder = await FolderAsync(vendor, cancellationToken);
        var record = VendorReader.Read(folder);
        if (record.Vendor.Id != vendor) throw new InputException($"vendor.yaml: `id` is `{record.Vendor.Id}`, but these are the files of `{vendor}`: correct the id, or put them where they belong");
        var mode = (await store.Vendors.FindAsync(vendor, cancellationToken))?.Mode ?? record.Vendor.Mode;
        return new(record with { Vendor = record.Vendor with { Mode = mode } }, folder, company.Read()) { Playbooks = playbooks.Read() };
    }

    // A local folder is read where it lies: to list it as evidence would be to digest every log.
    private async Task<IVendorFolder> FolderAsync(VendorId vendor, CancellationToken cancellationToken)
    {
        if (folders.PathOf(vendor) is { } path) return new DiskFolder(path);
        var files = await evidence.ListAsync(vendor, cancellationToken);
        return new StoredFolder(evidence, vendor, [.. files.Where(file => !file.Path.StartsWith(AuditEvidence.Folder, StringComparison.Ordinal)).Select(file => file.Freeze())]);
    }
}
