using System.Text;
using Compliance.Resources.Json;

namespace Compliance.Resources.Snapshots;

/// <summary>Tells the type of a resource that does not name it, from its id.</summary>
internal static class ResourceTypes
{
    private static readonly PropertyName KeyId = new("kid");
    private static readonly PropertyName SecretId = new("sid");
    private static readonly PropertyName Key = new("key");

    /// <summary>The id: of ARM, or the address of a key, secret or certificate in a vault.</summary>
    public static TapeNode IdOf(TapeNode row) =>
        row.Text(Names.Id) is { IsMissing: false } id ? id : row.Text(KeyId) is { IsMissing: false } key ? key
        : row.Text(SecretId) is { IsMissing: false } secret ? secret
        : row.TryMember(Key, out var shown) ? shown.Text(KeyId) : default;

    /// <summary>Null when the id tells none.</summary>
    public static byte[]? OfId(TapeNode id)
    {
        if (id.IsMissing) return null;
        var text = id.GetText();
        return (text.StartsWith('/') ? OfArmId(text) : OfVaultAddress(text)) is { } type ? Encoding.UTF8.GetBytes(type) : null;
    }

    private static string? OfArmId(string id)
    {
        const string marker = "/providers/";
        var providers = id.LastIndexOf(marker, StringComparison.OrdinalIgnoreCase);
        if (providers < 0) return null;
        var segments = id[(providers + marker.Length)..].Split('/');
        if (segments.Length < 3 || segments.Length % 2 == 0 || segments.Any(segment => segment.Length == 0)) return null;
        return string.Join('/', segments.Where((_, index) => index == 0 || index % 2 == 1));
    }

    private static string? OfVaultAddress(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps || uri.Segments.Length < 3) return null;
        return uri.Segments[1].TrimEnd('/') is "keys" or "secrets" or "certificates" ? $"Microsoft.KeyVault/vaults/{uri.Segments[1].TrimEnd('/')}" : null;
    }
}
