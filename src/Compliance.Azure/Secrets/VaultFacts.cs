using System.Text;
using Azure.Security.KeyVault.Secrets;
using Compliance.Vaults;
using NodaTime;

namespace Compliance.Secrets;

/// <summary>The properties that a vault lists, as facts. Text is cut to what an inventory holds.</summary>
internal static class VaultFacts
{
    // Each is at most two characters: 512, the most that an inventory holds; a vault holds 256.
    private const int MostRunes = 256;
    private const int MostTags = 50;

    public static SecretVersion Of(SecretProperties listed, string? version) => new()
    {
        Version = version,
        Enabled = listed.Enabled,
        Managed = listed.Managed,
        ContentType = Text(listed.ContentType),
        CreatedOn = Time(listed.CreatedOn),
        UpdatedOn = Time(listed.UpdatedOn),
        ExpiresOn = Time(listed.ExpiresOn),
        NotBefore = Time(listed.NotBefore),
        RecoveryLevel = Text(listed.RecoveryLevel),
        RecoverableDays = listed.RecoverableDays is >= 0 and <= 36_500 ? listed.RecoverableDays : null,
        Tags = [.. listed.Tags.Keys.Order(StringComparer.Ordinal).Take(MostTags).Select(name => Text(name)!)],
        Owner = Tag(listed, SecretVersion.OwnerTag),
        RotationDays = Tag(listed, SecretVersion.RotationTag),
    };

    private static string? Tag(SecretProperties listed, string name) =>
        Text(listed.Tags.Where(tag => tag.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).OrderBy(tag => tag.Key, StringComparer.Ordinal).FirstOrDefault().Value);

    private static string? Text(string? text) =>
        text is null ? null : string.Concat(text.EnumerateRunes().Take(MostRunes).Select(rune => (Rune.IsControl(rune) ? Rune.ReplacementChar : rune).ToString()));

    // An inventory knows no time before 1970, and neither does the service.
    private static Instant? Time(DateTimeOffset? time) => time is { } known ? Instant.Max(Instant.FromDateTimeOffset(known), NodaConstants.UnixEpoch) : null;
}
