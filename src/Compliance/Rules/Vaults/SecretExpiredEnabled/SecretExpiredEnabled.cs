using Compliance.Findings;
using Compliance.Vaults;
using NodaTime;

namespace Compliance.Rules.Vaults;

internal sealed class SecretExpiredEnabled : SecretRule
{
    public override RuleDefinition Definition { get; } = new("secret-expired-enabled", Severity.Medium,
        "a version of a secret has expired and is still enabled",
        "replace the secret where it is used, revoke it at its source, and disable the expired version");

    private protected override Ruling Judge(VaultSecret secret, VaultPolicy policy, Instant at) => Ruling.OfEnabledVersions(secret, version => version.ExpiresOn switch
    {
        null => Ruling.None("no enabled version has an expiry"),
        { } expires when expires <= at => Ruling.Fail($"{version.Label} expired on {Span.Day(expires)} and is enabled: the vault gives it out all the same"),
        { } expires => Ruling.Pass($"expires on {Span.Day(expires)}"),
    });
}
