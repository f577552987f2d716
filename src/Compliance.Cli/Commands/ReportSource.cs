using Compliance.Evidence;
using Compliance.Findings;
using Compliance.Handling;
using Compliance.Reports;
using Compliance.Secrets;
using Compliance.Storage;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Cli.Commands;

/// <summary>The audit that a report is of, with what is at hand of its evidence.</summary>
internal sealed class ReportSource : IDisposable
{
    private readonly Store? _store;
    private readonly AuditReporting? _reporting;
    private readonly IVendorFolder? _evidence;

    private ReportSource(ReportedAudit reported, VendorRecord? record, IVendorFolder? evidence, Store? store = null, AuditReporting? reporting = null)
    {
        (_evidence, _store, _reporting) = (evidence, store, reporting);
        (Reported, Record) = (record is null ? reported : reported with { People = AuditedPeople.Of(record) }, record);
    }

    public ReportedAudit Reported { get; }

    /// <summary>The vendor's files as the audit read them, else as they are now; null: not at hand.</summary>
    public VendorRecord? Record { get; }

    /// <summary>Whether a text can name an audit on record.</summary>
    public static bool MayBeAudit(string subject) => AuditRun.IsId(subject);

    /// <summary>An audit performed now, which is not recorded.</summary>
    public static ReportSource OfFolder(AuditRequest request, Instant now, Terminal terminal, CancellationToken cancellation)
    {
        var result = AuditCommand.Perform(request, terminal, cancellation);
        return new(new ReportedAudit { Result = result, Now = now, Started = now }, request.Record, request.Folder);
    }

    /// <summary>An audit on record.</summary>
    /// <param name="vendor">Null: the only one, or the one that has the audit.</param>
    /// <param name="subject">Its id, or <c>latest</c>.</param>
    /// <exception cref="InputException">There is no such audit, or it cannot be reported.</exception>
    /// <exception cref="UsageException">The store has several vendors, and which is meant was not said.</exception>
    public static ReportSource OfRecord(string connection, VendorId? vendor, string subject, Instant now, CancellationToken cancellation)
    {
        if (Stores.EmbeddedPath(connection) is { } path && !File.Exists(path))
            throw new InputException($"there is neither a folder `{subject}` nor a store at `{path}` that could have such an audit: run `compliance audit` first, or say with --store where it is");
        var store = Stores.OpenExisting(connection);
        try
        {
            return OfRecordAsync(store, connection, vendor, subject, now, cancellation).GetAwaiter().GetResult();
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>The audit with its place in the trail, where it is on record.</summary>
    public ReportedAudit WithTrail(CancellationToken cancellation) =>
        _reporting is null ? Reported : _reporting.WithTrailAsync(Reported, cancellation).GetAwaiter().GetResult();

    /// <summary>Records of the audit's logs to look at.</summary>
    /// <exception cref="InputException">Its evidence is not at hand.</exception>
    public RecordSample SampleOf(long seed, int size, CancellationToken cancellation)
    {
        if (_evidence is null || Record is null) throw new InputException("the evidence of the audit is not at hand: put the vendor's folder back where it was audited, or leave --sample out");
        return RecordSample.Of(Reported.Result, seed, size, _evidence, Record.Vendor.Logs, cancellation);
    }

    /// <summary>How the report says persons.</summary>
    public ShownNames NamesFor(ReportAudience audience, bool byName, CancellationToken cancellation) => audience switch
    {
        ReportAudience.Vendor => ShownNames.AsTheyAre,
        ReportAudience.Auditor when byName => ShownNames.AsTheyAre,
        ReportAudience.Auditor when _reporting is not null => _reporting.NamesAsync(Reported, Record, byName, cancellation).GetAwaiter().GetResult(),
        _ => ShownNames.Numbered(ReportedNames.Of(Reported, Record)),
    };

    public void Dispose() => _store?.Dispose();

    private static async Task<ReportSource> OfRecordAsync(Store store, string connection, VendorId? vendor, string subject, Instant now, CancellationToken cancellation)
    {
        var run = await FindAsync(store, vendor, subject, cancellation);
        if (run.State is not RunState.Succeeded) throw new InputException($"the audit `{run.Id}` is {run.State}: only one that succeeded can be reported");
        var reporting = new AuditReporting(store, new VendorKeys(Recording.Secrets(connection), store.Vendors));
        var reported = await reporting.OfAsync(run, now, cancellation)
            ?? throw new InputException($"the audit `{run.Id}` was recorded when its findings were not yet kept with it: make another and report that");
        var folder = await store.Vendors.FolderAsync(run.Vendor, cancellation) is { } path && Directory.Exists(path) ? new DiskFolder(path) : null;
        IVendorFolder? evidence = await RecordedEvidence.OpenAsync(store.Audits, run, Stores.EvidenceBeside(connection), folder, cancellationToken: cancellation) ?? (IVendorFolder?)folder;
        return new(reported, ReadContract(evidence) ?? ReadContract(folder), evidence, store, reporting);
    }

    private static async Task<AuditRun> FindAsync(Store store, VendorId? vendor, string subject, CancellationToken cancellation)
    {
        List<VendorId> vendors = vendor is { } said ? [said] : await VendorsAsync(store, cancellation);
        if (subject == RecordedAudits.Latest && vendors.Count > 1)
            throw new UsageException($"the store has several vendors: say with --vendor whose audit is meant, one of {string.Join(", ", vendors)}");
        foreach (var one in vendors)
            if (await (subject == RecordedAudits.Latest ? RecordedAudits.NewestAsync(store, one, cancellation) : store.Audits.FindAsync(one, subject, cancellation)) is { } run) return run;
        throw new InputException($"there is neither a folder `{subject}` nor such an audit in {store.Location}: run `compliance audit` first, or say with --store where it is on record");
    }

    private static async Task<List<VendorId>> VendorsAsync(Store store, CancellationToken cancellation)
    {
        var vendors = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var vendor in store.Vendors.AllAsync(cancellation)) vendors.Add(vendor.Id.Value);
        await foreach (var vendor in store.Vendors.WithFolderAsync(cancellation)) vendors.Add(vendor.Value);
        return [.. vendors.Select(VendorId.Parse)];
    }

    // The files of an old audit may be gone or changed; the report then does without, or with those of today.
    private static VendorRecord? ReadContract(IVendorFolder? folder)
    {
        try
        {
            return folder is null ? null : VendorReader.Read(folder);
        }
        catch (Exception unread) when (unread is InputException or EvidenceDiffersException or EvidenceChangedException)
        {
            return null;
        }
    }
}
