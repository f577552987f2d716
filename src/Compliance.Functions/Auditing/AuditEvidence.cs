using Compliance.Collection;
using Compliance.Incidents;
using Compliance.Storage;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Functions.Auditing;

/// <summary>What an audit judges: the vendor's files as they are when it begins, and what it collected itself, which clocks of
/// its incidents ran out included. All is frozen together, so an audit that is taken up again judges the same bytes and asks nobody twice.</summary>
public sealed class AuditEvidence(IEvidenceStore evidence, LiveEvidence live, OverdueClocks overdue)
{
    /// <summary>Folder of what audits collected, each audit's apart: kept like every other evidence.</summary>
    public const string Folder = "collected/";

    private const string Overdue = "incidents/overdue.json";

    /// <summary>Collects what vendor.yaml permits now, and lists all that the run is to judge.</summary>
    public async Task<IReadOnlyList<FrozenFile>> OfAsync(AuditRun run, CancellationToken cancellationToken)
    {
        var own = $"{Folder}{run.Id}/";
        var files = await FilesAsync(run.Vendor, own, cancellationToken);
        if (Contract(run.Vendor, files) is not { } vendor) return files;
        var kept = await live.CollectAsync(vendor, run.Started ?? Instant.MinValue, KeepAsync, cancellationToken);
        var incidents = await KeepOverdueAsync(run.Vendor, KeepAsync, cancellationToken);
        // To list a local folder is to read all of it.
        return kept.Count == 0 && !incidents ? files : await FilesAsync(run.Vendor, own, cancellationToken);

        Task KeepAsync(string path, Stream body, CancellationToken ct) => evidence.PutAsync(run.Vendor, EvidencePath.Parse(own + path), body, ct);
    }

    /// <returns>Whether there was anything to keep: a vendor without an incident has no such evidence, and its audit does not ask for it.</returns>
    private async Task<bool> KeepOverdueAsync(VendorId vendor, Func<string, Stream, CancellationToken, Task> keep, CancellationToken cancellationToken)
    {
        if (await overdue.OfAsync(vendor, cancellationToken) is not { } register) return false;
        using var document = new MemoryStream();
        OverdueRegisterJson.Write(document, register);
        document.Position = 0;
        await keep(Overdue, document, cancellationToken);
        return true;
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
