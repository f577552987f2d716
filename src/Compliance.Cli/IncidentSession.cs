using System.Security.Cryptography;
using System.Text;
using Compliance.Companies;
using Compliance.Evidence;
using Compliance.Handling;
using Compliance.Incidents;
using Compliance.Playbooks;
using Compliance.Secrets;
using Compliance.Storage;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Cli;

/// <summary>Incidents in a store, as a person at a terminal works on them. Nothing is sent from here: what is queued the service sends.</summary>
internal sealed class IncidentSession : IContracts, IDisposable
{
    private readonly string? _folder;
    private readonly string? _company;
    private readonly TimeProvider _clock = TimeProvider.System;

    /// <param name="folder">The vendor's folder; null: where a command last used it.</param>
    /// <param name="company">Path of company.yaml; null: beside the vendor's folder, if it is there.</param>
    /// <param name="playbooks">Those that come with the program, and the company's own.</param>
    public IncidentSession(Store store, string connection, string? folder, string? company, PlaybookLibrary playbooks)
    {
        (Store, _folder, _company, Playbooks) = (store, folder, company, playbooks);
        Began = Now;
        Keys = new VendorKeys(Recording.Secrets(connection), store.Vendors);
        Journal = new IncidentJournal(store, Keys, _clock);
        Evidence = Stores.EmbeddedPath(connection) is { } path
            ? new DirectoryEvidenceStore(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, "evidence")) : null;
    }

    public Store Store { get; }

    public IncidentJournal Journal { get; }

    public VendorKeys Keys { get; }

    public PlaybookLibrary Playbooks { get; }

    /// <summary>Beside an embedded store; null: automatic work is the service's.</summary>
    public IEvidenceStore? Evidence { get; }

    /// <summary>When the command began.</summary>
    public Instant Began { get; }

    public Instant Now => Instant.FromDateTimeOffset(_clock.GetUtcNow());

    /// <inheritdoc/>
    public async Task<Contract> OfAsync(VendorId vendor, CancellationToken cancellationToken)
    {
        var path = _folder ?? await Store.Vendors.FolderAsync(vendor, cancellationToken)
            ?? throw new InputException($"the folder of `{vendor}` is not known here: give it with --folder");
        var folder = new DiskFolder(path);
        var record = VendorReader.Read(folder);
        if (record.Vendor.Id != vendor) throw new InputException($"{path}: `id` of vendor.yaml is `{record.Vendor.Id}`, not `{vendor}`: give the folder of that vendor");
        return new(record, folder, ReadCompany(path)) { Playbooks = Playbooks };
    }

    /// <summary>An incident as it stands now.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public async Task<StoredIncident> FindAsync(VendorId vendor, string incident, CancellationToken cancellation) =>
        await Journal.FindAsync(vendor, incident, cancellation) ?? throw Unknown(vendor, incident);

    /// <summary>An incident in the light of its contract, or why that cannot be read.</summary>
    public async Task<(IncidentCase? Case, string? Problem)> CaseAsync(StoredIncident stored, CancellationToken cancellation)
    {
        try
        {
            return (IncidentCase.Of(stored.Incident, await OfAsync(stored.Head.Vendor, cancellation), Now), null);
        }
        catch (InputException unreadable)
        {
            return (null, unreadable.Message);
        }
    }

    /// <summary>Records an act, and what follows from it at once. The same words again by the same person are the same act.</summary>
    public async Task<StoredIncident> ActAsync(
        VendorId vendor, string incident, string by, string act, Func<Incident, Instant, IReadOnlyList<IncidentRecord>> decide, CancellationToken cancellation)
    {
        var result = await Journal.AppendAsync(vendor, incident, KeyOf($"{incident}/{act}", by), now => decide(now, Now), cancellationToken: cancellation) ?? throw Unknown(vendor, incident);
        return await AdvanceAsync(result.Stored, cancellation);
    }

    /// <summary>Records what playbook and clocks ask for now; where the contract is not at hand, that is the service's.</summary>
    public async Task<StoredIncident> AdvanceAsync(StoredIncident stored, CancellationToken cancellation)
    {
        if ((await CaseAsync(stored, cancellation)).Case is not { } at) return stored;
        var (vendor, incident) = (stored.Head.Vendor, stored.Head.Id);
        var work = Evidence is null ? null : new IncidentWork(Journal, Evidence, new NoticeTexts(Evidence), _clock);
        await new IncidentAdvance(Journal, work, null, _clock).RunAsync(at.Contract, incident, cancellation);
        return await FindAsync(vendor, incident, cancellation);
    }

    public static IdempotencyKey KeyOf(string act, string by)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(act)));
        return new($"same:{digest}", by, digest);
    }

    public void Dispose() => Store.Dispose();

    private Company? ReadCompany(string folder)
    {
        var path = _company ?? Path.Combine(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))) ?? ".", "company.yaml");
        if (_company is null && !File.Exists(path)) return null;
        using var yaml = File.OpenRead(path);
        return CompanyReader.Read(yaml, Path.GetFileName(path));
    }

    private static InputException Unknown(VendorId vendor, string incident) =>
        new($"the vendor `{vendor}` has no incident `{incident}`: `compliance incident register --vendor {vendor}` lists them");
}
