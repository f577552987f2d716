using Compliance.Findings;
using Compliance.Vaults;
using NodaTime;

namespace Compliance.Rules.Vaults;

internal sealed class SecretDates : SecretRule
{
    // The clock of the vault and that of the reader.
    private static readonly Duration Drift = Duration.FromMinutes(5);

    public override RuleDefinition Definition { get; } = new("secret-dates", Severity.Low,
        "the dates of an enabled version of a secret contradict each other or the clock",
        "correct the dates of the version, or disable it");

    private protected override Ruling Judge(VaultSecret secret, VaultPolicy policy, Instant at) => Ruling.OfEnabledVersions(secret, version =>
    {
        if (version is { ExpiresOn: null, NotBefore: null }) return Ruling.None("no enabled version has dates of its own");
        return Problem(version, at) is { } problem ? Ruling.Fail($"{version.Label} {problem}") : Ruling.Pass("its dates agree");
    });

    private static string? Problem(SecretVersion version, Instant at) => version switch
    {
        { NotBefore: { } begins, ExpiresOn: { } ends } when begins >= ends => $"is never valid: it begins on {Span.Day(begins)} and expires on {Span.Day(ends)}",
        { CreatedOn: { } made, ExpiresOn: { } ends } when ends <= made => $"had expired when it was made: expiry {Span.Day(ends)}, made on {Span.Day(made)}",
        { NotBefore: { } begins } when begins - at > Drift => $"is enabled and not valid before {Span.Day(begins)}",
        { CreatedOn: { } made } when made - at > Drift => $"was made on {Span.Day(made)}, after it was read",
        { CreatedOn: { } made, UpdatedOn: { } changed } when changed < made => $"was changed on {Span.Day(changed)}, before it was made on {Span.Day(made)}",
        _ => null,
    };
}
