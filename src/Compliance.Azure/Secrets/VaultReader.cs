using System.Collections.Concurrent;
using Azure.Core;
using Azure.Security.KeyVault.Secrets;
using Compliance.Vaults;
using NodaTime;

namespace Compliance.Secrets;

/// <summary>Reads what a key vault says about its secrets: properties only. INVARIANT: no request asks for the value of a secret.</summary>
public sealed class VaultReader
{
    private readonly Func<Uri, SecretClient> _open;
    private readonly VaultReadLimits _limits;
    private readonly TimeProvider _clock;

    /// <summary>Signed in by identity, which needs Key Vault Reader on the vault, or List on secrets.</summary>
    /// <exception cref="InputException">Limits out of range.</exception>
    public VaultReader(TokenCredential credential, VaultReadLimits? limits = null, TimeProvider? clock = null)
        : this(vault => new SecretClient(vault, credential, Options()), limits, clock)
    {
    }

    /// <param name="open">The client for a vault.</param>
    /// <exception cref="InputException">Limits out of range.</exception>
    public VaultReader(Func<Uri, SecretClient> open, VaultReadLimits? limits = null, TimeProvider? clock = null) =>
        (_open, _limits, _clock) = (open, (limits ?? new()).Checked(), clock ?? TimeProvider.System);

    /// <summary>What could be read within the limits. A vault that refuses, fails or answers nonsense is a fact of the inventory, not an error.</summary>
    /// <exception cref="InputException">Not the address of a vault.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<VaultInventory> ReadAsync(Uri vault, CancellationToken cancellationToken = default)
    {
        if (!VaultAddress.IsOne(vault)) throw new InputException("expected the address of a vault, such as `https://acme.vault.azure.net`, without path or user");
        var at = Instant.FromDateTimeOffset(_clock.GetUtcNow());
        using var time = new CancellationTokenSource(_limits.Time, _clock);
        using var within = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        var listing = new VaultListing(_open(vault), _limits, within.Token, cancellationToken);
        var (current, unread) = await listing.SecretsAsync();
        var secrets = new ConcurrentBag<VaultSecret>();
        await Parallel.ForEachAsync(
            current, new ParallelOptions { MaxDegreeOfParallelism = _limits.Parallel, CancellationToken = cancellationToken },
            async (secret, _) => secrets.Add(await listing.SecretAsync(secret.Key, secret.Value)));
        return new() { Vault = vault, At = at, Unread = unread, Secrets = [.. secrets.OrderBy(secret => secret.Name, StringComparer.Ordinal)] };
    }

    // An API version that every cloud has; newer ones show nothing more of what is read here.
    private static SecretClientOptions Options() => new(SecretClientOptions.ServiceVersion.V7_4)
    {
        Retry = { Mode = RetryMode.Exponential, MaxRetries = 5, Delay = TimeSpan.FromSeconds(1), MaxDelay = TimeSpan.FromSeconds(30), NetworkTimeout = TimeSpan.FromSeconds(30) },
    };
}
