using System.Text.RegularExpressions;

namespace Compliance.Signing;

/// <summary>A key of a key vault: <c>https://&lt;vault&gt;/keys/&lt;name&gt;[/&lt;version&gt;]</c>.</summary>
/// <param name="Vault">Address of the vault, ended by a slash.</param>
/// <param name="Version">Null: the current one, whichever it is.</param>
internal sealed partial record KeyAddress(Uri Vault, string Name, string? Version)
{
    /// <summary>The key without its version, for messages.</summary>
    public string Display => $"{Vault}keys/{Name}";

    /// <summary>What the token is asked for: the cloud's vaults as a whole, as their host names it.</summary>
    public string Scope
    {
        get
        {
            // contoso.vault.azure.cn is one of https://vault.azure.cn; a name of one's own is taken for one of the public cloud.
            var cloud = Vault.Host[(Vault.Host.IndexOf('.', StringComparison.Ordinal) + 1)..];
            return CloudShape().IsMatch(cloud) ? $"https://{cloud}/.default" : "https://vault.azure.net/.default";
        }
    }

    /// <param name="setting">One, or several separated by <c>;</c>.</param>
    /// <exception cref="InputException">One of them is not such an address.</exception>
    public static IReadOnlyList<KeyAddress> ParseAll(string setting) =>
        [.. setting.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Parse)];

    /// <exception cref="InputException">It is not such an address.</exception>
    public static KeyAddress Parse(string text) =>
        TryParse(text) ?? throw new InputException($"the key of checkpoints is `{text}`: expected the address of a key in a vault, such as `https://acme.vault.azure.net/keys/checkpoints`, several separated by `;`");

    /// <summary>Null: it is not such an address.</summary>
    public static KeyAddress? TryParse(string? text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address is not { UserInfo: "", Query: "", Fragment: "" } || address.Scheme != Uri.UriSchemeHttps) return null;
        var path = PathShape().Match(address.AbsolutePath);
        if (!path.Success) return null;
        return new(new Uri(address.GetLeftPart(UriPartial.Authority) + "/"), path.Groups["name"].Value, path.Groups["version"] is { Success: true } version ? version.Value : null);
    }

    [GeneratedRegex(@"\A/keys/(?<name>[0-9A-Za-z-]{1,127})(?:/(?<version>[0-9A-Za-z]{1,64}))?/?\z", RegexOptions.CultureInvariant)]
    private static partial Regex PathShape();

    [GeneratedRegex(@"\A(?:vault|managedhsm)\.(?:azure\.net|azure\.cn|usgovcloudapi\.net|microsoftazure\.de)\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex CloudShape();
}
