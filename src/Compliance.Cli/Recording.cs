using Azure.Security.KeyVault.Secrets;
using Compliance.Collection;
using Compliance.Evidence;
using Compliance.Findings;
using Compliance.Handling;
using Compliance.Identity;
using Compliance.Incidents;
using Compliance.Playbooks;
using Compliance.Secrets;
using Compliance.Storage;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Cli;

/// <summary>Puts a finished audit on record: in the trail first, then among the findings.</summary>
/// <remarks>The run is placed only now, under the time at which it began. An audit that was broken off, or whose input was
/// refused, leaves nothing; one that began before another that is already on record is refused.</remarks>
internal sealed class Recording : IDisposable
{
    /// <summary>Far longer than recording takes; a process that dies holding it delays the next audit by no more.</summary>
    private static readonly Duration LeaseTime = Duration.FromMinutes(5);
    private static readonly TimeSpan LeasePause = TimeSpan.FromSeconds(1);
    private const int LeaseAttempts = 30;
    private const int MostNamed = 5;

    private readonly Store _store;
    private readonly VendorKeys _keys;
    private readonly TimeProvider _clock;
    private readonly string _connection;
    private RecalledUsage? _recalled;

    /// <param name="connection">The value of <c>--store</c>.</param>
    /// <exception cref="InputException">It is no store, or there is nowhere to keep the key of pseudonyms.</exception>
    public Recording(string connection, TimeProvider clock)
    {
        _connection = connection;
        _store = Stores.Open(connection);
        _keys = new VendorKeys(Secrets(connection), _store.Vendors);
        _clock = clock;
    }

    /// <summary>Throws what the store says when it cannot be used: known before the logs are read, not after.</summary>
    private Task CheckAsync(CancellationToken cancellation) => _store.PingAsync(cancellation);

    /// <summary>What the store knows of the vendor that is evidence for its audit: what reviews decided to take away.</summary>
    public async Task<IReadOnlyDictionary<string, ReadOnlyMemory<byte>>> CollectAsync(VendorId vendor, CancellationToken cancellation)
    {
        await CheckAsync(cancellation);
        var decided = await new DecidedRevocations(_store, _clock).OfAsync(vendor, cancellation);
        return decided is { } document ? new Dictionary<string, ReadOnlyMemory<byte>> { [DecidedRevocations.Document] = document } : new Dictionary<string, ReadOnlyMemory<byte>>();
    }

    /// <summary>What earlier audits of the vendor remember of use; null: nothing.</summary>
    public async Task<PriorUsage?> RecallAsync(VendorRecord record, CancellationToken cancellation) =>
        (_recalled = await new UsageRecall(_store, _keys).NowAsync(record, cancellation)).Prior;

    /// <param name="request">Of a <see cref="WitnessedFolder"/>, which says what was read.</param>
    /// <param name="started">When the audit began: the time of all its entries.</param>
    /// <returns>The result with states, accepted risks, and the verdicts that follow.</returns>
    public async Task<AuditResult> RecordAsync(AuditRequest request, AuditResult result, Instant started, CancellationToken cancellation)
    {
        var vendor = request.Record.Vendor.Id;
        var lease = await LeaseAsync(vendor, request.Id, cancellation);
        try
        {
            await _store.Audits.PlaceAsync(
                new AuditOrder { Vendor = vendor, Id = request.Id, StartedBy = request.StartedBy, Created = started, From = request.From, To = request.To }, cancellation);
            var run = await _store.Audits.ClaimAsync(vendor, request.Id, started, cancellation)
                ?? throw new InputException($"the audit `{request.Id}` has disappeared from {_store.Location} while it was recorded");
            (run, _) = await new UsageRecall(_store, _keys).FreezeAsync(run, request.Record, _recalled, cancellation);
            run = await FreezeEvidenceAsync(run, (WitnessedFolder)request.Folder, request.Record.Vendor.Retain, result, cancellation);
            await Stores.RememberAsync(_store, vendor, request.Folder.Location, cancellation);
            return (await new AuditJournal(_store, _keys, _clock).RecordAsync(run, result, SuspectAsync, cancellation)).Result;

            async Task SuspectAsync(AuditResult settled, IReadOnlyCollection<Finding> before, CancellationToken ct)
            {
                var suspicions = new SuspicionOpening(new IncidentJournal(_store, _keys, _clock), _clock);
                foreach (var opened in await suspicions.OpenAsync(vendor, Suspicions.Of(settled, before, started), PlaybookLibrary.Shipped, ct))
                    Terminal.Complain($"{(opened.Stage is Stage.Draft ? "a draft was opened, as all of it is more than 30 days old" : "a suspicion was opened")}: `compliance incident show --vendor {vendor} --incident {opened.Id}`");
            }
        }
        finally
        {
            await lease.ReleaseAsync(CancellationToken.None);
        }
    }

    public void Dispose() => _store.Dispose();

    /// <summary>Writes down what was read, and beside an embedded store keeps it: so that the audit can be performed again.</summary>
    private async Task<AuditRun> FreezeEvidenceAsync(AuditRun run, WitnessedFolder folder, Retention retain, AuditResult result, CancellationToken cancellation)
    {
        (run, var files) = await _store.Audits.FreezeEvidenceAsync(run, _ => Task.FromResult<IReadOnlyList<FrozenFile>>(
            [.. folder.Files(result.Evidence).Select(file => new FrozenFile(file.File.Path, "", file.Length, file.Sha256 ?? "", file.File.CollectedAt))]), cancellation);
        if (retain.IsNone || Stores.EvidenceBeside(_connection) is not { } beside) return run;
        var left = await new KeptEvidence(beside).KeepAsync(run.Vendor, files, file => folder.OpenAgain(file.Path, file.Length), cancellation);
        if (left.Count > 0)
            Terminal.Complain($"no copy was kept of {string.Join(", ", left.Take(MostNamed))}{(left.Count > MostNamed ? $" and {left.Count - MostNamed} more" : "")}: to repeat this audit, leave the files as they are");
        return run;
    }

    private async Task<VendorLease> LeaseAsync(VendorId vendor, string owner, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < LeaseAttempts; attempt++)
        {
            if (attempt > 0) await Task.Delay(LeasePause, _clock, cancellation);
            var now = Instant.FromDateTimeOffset(_clock.GetUtcNow());
            if (await _store.Audits.LeaseAsync(vendor, owner, now, LeaseTime, cancellation) is { } lease) return lease;
        }
        throw new InputException($"another audit of `{vendor}` is under way in {_store.Location}: nothing was recorded; try again when it has ended");
    }

    /// <summary>Beside an embedded store a file; for a remote one the vault that the service uses, or the same names would
    /// have two pseudonyms.</summary>
    internal static SecretClient Secrets(string connection)
    {
        if (Stores.EmbeddedPath(connection) is { } path)
            return new LocalSecretClient(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, "secrets.json"));
        var vault = Environment.GetEnvironmentVariable("KeyVaultUri");
        if (!Uri.TryCreate(vault, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps)
            throw new InputException("a remote store needs the key vault of the service: set KeyVaultUri to its address, such as https://<name>.vault.azure.net, or use --no-store");
        return new SecretClient(address, ServiceCredential.Shared);
    }
}
