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

    private readonly ConcurrentDictionary<VendorId, Pseudonyms> _known = new();
    private readonly SecretClient _secrets;
    private readonly VendorsTable _vendors;

    public VendorKeys(SecretClient secrets, VendorsTable vendors) => (_secrets, _vendors) = (secrets, vendors);

    /// <summary>The vendor's pseudonyms.</summary>
    /// <exception cref="InputException">The key in use was deleted or disabled, or its value is no key.</exception>
    public async Task<Pseudonyms> OfAsync(VendorId vendor, CancellationToken cancellationToken = default)
    {
        if (_known.TryGetValue(vendor, out var known)) return known;
        var version = await _vendors.SettingAsync(vendor, Setting, cancellationToken)
            ?? await _vendors.DecideAsync(vendor, Setting, await CreateAsync(vendor, cancellationToken), cancellationToken);
        return _known.GetOrAdd(vendor, await ReadAsync(vendor, version, cancellationToken));
    }

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
            throw new InputException($"version {version} of the secret `{Name(vendor)}`, under which the trail of `{vendor}` is written, cannot be read ({e.ErrorCode}): restore it, or give this program the right to read it", e);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw new InputException($"the secret `{Name(vendor)}` is not base64 of {Pseudonyms.KeySize} bytes", e);
        }
    }
}
