using Azure;
using Azure.Security.KeyVault.Secrets;
using Compliance.Vaults;

namespace Compliance.Secrets;

/// <summary>One reading of a vault's lists, within its limits. A list that ends early is given as far as it went, with the reason.</summary>
/// <param name="within">Ends with the time for reading, or with the caller.</param>
internal sealed class VaultListing(SecretClient client, VaultReadLimits limits, CancellationToken within, CancellationToken caller)
{
    private int _versions;

    /// <summary>The secrets by name, each with its current version.</summary>
    public async Task<(IReadOnlyDictionary<string, SecretVersion> Secrets, string? Unread)> SecretsAsync()
    {
        var secrets = new Dictionary<string, SecretVersion>(StringComparer.OrdinalIgnoreCase);
        var unread = await ReadAsync(client.GetPropertiesOfSecretsAsync(within), "secrets", limits.Secrets, listed =>
        {
            // A name goes into the address of the next request: only one that can be a name does.
            if (!VaultSecret.IsName(listed.Name)) return "the vault listed a name that no secret can have";
            return secrets.TryAdd(listed.Name, VaultFacts.Of(listed, version: null)) ? null : $"the vault listed the secret `{listed.Name}` twice";
        });
        return (secrets, unread);
    }

    /// <summary>A secret with its versions.</summary>
    /// <param name="current">The version that the list of secrets showed.</param>
    public async Task<VaultSecret> SecretAsync(string name, SecretVersion current)
    {
        // Its certificate makes and replaces its versions: nothing is judged by them.
        if (current.Managed) return new() { Name = name, Versions = [current] };
        var versions = new Dictionary<string, SecretVersion>(StringComparer.OrdinalIgnoreCase);
        var unread = await ReadAsync(client.GetPropertiesOfSecretVersionsAsync(name, within), $"versions of `{name}`", limits.Versions, listed =>
        {
            if (Interlocked.Increment(ref _versions) > limits.AllVersions) return $"the vault has more than {limits.AllVersions} versions, the most that is read: raise the limit";
            if (!VaultSecret.IsName(listed.Version) || !string.Equals(listed.Name, name, StringComparison.OrdinalIgnoreCase)) return "the vault listed a version that is none of this secret";
            return versions.TryAdd(listed.Version, VaultFacts.Of(listed, listed.Version)) ? null : "the vault listed a version twice";
        });
        if (versions.Count == 0) unread ??= "the vault listed no version of it";
        return new() { Name = name, Unread = unread, Versions = [.. Known(versions.Values, current, unread).OrderBy(version => version.CreatedOn).ThenBy(version => version.Version, StringComparer.Ordinal)] };
    }

    // The client asks whatever address an answer names for the next page.
    private bool IsOfVault(string next) =>
        Uri.TryCreate(next, UriKind.Absolute, out var address) && Uri.Compare(address, client.VaultUri, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;

    // A list that breaks off may lack the current version.
    private static IEnumerable<SecretVersion> Known(IEnumerable<SecretVersion> listed, SecretVersion current, string? unread) =>
        unread is null || listed.Any(version => (version.CreatedOn, version.UpdatedOn) == (current.CreatedOn, current.UpdatedOn)) ? listed : listed.Append(current);

    /// <returns>Null when everything was listed; else why not.</returns>
    private async Task<string?> ReadAsync(AsyncPageable<SecretProperties> list, string what, int most, Func<SecretProperties, string?> keep)
    {
        var (pages, count) = (0, 0);
        try
        {
            await foreach (var page in list.AsPages())
            {
                if (++pages > limits.Pages) return $"the list of {what} has more than {limits.Pages} pages, the most that is read";
                foreach (var listed in page.Values)
                {
                    if (++count > most) return $"there are more than {most} {what}, the most that is read: raise the limit";
                    if (keep(listed) is { } problem) return problem;
                }
                if (page.ContinuationToken is { Length: > 0 } next && !IsOfVault(next)) return $"the list of {what} is said to go on at another address than the vault's, which is not asked";
            }
            return null;
        }
        catch (OperationCanceledException) when (within.IsCancellationRequested && !caller.IsCancellationRequested)
        {
            return $"reading the vault took longer than {limits.Time.TotalSeconds:0} s, the most that is allowed: raise the limit, or repeat";
        }
        catch (Exception failure) when (!caller.IsCancellationRequested && VaultFailure.Reason(failure) is not null)
        {
            return VaultFailure.Reason(failure);
        }
    }
}
