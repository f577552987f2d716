using Compliance.Findings;
using Compliance.Vaults;
using NodaTime;

namespace Compliance.Rules.Vaults;

internal sealed class SecretDisabledLeftover : SecretRule
{
    public override RuleDefinition Definition { get; } = new("secret-disabled-leftover", Severity.Low,
        "a secret has long been disabled and is still there",
        "make sure that nothing needs the secret, revoke it at its source, and delete it");

    // A vault cannot delete one version: a disabled one beside an enabled one is what rotation leaves, and no leftover.
    private protected override Ruling Judge(VaultSecret secret, VaultPolicy policy, Instant at)
    {
        if (secret.NewestEnabled is not null) return Ruling.Pass("a version is enabled");
        if (secret.Unread is { } unread) return Ruling.Unknown(unread);
        if (secret.Versions.Any(version => version.UpdatedOn is null)) return Ruling.Unknown("a version does not say when it was changed last");
        var changed = secret.Versions.Max(version => version.UpdatedOn!.Value);
        return at - changed > Duration.FromDays(policy.DisabledDays)
            ? Ruling.Fail($"no version is enabled, and nothing was changed since {Span.Day(changed)}, {Span.Days(at - changed)} ago: expected at most {policy.DisabledDays}")
            : Ruling.Pass($"no version is enabled since {Span.Day(changed)} at the earliest");
    }
}
