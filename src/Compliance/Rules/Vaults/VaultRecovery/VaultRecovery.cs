using Compliance.Findings;
using Compliance.Vaults;

namespace Compliance.Rules.Vaults;

internal sealed class VaultRecovery : VaultRule
{
    public override RuleDefinition Definition { get; } = new("vault-recovery", Severity.High,
        "what is deleted from a vault can be purged at once, or is kept too shortly",
        "turn on purge protection, and soft delete with 90 days for a new vault; neither can be taken back");

    /// <inheritdoc/>
    /// <remarks>The setting is the vault's, and every secret shows it; those of certificates too.</remarks>
    public override IEnumerable<Judgement> Judge(VaultInventory inventory, VaultPolicy policy)
    {
        var shown = inventory.Secrets.SelectMany(secret => secret.Versions).Select(version => Judge(version, policy)).ToList();
        yield return Of(inventory, inventory.Host, Worst(inventory, shown));
    }

    private static Ruling Worst(VaultInventory inventory, List<Ruling> shown) =>
        shown.Where(ruling => ruling.Verdict is Verdict.Fail).MaxBy(ruling => ruling.Severity ?? Severity.High)
        ?? (inventory.Unread is { } unread ? Ruling.Unknown(unread) : null)
        ?? shown.Find(ruling => ruling.Verdict is Verdict.NotEvaluable)
        ?? shown.FirstOrDefault()
        ?? (inventory.Secrets.Count == 0 ? Ruling.None("the vault holds no secret that would show it") : Ruling.Unknown("no version of any secret was listed"));

    private static Ruling Judge(SecretVersion version, VaultPolicy policy)
    {
        if (version.RecoveryLevel is not { } level) return Ruling.Unknown("a secret does not say how it can be recovered");
        if (level.Contains("Purgeable", StringComparison.OrdinalIgnoreCase)) return Ruling.Fail($"purge protection is off: secrets are `{Level(level)}`");
        if (!level.Contains("Recoverable", StringComparison.OrdinalIgnoreCase)) return Ruling.Unknown($"a secret has the unknown recovery level `{Level(level)}`");
        if (version.RecoverableDays is not { } days) return Ruling.Unknown("a secret does not say for how long it can be recovered");
        return days < policy.RecoverableDays
            ? Ruling.Fail($"what is deleted can be recovered for {days} days: expected at least {policy.RecoverableDays}", Severity.Medium)
            : Ruling.Pass($"what is deleted can be recovered for {days} days, and not be purged before");
    }

    private static string Level(string level) => level.Length <= 60 ? level : level[..60] + "…";
}
