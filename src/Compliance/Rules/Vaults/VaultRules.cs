using Compliance.Findings;
using Compliance.Vaults;

namespace Compliance.Rules.Vaults;

/// <summary>Every rule about key vaults. Adding one means adding its folder and its line here.</summary>
public static class VaultRules
{
    /// <summary>In the order in which checks are reported.</summary>
    public static IReadOnlyList<VaultRule> All { get; } =
    [
        new SecretWithoutExpiry(),
        new SecretExpiredEnabled(),
        new SecretExpiring(),
        new SecretLifetime(),
        new SecretNotRotated(),
        new SecretOldVersionsEnabled(),
        new SecretDates(),
        new SecretWithoutOwner(),
        new SecretDisabledLeftover(),
        new VaultRecovery(),
    ];

    /// <summary>What every rule says of one vault.</summary>
    /// <exception cref="InputException">A policy out of range.</exception>
    public static IEnumerable<Judgement> Judge(VaultInventory inventory, VaultPolicy policy)
    {
        var asked = policy.Checked();
        return All.SelectMany(rule => rule.Judge(inventory, asked));
    }
}
