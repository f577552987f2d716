using Compliance.Findings;
using Compliance.Vaults;
using NodaTime;

namespace Compliance.Rules.Vaults;

internal sealed class SecretLifetime : SecretRule
{
    public override RuleDefinition Definition { get; } = new("secret-lifetime", Severity.Medium,
        "an enabled version of a secret was made to live too long",
        "make a new version with a shorter life and disable this one; let a policy of the vault set the longest life");

    private protected override Ruling Judge(VaultSecret secret, VaultPolicy policy, Instant at) => Ruling.OfEnabledVersions(secret, version =>
    {
        if (version.ExpiresOn is not { } expires) return Ruling.None("no enabled version has an expiry");
        if (version.CreatedOn is not { } created) return Ruling.Unknown($"{version.Label} does not say when it was made");
        var life = expires - created;
        return life > Duration.FromDays(policy.MaxLifeDays)
            ? Ruling.Fail($"{version.Label} lives {Span.Days(life)}, from {Span.Day(created)} to {Span.Day(expires)}: expected at most {policy.MaxLifeDays}")
            : Ruling.Pass($"lives at most {policy.MaxLifeDays} days");
    });
}
