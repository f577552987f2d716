using System.Text.RegularExpressions;
using Azure.Core;
using Compliance.Identity;
using Compliance.Trail.Notes;
using Compliance.Vendors;

namespace Compliance.Signing;

/// <summary>The keys that sign checkpoints now, and the name under which they do.</summary>
/// <remarks>Several keys are a rotation: each signs, so that whoever knows one of them can verify. The first is the current one.</remarks>
public sealed partial class CheckpointKeys
{
    /// <summary>Name of the key file beside an embedded store.</summary>
    public const string FileName = "checkpoint-key.pem";

    /// <summary>Origin where none is set: of logs that never leave one machine.</summary>
    public const string LocalOrigin = "compliance.localhost";

    private readonly string? _origin;
    private readonly Func<string, CancellationToken, Task<IReadOnlyList<INoteSigner>>> _open;

    private CheckpointKeys(string? origin, Func<string, CancellationToken, Task<IReadOnlyList<INoteSigner>>> open) => (_origin, _open) = (origin, open);

    /// <summary>Nothing is read, made or asked for yet.</summary>
    /// <param name="setting"><c>CheckpointKey</c>: keys of a key vault, <c>https://&lt;vault&gt;/keys/&lt;name&gt;[/&lt;version&gt;]</c>, several separated by
    /// <c>;</c>. Null or empty: the key file.</param>
    /// <param name="keyFile">Path of the key file; made when first used.</param>
    /// <param name="origin"><c>TrailOrigin</c>: a name without scheme, such as <c>compliance.example.com</c>. Null: the one that a log was
    /// signed under before, else <see cref="LocalOrigin"/>.</param>
    /// <param name="credential">Who signs in to the vault. Default: <see cref="ServiceCredential.Shared"/>.</param>
    /// <param name="clock">When a vault is asked again which version of a key is the current one: after an hour.</param>
    /// <exception cref="InputException">A setting cannot be used.</exception>
    public static CheckpointKeys Open(string? setting, string keyFile, string? origin = null, TokenCredential? credential = null, KeyVaultOptions? options = null, TimeProvider? clock = null)
    {
        if (origin is not null && (origin.Length > 200 || !OriginShape().IsMatch(origin)))
            throw new InputException($"the origin of the trail is `{origin}`: expected a name such as `compliance.example.com`, of lower-case letters, digits, `.`, `-` and `/`, without a scheme");
        if (string.IsNullOrWhiteSpace(setting))
        {
            var file = new KeyFile(keyFile);
            return new(origin, (name, cancellationToken) => file.SignersAsync(name, cancellationToken));
        }
        var vault = new VaultKeys(KeyAddress.ParseAll(setting), credential ?? ServiceCredential.Shared, options ?? new KeyVaultOptions(), clock ?? TimeProvider.System);
        return new(origin, vault.SignersAsync);
    }

    /// <summary>What a vendor's checkpoints and keys are named.</summary>
    /// <param name="kept">The name under which its log was signed before; null: it was not.</param>
    /// <exception cref="InputException">The setting gives another name than the log has: it would look like another log.</exception>
    public string OriginOf(VendorId vendor, string? kept)
    {
        var set = $"{_origin ?? LocalOrigin}/{vendor}";
        if (kept is null || kept == set) return set;
        if (_origin is null) return kept;
        throw new InputException($"the log of `{vendor}` is signed as `{kept}`, and `TrailOrigin` now makes it `{set}`: a log keeps its name; set it back");
    }

    /// <summary>The signers for an origin, the current key first; never none.</summary>
    /// <exception cref="InputException">A key cannot be used.</exception>
    public async Task<IReadOnlyList<INoteSigner>> SignersAsync(string origin, CancellationToken cancellationToken = default)
    {
        var signers = await _open(origin, cancellationToken);
        if (signers.GroupBy(signer => signer.Key.KeyId).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new InputException($"the key {twice.First().Key.KeyIdHex} stands twice among those that sign checkpoints: name each once");
        return signers;
    }

    [GeneratedRegex(@"\A[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?:/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex OriginShape();
}
