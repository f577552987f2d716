using System.Collections.Concurrent;
using Azure.Core;
using Compliance.Trail.Notes;

namespace Compliance.Signing;

/// <summary>The keys of vaults that a setting names. What a key is, and which version is the current one, is asked once an hour,
/// not for every log.</summary>
internal sealed class VaultKeys
{
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<KeyAddress, (VaultKey Key, DateTimeOffset Asked)> _known = new();
    private readonly IReadOnlyList<KeyAddress> _addresses;
    private readonly TokenCredential _credential;
    private readonly KeyVaultOptions _options;
    private readonly TimeProvider _clock;

    public VaultKeys(IReadOnlyList<KeyAddress> addresses, TokenCredential credential, KeyVaultOptions options, TimeProvider clock) =>
        (_addresses, _credential, _options, _clock) = (addresses, credential, options, clock);

    /// <inheritdoc cref="VaultRequests.GetAsync"/>
    public async Task<IReadOnlyList<INoteSigner>> SignersAsync(string name, CancellationToken cancellationToken)
    {
        var signers = new List<INoteSigner>();
        foreach (var address in _addresses)
        {
            var now = _clock.GetUtcNow();
            if (!_known.TryGetValue(address, out var known) || now - known.Asked >= Remembered)
                _known[address] = known = (await new VaultRequests(address, _credential, _options).GetAsync(cancellationToken), now);
            // A version that was disabled meanwhile, say, is not asked to sign for the rest of the hour.
            signers.Add(new KeyVaultSigner(name, known.Key, () => _known.TryRemove(address, out _)));
        }
        return signers;
    }
}
