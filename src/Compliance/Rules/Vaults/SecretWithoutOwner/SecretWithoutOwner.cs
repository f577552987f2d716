using Compliance.Findings;
using Compliance.Vaults;
using NodaTime;

namespace Compliance.Rules.Vaults;

internal sealed class SecretWithoutOwner : SecretRule
{
    public override RuleDefinition Definition { get; } = new("secret-without-owner", Severity.Low,
        "nothing says who answers for a secret, what it is, or when it is to be replaced",
        "tag the secret with its owner and its days of rotation, and set its content type");

    private protected override Ruling Judge(VaultSecret secret, VaultPolicy policy, Instant at)
    {
        // Tags are those of a version; a new one begins without any, and the current one is what people look at.
        var missing = Missing(secret.Current!, policy).ToList();
        return missing.Count > 0 ? Ruling.Fail($"{secret.Current!.Label} lacks {string.Join(", ", missing)}") : Ruling.Pass("its owner and its kind are named");
    }

    private static IEnumerable<string> Missing(SecretVersion version, VaultPolicy policy)
    {
        foreach (var tag in policy.RequiredTags.Where(tag => !Has(version, tag))) yield return $"the tag `{tag}`";
        if (version.HasTag(SecretVersion.RotationTag) && SecretNotRotated.RotationTag(version.RotationDays) is null)
            yield return $"a number of days in its tag `{SecretVersion.RotationTag}`";
        if (policy.ContentTypeRequired && string.IsNullOrWhiteSpace(version.ContentType)) yield return "a content type";
    }

    private static bool Has(SecretVersion version, string tag) =>
        version.HasTag(tag) && !(tag.Equals(SecretVersion.OwnerTag, StringComparison.OrdinalIgnoreCase) && string.IsNullOrWhiteSpace(version.Owner));
}
