using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using Compliance.Storage;

namespace Compliance.Secrets;

/// <summary>The key that links to further pages are sealed with: secret <c>continuation-key</c>, base64 of 32 bytes, made when first needed.</summary>
/// <remarks>As with <see cref="VendorKeys"/>, which version is in use is decided by a row that only the first can insert, so that all instances have the
/// same one. Nothing is lost with this key but pages that somebody is in the middle of: one that is gone is replaced. One that is known is used on while the vault
/// cannot be asked.</remarks>
/// <param name="kept">Told why the key that is known could not be asked for again; at most once a minute.</param>
public sealed class ContinuationKey(SecretClient secrets, Store store, TimeProvider clock, Action<Exception>? kept = null)
{
    /// <summary>Bytes of a key.</summary>
    public const int Size = 32;

    private const string Name = "continuation-key";

    // No vendor's id, and nobody's row: it lies beside theirs, in a partition of the service itself.
    private const string Partition = "~service";

    // Another instance may have replaced it.
    private static readonly TimeSpan LookAgain = TimeSpan.FromHours(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private const int MaxRaces = 5;

    private readonly StoreTable _table = store.Table("vendors");
    private volatile Known? _known;

    /// <summary>The key in use. Throws what the vault or the store says when it cannot be had and never could.</summary>
    public async Task<byte[]> GetAsync(CancellationToken cancellationToken = default)
    {
        var known = _known;
        if (known is not null && clock.GetUtcNow() < known.Until) return known.Key;
        try
        {
            var key = await AskAsync(cancellationToken);
            _known = new(key, clock.GetUtcNow() + LookAgain);
            return key;
        }
        catch (Exception trouble) when (known is not null && !cancellationToken.IsCancellationRequested && IsTrouble(trouble))
        {
            _known = known with { Until = clock.GetUtcNow() + Pause };
            kept?.Invoke(trouble);
            return known.Key;
        }
    }

    private static bool IsTrouble(Exception failure) =>
        failure is RequestFailedException or AuthenticationFailedException or AggregateException or InputException or IOException or OperationCanceledException;

    private async Task<byte[]> AskAsync(CancellationToken cancellationToken)
    {
        for (var race = 1; ; race++)
        {
            if (await TryGetAsync(cancellationToken) is { } key) return key;
            if (race == MaxRaces) throw new RequestFailedException(503, $"the secret `{Name}` is being replaced by others all the time");
        }
    }

    /// <returns>Null: another was decided on, or is to be.</returns>
    private async Task<byte[]?> TryGetAsync(CancellationToken cancellationToken)
    {
        var row = await _table.FindAsync(Partition, Name, cancellationToken);
        if (row is null)
        {
            await _table.AddAsync(Decision(await CreateAsync(cancellationToken)), cancellationToken);
            return null;
        }
        if (await ReadAsync(row.GetString("Value")!, cancellationToken) is { } key) return key;
        await _table.ReplaceAsync(Decision(await CreateAsync(cancellationToken)), row.ETag, cancellationToken);
        return null;
    }

    private static TableEntity Decision(string version) => new(Partition, Name) { ["Value"] = version };

    private async Task<string> CreateAsync(CancellationToken cancellationToken)
    {
        var secret = new KeyVaultSecret(Name, Convert.ToBase64String(RandomNumberGenerator.GetBytes(Size)));
        secret.Properties.ContentType = "application/octet-stream; encoding=base64";
        try
        {
            return (await secrets.SetSecretAsync(secret, cancellationToken)).Value.Properties.Version;
        }
        // A name whose secret was deleted is kept for it, as long as the vault keeps what is deleted.
        catch (RequestFailedException refused) when (refused.Status is 409 or 403)
        {
            throw Refused(refused, "made");
        }
    }

    private static RequestFailedException Refused(RequestFailedException refused, string what) => new(
        refused.Status, $"the secret `{Name}` cannot be {what} ({refused.ErrorCode}): if it was deleted, recover it (az keyvault secret recover) or purge it; if it is disabled, enable it; else give this program the right to read and set secrets",
        refused.ErrorCode, refused);

    /// <returns>Null: the version is gone, or is no key.</returns>
    private async Task<byte[]?> ReadAsync(string version, CancellationToken cancellationToken)
    {
        try
        {
            var secret = await secrets.GetSecretAsync(Name, version, cancellationToken);
            var key = new byte[Size];
            return Convert.TryFromBase64String(secret.Value.Value, key, out var length) && length == Size ? key : null;
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            return null;
        }
        catch (RequestFailedException refused) when (refused.Status == 403)
        {
            throw Refused(refused, "read");
        }
    }

    private sealed record Known(byte[] Key, DateTimeOffset Until);
}
