using System.Security.Cryptography;
using Compliance.Storage;
using Compliance.Vendors;

namespace Compliance.Functions.Auditing;

/// <summary>The files that say what a vendor's people may do. They lie beside its evidence, and each change is an entry in the trail.</summary>
public sealed class ContractFiles(IEvidenceStore store, VendorJournal journal)
{
    public const int MaxBytes = 4 << 20;

    public static readonly IReadOnlyList<string> Names = ["vendor.yaml", "access.yaml", "people.csv", "accounts.csv", "schedule.csv", "changes.csv", "attestations.yaml"];

    public async Task<StoredEvidence> PutAsync(VendorId vendor, string actor, string file, byte[] content, CancellationToken cancellationToken)
    {
        var before = (await store.ListAsync(vendor, cancellationToken)).FirstOrDefault(stored => stored.Path == file);
        await journal.FileChangedAsync(vendor, actor, file, Convert.ToHexStringLower(SHA256.HashData(content)), before, cancellationToken);
        using var body = new MemoryStream(content, writable: false);
        return await store.PutAsync(vendor, EvidencePath.Parse(file), body, cancellationToken);
    }
}
