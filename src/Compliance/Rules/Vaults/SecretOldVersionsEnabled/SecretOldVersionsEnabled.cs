using Compliance.Findings;
using Compliance.Vaults;
using NodaTime;

namespace Compliance.Rules.Vaults;

internal sealed class SecretOldVersionsEnabled : SecretRule
{
    public override RuleDefinition Definition { get; } = new("secret-old-versions-enabled", Severity.Medium,
        "versions of a secret that were replaced are still enabled",
        "revoke the old values at their source, and disable their versions once nothing uses them");

    private protected override Ruling Judge(VaultSecret secret, VaultPolicy policy, Instant at)
    {
        var old = secret.Enabled.Count() - 1;
        if (old > policy.OldVersionsEnabled) return Ruling.Fail($"{old} versions older than the newest enabled one are enabled too: expected at most {policy.OldVersionsEnabled}");
        if (secret.Unread is { } unread) return Ruling.Unknown(unread);
        return old < 0 ? Ruling.None("no version is enabled") : Ruling.Pass($"{old} older versions are enabled");
    }
}
