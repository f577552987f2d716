using System.Text.RegularExpressions;

namespace Compliance.Vendors;

/// <summary>Reads <c>azure</c> of vendor.yaml.</summary>
internal static partial class AzureYaml
{
    public static AzureScope? Read(YamlValue value)
    {
        if (value.Fields("azure", "subscriptions", "managementGroups", "vaults") is not { } azure) return null;
        if (azure.IsEmpty) azure.Refuse("expected `subscriptions`, `managementGroups` or `vaults`: name what may be read, or leave `azure` out");
        return new AzureScope
        {
            Subscriptions = Distinct(azure.Optional("subscriptions", v => v.Some(Subscription))),
            ManagementGroups = Distinct(azure.Optional("managementGroups", v => v.Some(ManagementGroup))),
            Vaults = [.. (azure.Optional("vaults", v => v.Some(Vault)) ?? []).Distinct()],
        };
    }

    private static IReadOnlyList<string> Distinct(IReadOnlyList<string>? names) => [.. (names ?? []).Distinct(StringComparer.OrdinalIgnoreCase)];

    private static string? Subscription(YamlValue value)
    {
        if (value.Text() is not { } text) return null;
        if (Guid.TryParseExact(text, "D", out var id) && id != Guid.Empty) return id.ToString("D");
        value.Refuse($"{Excerpt.Of(text)} is not the id of a subscription: expected one such as 0b1f6471-1bf0-4dda-aec3-cb9272f09590");
        return null;
    }

    private static string? ManagementGroup(YamlValue value)
    {
        if (value.Text() is not { } text) return null;
        if (GroupId().IsMatch(text)) return text;
        value.Refuse($"{Excerpt.Of(text)} is not the id of a management group: expected 1 to 90 of letters, digits and -_(). that begin with a letter or a digit and do not end with a full stop");
        return null;
    }

    // A token for the vault is sent there: only hosts that are vaults of Azure get one.
    private static Uri? Vault(YamlValue value)
    {
        if (value.Text() is not { } text) return null;
        if (VaultAddress().IsMatch(text)) return new Uri(text, UriKind.Absolute);
        value.Refuse($"{Excerpt.Of(text)} is not the address of a key vault: expected https, its host and nothing more, such as https://acme-vault.vault.azure.net/");
        return null;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9](?:[A-Za-z0-9_().-]{0,88}[A-Za-z0-9_()-])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex GroupId();

    [GeneratedRegex(@"\Ahttps://[a-z][a-z0-9-]{1,22}[a-z0-9]\.vault\.(?:azure\.net|azure\.cn|usgovcloudapi\.net)/?\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex VaultAddress();
}
