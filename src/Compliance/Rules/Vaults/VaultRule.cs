using Compliance.Findings;
using Compliance.Vaults;

namespace Compliance.Rules.Vaults;

/// <summary>A rule about a key vault. Time is that of the inventory.</summary>
public abstract class VaultRule
{
    public abstract RuleDefinition Definition { get; }

    /// <summary>At least one judgement; at most one for each subject, which is the vault or <c>vault/secret</c>.</summary>
    public abstract IEnumerable<Judgement> Judge(VaultInventory inventory, VaultPolicy policy);

    private protected Judgement Of(VaultInventory inventory, string subject, Ruling ruling) => new()
    {
        Rule = Definition.Id,
        Subject = subject,
        Verdict = ruling.Verdict,
        Severity = ruling.Severity ?? Definition.Severity,
        Message = ruling.Message,
        Fix = Definition.Fix,
        At = inventory.At,
    };
}
