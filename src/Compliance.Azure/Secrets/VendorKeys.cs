using System.Collections.Concurrent;
using System.Security.Cryptography;
using Azure;
using Azure.Security.KeyVault.Secrets;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Vendors;

namespace Compliance.Secrets;

/// <summary>The key under which a vendor's names become pseudonyms: secret <c>pseudonyms-&lt;vendor&gt;</c>, base64 of 32 bytes, made when
/// first needed.</summary>
/// <remarks>A key vault keeps every value that is set as a version and gives the latest; two processes that both find no key would set
/// two, and use the wrong one in turn. So the version in use is decided once, by a row that only the first can insert; every process
/// asks for that version and no other. A key that was decided and is gone is never replaced: the pseudonyms in the trail would
/// silently stop meaning the same people.</remarks>
public sealed class VendorKeys
{
    private const string Setting = "pseudonym-key";
    internal const string DestroyedSetting = "pseudonym-key-destroyed";

    /// <summary>A person of whom no pseudonym can be made any more.</summary>
    public const string Unnamed = "system:unnamed";

    private readonly ConcurrentDictionary<VendorId, Pseudonyms> _known = new();
    private readonly SecretClient _secrets;
    private readonly VendorsTable _vendors;

    public VendorKeys(SecretClient secrets, VendorsTable vendors) => (_secrets, _vendors) = (secrets, vendors);

    /// <summary>The vendor's pseudonyms.</summary>
    /// <exception cref="InputException">The key in use was destroyed by decision.</exception>
    /// <exception cref="KeyUnavailableException">It was deleted or disabled, its value is no key, or the file of secrets cannot be used.</exception>
    public async Task<Pseudonyms> OfAsync(VendorId vendor, CancellationToken cancellationToken = default)
    {
        // Asked every time: another process may have destroyed the key that this one still remembers.
        if (await DestroyedAsync(vendor, cancellationToken) is { } destroyed) throw destroyed.Refusal(vendor);
        if (_known.TryGetValue(vendor, out var known)) return known;
        var version = await _vendors.SettingAsync(vendor, Setting, cancellationToken)
            ?? await _vendors.DecideAsync(vendor, Setting, await CreateAsync(vendor, cancellationToken), cancellationToken);
        return _known.GetOrAdd(vendor, await ReadAsync(vendor, version, cancellationToken));
    }

    /// <summary>Who acts, as an entry says it, for acts that must stay possible when the key is destroyed (an export, a decision about
    /// the trail itself): the person's pseudonym, or then <see cref="Unnamed"/>.</summary>
    public async Task<string> ActorAsync(VendorId vendor, string name, CancellationToken cancellationToken = default) =>
        await DestroyedAsync(vendor, cancellationToken) is null ? (await OfAsync(vendor, cancellationToken)).OfPerson(name) : Unnamed;

    /// <summary>That the vendor's key was destroyed by decision; null: it was not.</summary>
    public async Task<DestroyedKey?> DestroyedAsync(VendorId vendor, CancellationToken cancellationToken = default) =>
        await _vendors.SettingAsync(vendor, DestroyedSetting, cancellationToken) is { } text ? DestroyedKey.Read(text) : null;

    /// <summary>Decides that the key is destroyed. From then on nobody gets it, and no other one is ever made; whoever decided
    /// first is who counts.</summary>
    internal async Task<DestroyedKey> DecideDestroyedAsync(VendorId vendor, DestroyedKey decided, CancellationToken cancellationToken)
    {
        var text = await _vendors.DecideAsync(vendor, DestroyedSetting, decided.Write(), cancellationToken);
        _known.TryRemove(vendor, out _);
        return DestroyedKey.Read(text);
    }

    /// <summary>Deletes the secret with all its versions, and purges it where that is permitted. Repeatable.</summary>
    internal Task<DeletedKey> DeleteAsync(VendorId vendor, CancellationToken cancellationToken) =>
        new KeyDeletion(_secrets, Name(vendor)).RunAsync(cancellationToken);

    private static string Name(VendorId vendor) => $"pseudonyms-{vendor}";

    private async Task<string> CreateAsync(VendorId vendor, CancellationToken cancellationToken)
    {
        var secret = new KeyVaultSecret(Name(vendor), Convert.ToBase64String(RandomNumberGenerator.GetBytes(Pseudonyms.KeySize)));
        secret.Properties.ContentType = "application/octet-stream; encoding=base64";
        var set = await _secrets.SetSecretAsync(secret, cancellationToken);
        return set.Value.Properties.Version;
    }

    private async Task<Pseudonyms> ReadAsync(VendorId vendor, string version, CancellationToken cancellationToken)
    {
        try
        {
            var secret = await _secrets.GetSecretAsync(Name(vendor), version, cancellationToken);
            return new Pseudonyms(Convert.FromBase64String(secret.Value.Value));
        }
        catch (RequestFailedException e) when (e.Status is 404 or 403)
        {
            throw new KeyUnavailableException($"version {version} of the secret `{Name(vendor)}`, under which the trail of `{vendor}` is written, cannot be read ({e.ErrorCode}): restore it, or give this program the right to read it", e);
        }
        // The file that stands in for a vault.
        catch (InputException e)
        {
            throw new KeyUnavailableException(e.Message, e);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw new KeyUnavailableException($"the secret `{Name(vendor)}` is not base64 of {Pseudonyms.KeySize} bytes", e);
        }
    }
}
