namespace Compliance.Vaults;

/// <summary>The address of a vault: https, a host, nothing else.</summary>
public static class VaultAddress
{
    /// <summary>Whether an address is that of a vault and of nothing in it. A user name, a path or a query could carry a secret.</summary>
    public static bool IsOne(Uri address) =>
        address.IsAbsoluteUri && address.Scheme == Uri.UriSchemeHttps && address.Host.Length > 0
        && address is { UserInfo: "", AbsolutePath: "/", Query: "", Fragment: "" };
}
