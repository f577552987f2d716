using Compliance.Collection;
using Compliance.Evidence;
using Compliance.Functions.Telemetry;
using Compliance.Incidents;
using Compliance.Storage;
using Compliance.Vendors;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Functions.Auditing;

/// <summary>What an audit judges: the vendor's files as they are when it begins, and what it collected itself, which clocks of
/// its incidents ran out and what reviews decided to take away included. All is frozen together, so an audit that is taken up again judges the same bytes and asks nobody twice.</summary>
public sealed class AuditEvidence(IEvidenceStore evidence, LiveEvidence live, OverdueClocks overdue, DecidedRevocations revocations, ILogger<AuditEvidence> logger)
{
    /// <summary>Folder of what audits collected, each audit's apart: kept like every other evidence.</summary>
    public const string Folder = "collected/";

    private const string Overdue = "incidents/overdue.json";

    /// <summary>Collects what vendor.yaml permits now, and lists all that the run is to judge.</summary>
    public async Task<IReadOnlyList<FrozenFile>> OfAsync(AuditRun run, CancellationToken cancellationToken)
    {
        var files = await GatherAsync(run, cancellationToken);
        Measures.EvidenceGathered(run.Vendor, files.Sum(file => file.Length));
        return files;
    }

    private async Task<IReadOnlyList<FrozenFile>> GatherAsync(AuditRun run, CancellationToken cancellationToken)
    {
        var own = $"{Folder}{run.Id}/";
        var files = await FilesAsync(run.Vendor, own, cancellationToken);
        if (Contract(run.Vendor, files) is not { } contract) return files;
        var kept = await live.CollectAsync(contract.Vendor, run.Started ?? Instant.MinValue, KeepAsync, cancellationToken);
        var incidents = await KeepOverdueAsync(run.Vendor, KeepAsync, cancellationToken);
        var reviews = await revocations.OfAsync(run.Vendor, cancellationToken);
        if (reviews is { } decided) await KeepAsync(DecidedRevocations.Document, new MemoryStream(decided.ToArray(), writable: false), cancellationToken);
        // To list a local folder is to read all of it.
        return Reached(run, contract, kept.Count == 0 && !incidents && reviews is null ? files : await FilesAsync(run.Vendor, own, cancellationToken));

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

    /// <summary>Without the logs that came before what the contract has an audit look back to.</summary>
    private IReadOnlyList<FrozenFile> Reached(AuditRun run, VendorRecord contract, IReadOnlyList<FrozenFile> files)
    {
        if (contract.Vendor.Lookback is not { } lookback || run.Started is not { } started) return files;
        var begin = lookback.Begin(contract.Access, run.From, started);
        var reached = files.Where(file => !LogReader.IsAmongLogs(file.Path) || file.CollectedAt >= begin).ToList();
        if (reached.Count < files.Count) ServiceLog.Older(logger, run.Vendor.Value, run.Id, files.Count - reached.Count, InstantPattern.General.Format(begin));
        return reached;
    }

    // A contract that cannot be read permits nothing; the audit itself says what is wrong with it.
    private VendorRecord? Contract(VendorId vendor, IReadOnlyList<FrozenFile> files)
    {
        try
        {
            return VendorReader.Read(new StoredFolder(evidence, vendor, files));
        }
        catch (InputException)
        {
            return null;
        }
    }
}
