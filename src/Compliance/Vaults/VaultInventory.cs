using NodaTime;

namespace Compliance.Vaults;

/// <summary>What a key vault says about its secrets, without the value of any. It is evidence: it says nothing of good or bad, and null
/// means not known, never no.</summary>
public sealed record VaultInventory
{
    /// <summary>Address of the vault: <c>https://acme.vault.azure.net/</c>.</summary>
    public required Uri Vault { get; init; }

    /// <summary>When reading began.</summary>
    public required Instant At { get; init; }

    /// <summary>Why the list of secrets is missing or breaks off: no right to list, a limit reached, an answer that is none. Null: it is whole.</summary>
    public string? Unread { get; init; }

    /// <summary>Every secret that was listed, by name; each once.</summary>
    public IReadOnlyList<VaultSecret> Secrets { get; init; } = [];

    /// <summary>Name by which the vault is known: <c>acme.vault.azure.net</c>, with a port that is not that of https.</summary>
    public string Host => Vault.IsDefaultPort ? Vault.Host : $"{Vault.Host}:{Vault.Port}";
}
