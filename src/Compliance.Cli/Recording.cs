using Azure.Core;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using Compliance.Findings;
using Compliance.Handling;
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

    private readonly Store _store;
    private readonly VendorKeys _keys;
    private readonly TimeProvider _clock;

    /// <param name="connection">The value of <c>--store</c>.</param>
    /// <exception cref="InputException">It is no store, or there is nowhere to keep the key of pseudonyms.</exception>
    public Recording(string connection, TimeProvider clock)
    {
        _store = Stores.Open(connection);
        _keys = new VendorKeys(Secrets(connection), _store.Vendors);
        _clock = clock;
    }

    /// <summary>Throws what the store says when it cannot be used: known before the logs are read, not after.</summary>
    public Task CheckAsync(CancellationToken cancellation) => _store.PingAsync(cancellation);

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
            await Stores.RememberAsync(_store, vendor, request.Folder.Location, cancellation);
            return (await new AuditJournal(_store, _keys, _clock).RecordAsync(run, result, SuspectAsync, cancellation)).Result;

            async Task SuspectAsync(AuditResult settled, IReadOnlyCollection<Finding> before, CancellationToken ct)
            {
                var suspicions = new SuspicionOpening(new IncidentJournal(_store, _keys, _clock), _clock);
                foreach (var id in await suspicions.OpenAsync(vendor, Suspicions.Of(settled, before, started), PlaybookLibrary.Shipped, ct))
                    Terminal.Complain($"a suspicion was opened: `compliance incident show --vendor {vendor} --incident {id}`");
            }
        }
        finally
        {
            await lease.ReleaseAsync(CancellationToken.None);
        }
    }

    public void Dispose() => _store.Dispose();

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
        TokenCredential credential = new DefaultAzureCredential();
        return new SecretClient(address, credential);
    }
}
