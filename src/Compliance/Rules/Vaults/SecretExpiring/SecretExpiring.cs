using Compliance.Findings;
using Compliance.Vaults;
using NodaTime;

namespace Compliance.Rules.Vaults;

internal sealed class SecretExpiring : SecretRule
{
    public override RuleDefinition Definition { get; } = new("secret-expiring", Severity.High,
        "the newest enabled version of a secret expires soon",
        "make a new version, let what uses the secret change over, then disable the old one");

    private protected override Ruling Judge(VaultSecret secret, VaultPolicy policy, Instant at) => Ruling.OfNewestEnabled(secret, version =>
    {
        if (version.ExpiresOn is not { } expires) return Ruling.None("it has no expiry");
        var left = expires - at;
        if (left <= Duration.Zero) return Ruling.None($"it expired on {Span.Day(expires)}");
        return Urgency(left, policy) is { } severity
            ? Ruling.Fail($"{version.Label}, the newest enabled one, expires in {Span.Days(left)}, on {Span.Day(expires)}", severity)
            : Ruling.Pass($"expires on {Span.Day(expires)}");
    });

    private static Severity? Urgency(Duration left, VaultPolicy policy) =>
        left <= Duration.FromDays(policy.ExpiringHighDays) ? Severity.High
        : left <= Duration.FromDays(policy.ExpiringMediumDays) ? Severity.Medium
        : left <= Duration.FromDays(policy.ExpiringLowDays) ? Severity.Low
        : null;
}
