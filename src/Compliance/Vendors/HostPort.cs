using System.Globalization;
using System.Net.Sockets;

namespace Compliance.Vendors;

/// <summary>A host, by name or address, and a port.</summary>
internal readonly record struct HostPort(string Host, int Port)
{
    // RFC 1035, 2.3.4: 255 octets on the wire, of which the dots and labels take at most 253 in text.
    private const int LongestName = 253;
    private const int LongestLabel = 63;

    /// <summary>A name, an IPv4 address or an IPv6 address in brackets, then <c>:port</c> unless it is 443.</summary>
    public static HostPort? Parse(string text, out string problem)
    {
        problem = text.Contains('/', StringComparison.Ordinal) ? $"{Excerpt.Of(text)} is no host: write it without scheme and path, such as crm.example or crm.example:8443"
            : IsBareIpv6(text) ? $"{Excerpt.Of(text)} is an IPv6 address without brackets: write [{text}] or [{text}]:8443"
            : $"{Excerpt.Of(text)} is no host: expected a name, an IPv4 address or an IPv6 address in brackets, each with or without a port, such as crm.example:8443";
        var (host, port) = Split(text);
        if (host is null || PortOf(port) is not { } number) return null;
        return host.StartsWith('[') ? Bracketed(host, number) : Plain(host, number);
    }

    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";

    private static bool IsBareIpv6(string text) => Notations.Address(text)?.AddressFamily is AddressFamily.InterNetworkV6;

    private static (string? Host, string? Port) Split(string text)
    {
        var colon = text.IndexOf(':', text.StartsWith('[') ? Math.Max(text.IndexOf(']', StringComparison.Ordinal), 0) : 0);
        return colon < 0 ? (text, null) : (text[..colon], text[(colon + 1)..]);
    }

    private static int? PortOf(string? text)
    {
        if (text is null) return VendorEndpoint.DefaultPort;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535 && text[0] != '0' ? port : null;
    }

    // An IPv4 address in IPv6 (::ffff:203.0.113.9) is the IPv4 address: one place has one name.
    private static HostPort? Bracketed(string host, int port)
    {
        if (!host.EndsWith(']') || Notations.Address(host[1..^1]) is not { AddressFamily: AddressFamily.InterNetworkV6 } address) return null;
        return new HostPort((address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString(), port);
    }

    private static HostPort? Plain(string host, int port)
    {
        var name = host.ToLowerInvariant();
        var labels = name.Split('.');
        // Resolvers read a name that ends in a number as an address (1.1 is 1.0.0.1), so it must be one that nobody can misread.
        var endsInNumber = labels[^1].All(char.IsAsciiDigit) || labels[^1].StartsWith("0x", StringComparison.Ordinal);
        if (endsInNumber) return Notations.Address(name) is { } address ? new HostPort(address.ToString(), port) : null;
        return name.Length <= LongestName && labels.All(IsLabel) ? new HostPort(name, port) : null;
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= LongestLabel && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
