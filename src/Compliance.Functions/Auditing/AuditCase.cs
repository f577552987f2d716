using Compliance.Storage;
using Compliance.Vendors;

namespace Compliance.Functions.Auditing;

/// <summary>What an audit is to judge, of a run and the evidence that was frozen for it.</summary>
public static class AuditCase
{
    /// <exception cref="InputException">The contract cannot be read, or is another vendor's.</exception>
    public static AuditRequest Of(AuditRun run, IEvidenceStore evidence, IReadOnlyList<FrozenFile> files)
    {
        var folder = new StoredFolder(evidence, run.Vendor, files);
        return new AuditRequest
        {
            Id = run.Id,
            Record = Record(run, folder),
            Folder = folder,
            From = run.From,
            To = run.To,
            Started = run.Started,
            StartedBy = run.StartedBy,
        };
    }

    private static VendorRecord Record(AuditRun run, StoredFolder folder)
    {
        var record = VendorReader.Read(folder);
        if (record.Vendor.Id != run.Vendor)
            throw new InputException($"vendor.yaml: `id` is `{record.Vendor.Id}`, but these are the files of `{run.Vendor}`: correct the id, or put them where they belong");
        return record;
    }
}
