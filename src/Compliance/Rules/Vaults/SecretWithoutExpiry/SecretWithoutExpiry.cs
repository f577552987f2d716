using Compliance.Findings;
using Compliance.Vaults;
using NodaTime;

namespace Compliance.Rules.Vaults;

internal sealed class SecretWithoutExpiry : SecretRule
{
    public override RuleDefinition Definition { get; } = new("secret-without-expiry", Severity.Medium,
        "an enabled version of a secret never expires",
        "set an expiry on the version, or disable it when nothing uses it; make a policy of the vault demand one");

    private protected override Ruling Judge(VaultSecret secret, VaultPolicy policy, Instant at) => Ruling.OfEnabledVersions(secret, version =>
        version.ExpiresOn is { } expires ? Ruling.Pass($"expires on {Span.Day(expires)}") : Ruling.Fail($"{version.Label} is enabled and has no expiry"));
}
