using System.Net;
using Compliance.Vendors;

namespace Compliance.Companies;

/// <summary>Reads the address of a channel. It is never shown: an address may carry a key where nobody looks for one.</summary>
internal static class TargetYaml
{
    private static readonly IPNetwork[] Private =
    [
        .. new[] { "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7" }.Select(text => IPNetwork.Parse(text)),
    ];

    private static readonly string[] PrivateNames = [".localhost", ".internal", ".local", ".home.arpa"];

    /// <param name="allowPrivate">Whether the channel says so.</param>
    public static Uri? Read(YamlValue value, bool allowPrivate)
    {
        if (value.Text() is not { } text) return null;
        if (Problem(text, allowPrivate) is not { } problem) return new Uri(text, UriKind.Absolute);
        value.Refuse(problem);
        return null;
    }

    private static string? Problem(string text, bool allowPrivate)
    {
        if (SecretYaml.IsSecret(text))
            return "this address is a secret itself: put it into Key Vault, and name that secret under `secret` of a channel whose type is that of the address";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || url.Host.Length == 0)
            return "this is not the address of a receiver: expected one such as https://hooks.acme.example/soc";
        if (url.Fragment.Length > 0) return "this address has a part after `#`, which is not sent: remove it";
        var isPrivate = IsPrivate(url);
        if (url.Scheme == "http" && !isPrivate) return "this address is http: write https, since messages go over networks of others";
        if (url.Scheme == "http" && !allowPrivate) return "this address is http: write https, or `allowPrivate: true` for a receiver on this machine or network";
        return isPrivate && !allowPrivate ? "this address is private: write `allowPrivate: true` if that is meant" : null;
    }

    // Names are resolved when something is sent, and looked at again then.
    private static bool IsPrivate(Uri url)
    {
        if (IPAddress.TryParse(url.DnsSafeHost, out var address))
            return Private.Any(network => network.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address));
        var host = url.DnsSafeHost;
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || PrivateNames.Any(name => host.EndsWith(name, StringComparison.OrdinalIgnoreCase));
    }
}
