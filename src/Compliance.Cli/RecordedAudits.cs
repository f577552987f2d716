using Compliance.Evidence;
using Compliance.Handling;
using Compliance.Storage;
using Compliance.Vendors;

namespace Compliance.Cli;

/// <summary>Finds an audit that is on record, with its evidence.</summary>
internal static class RecordedAudits
{
    /// <summary>Stands for the newest audit that succeeded.</summary>
    public const string Latest = "latest";

    private const int PageSize = 100;

    /// <param name="connection">The value of <c>--store</c>.</param>
    /// <param name="folder">The vendor's folder as it is now; its vendor.yaml says whose it is.</param>
    /// <param name="audit">Id of the audit, or <see cref="Latest"/>.</param>
    /// <exception cref="InputException">There is no such audit, or the list of its evidence was not recorded.</exception>
    public static async Task<RecordedEvidence> OpenAsync(Store store, string connection, string folder, string audit, CancellationToken cancellation)
    {
        var disk = new DiskFolder(folder);
        var contract = VendorReader.Read(disk).Vendor;
        var vendor = contract.Id;
        var run = (audit == Latest ? await NewestAsync(store, vendor, cancellation) : await store.Audits.FindAsync(vendor, audit, cancellation))
            ?? throw new InputException($"there is no {(audit == Latest ? "audit that succeeded" : $"audit `{audit}`")} of `{vendor}` in {store.Location}: run `compliance audit` first, or say with --store where it is");
        return await RecordedEvidence.OpenAsync(store.Audits, run, Stores.EvidenceBeside(connection), disk, contract.Retain, cancellation)
            ?? throw new InputException($"the audit `{run.Id}` was recorded without the list of its evidence: nothing says what it read");
    }

    /// <summary>A vendor's newest audit that succeeded; null: none has.</summary>
    public static async Task<AuditRun?> NewestAsync(Store store, VendorId vendor, CancellationToken cancellation)
    {
        string? continuation = null;
        do
        {
            var page = await store.Audits.ListAsync(vendor, PageSize, continuation, cancellation);
            if (page.Items.FirstOrDefault(run => run.State is RunState.Succeeded) is { } run) return run;
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return null;
    }
}
