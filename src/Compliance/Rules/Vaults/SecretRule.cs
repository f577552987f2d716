using Compliance.Findings;
using Compliance.Vaults;
using NodaTime;

namespace Compliance.Rules.Vaults;

/// <summary>A rule that is asked of each secret of a vault.</summary>
public abstract class SecretRule : VaultRule
{
    /// <inheritdoc/>
    public sealed override IEnumerable<Judgement> Judge(VaultInventory inventory, VaultPolicy policy)
    {
        foreach (var secret in inventory.Secrets) yield return Of(inventory, $"{inventory.Host}/{secret.Name}", Rule(secret, policy, inventory.At));
        if (inventory.Unread is { } unread) yield return Of(inventory, inventory.Host, Ruling.Unknown(unread));
        else if (inventory.Secrets.Count == 0) yield return Of(inventory, inventory.Host, Ruling.None("the vault holds no secret"));
    }

    private protected abstract Ruling Judge(VaultSecret secret, VaultPolicy policy, Instant at);

    private Ruling Rule(VaultSecret secret, VaultPolicy policy, Instant at)
    {
        if (secret.IsManaged) return Ruling.None("it belongs to a certificate of the vault, which renews it: judge that certificate");
        return secret.Versions.Count > 0 ? Judge(secret, policy, at) : Ruling.Unknown(secret.Unread ?? "none of its versions was listed");
    }
}
