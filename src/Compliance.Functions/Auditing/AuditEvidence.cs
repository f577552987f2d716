using Compliance.Collection;
using Compliance.Storage;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Functions.Auditing;

/// <summary>What an audit judges: the vendor's files as they are when it begins, and what it collected itself. Both are frozen
/// together, so an audit that is taken up again judges the same bytes and asks nobody twice.</summary>
public sealed class AuditEvidence(IEvidenceStore evidence, LiveEvidence live)
{
    /// <summary>Folder of what audits collected, each audit's apart: kept like every other evidence.</summary>
    public const string Folder = "collected/";

    /// <summary>Collects what vendor.yaml permits now, and lists all that the run is to judge.</summary>
    public async Task<IReadOnlyList<FrozenFile>> OfAsync(AuditRun run, CancellationToken cancellationToken)
    {
        var own = $"{Folder}{run.Id}/";
        var files = await FilesAsync(run.Vendor, own, cancellationToken);
        if (Contract(run.Vendor, files) is not { } vendor) return files;
        var kept = await live.CollectAsync(
            vendor, run.Started ?? Instant.MinValue, (path, body, ct) => evidence.PutAsync(run.Vendor, EvidencePath.Parse(own + path), body, ct), cancellationToken);
        // To list a local folder is to read all of it.
        return kept.Count == 0 ? files : await FilesAsync(run.Vendor, own, cancellationToken);
    }

    private async Task<IReadOnlyList<FrozenFile>> FilesAsync(VendorId vendor, string own, CancellationToken cancellationToken) =>
    [
        .. (await evidence.ListAsync(vendor, cancellationToken))
            .Where(file => !file.Path.StartsWith(Folder, StringComparison.Ordinal) || file.Path.StartsWith(own, StringComparison.Ordinal))
            .Select(file => file.Freeze()),
    ];

    // A contract that cannot be read permits nothing; the audit itself says what is wrong with it.
    private Vendor? Contract(VendorId vendor, IReadOnlyList<FrozenFile> files)
    {
        try
        {
            return VendorReader.Read(new StoredFolder(evidence, vendor, files)).Vendor;
        }
        catch (InputException)
        {
            return null;
        }
    }
}
