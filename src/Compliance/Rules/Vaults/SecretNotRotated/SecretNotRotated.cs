using System.Globalization;
using Compliance.Findings;
using Compliance.Vaults;
using NodaTime;

namespace Compliance.Rules.Vaults;

internal sealed class SecretNotRotated : SecretRule
{
    public override RuleDefinition Definition { get; } = new("secret-not-rotated", Severity.Medium,
        "a secret has not been replaced for too long",
        "replace the secret at its source, store it as a new version, and disable the old one; have it done on a schedule");

    private protected override Ruling Judge(VaultSecret secret, VaultPolicy policy, Instant at) => Ruling.OfNewestEnabled(secret, version =>
    {
        if (version.CreatedOn is not { } created) return Ruling.Unknown($"{version.Label} does not say when it was made");
        var days = MaxAge(version, policy);
        var age = at - created;
        return age > Duration.FromDays(days)
            ? Ruling.Fail($"{History(secret, version)} is {Span.Days(age)} old, made on {Span.Day(created)}: expected at most {days}{Activity(version, at, days)}")
            : Ruling.Pass($"was replaced within {days} days");
    });

    /// <summary>Days that a tag of the secret sets, so long as they are fewer: who keeps the secret cannot excuse it.</summary>
    private static int MaxAge(SecretVersion version, VaultPolicy policy) =>
        RotationTag(version.RotationDays) is { } own ? Math.Min(own, policy.MaxAgeDays) : policy.MaxAgeDays;

    /// <summary>Days in the tag <c>rotation-days</c>; null when it is no number of days.</summary>
    internal static int? RotationTag(string? value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days > 0 ? days : null;

    private static string History(VaultSecret secret, SecretVersion version) =>
        secret.Unread is null && secret.Versions.Count == 1 ? "it was never replaced: its only version" : $"{version.Label}, the newest enabled one,";

    // A later change of attributes or tags says that somebody looked after it, and nothing about the value.
    private static string Activity(SecretVersion version, Instant at, int days) =>
        version.UpdatedOn is { } updated && updated > version.CreatedOn && at - updated <= Duration.FromDays(days)
            ? $"; its attributes changed on {Span.Day(updated)}, which replaces nothing" : "";
}
