using System.Net;
using System.Net.Sockets;

namespace Compliance.Delivery.Connecting;

/// <summary>
/// Which addresses a message may go to: those of the internet; with permission also private ones and loopback. What is neither, such as the
/// link-local address at which clouds hand out credentials, is never asked (registries of IANA for special purposes; RFC 6890).
/// </summary>
internal static class AddressGuard
{
    private const string Private = "private";
    private const string Loopback = "loopback";

    private static readonly (IPNetwork Network, string Kind)[] Ranges =
    [
        .. new[]
        {
            ("10.0.0.0/8", Private), ("172.16.0.0/12", Private), ("192.168.0.0/16", Private), ("fc00::/7", Private), ("127.0.0.0/8", Loopback), ("::1/128", Loopback),
            ("169.254.0.0/16", "link-local"), ("fe80::/10", "link-local"), ("fec0::/10", "site-local"), ("224.0.0.0/4", "multicast"), ("ff00::/8", "multicast"),
            ("100.64.0.0/10", "shared by a carrier's customers"), ("0.0.0.0/8", "unspecified"), ("::/128", "unspecified"),
            // The platform's own address inside a virtual network of Azure: its agent, its resolver.
            ("168.63.129.16/32", "the platform's own"),
            ("192.0.0.0/24", "reserved"), ("192.31.196.0/24", "reserved"), ("192.52.193.0/24", "reserved"), ("192.88.99.0/24", "a relay"), ("192.175.48.0/24", "reserved"),
            ("198.18.0.0/15", "for benchmarks"), ("240.0.0.0/4", "reserved"), ("100::/64", "discarded"), ("2001::/23", "reserved"), ("5f00::/16", "reserved"), ("64:ff9b:1::/48", "reserved"),
            ("192.0.2.0/24", "for documentation"), ("198.51.100.0/24", "for documentation"), ("203.0.113.0/24", "for documentation"), ("2001:db8::/32", "for documentation"), ("3fff::/20", "for documentation"),
        }.Select(range => (IPNetwork.Parse(range.Item1), range.Item2)),
    ];

    /// <summary>Why nothing may be sent to an address.</summary>
    /// <param name="allowPrivate">Whether private addresses and loopback are permitted.</param>
    /// <param name="clear">Whether the message would go without TLS, which only private addresses and loopback may.</param>
    /// <returns>In words; null: it may.</returns>
    public static string? Objection(IPAddress address, bool allowPrivate, bool clear) => Kind(address) switch
    {
        null => clear ? "is public: without TLS only private and loopback addresses are asked" : null,
        Private or Loopback when allowPrivate => null,
        (Private or Loopback) and var kind => $"is {kind}: the channel does not say `allowPrivate`",
        var kind => $"is {kind}: never asked",
    };

    /// <summary>What an address is, if it is not of the internet; the IPv4 address that an IPv6 address carries counts as well.</summary>
    public static string? Kind(IPAddress address)
    {
        foreach (var (network, kind) in Ranges)
        {
            if (network.Contains(address)) return kind;
        }
        return Carried(address) is { } inner ? Kind(inner) : null;
    }

    private static IPAddress? Carried(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return null;
        var bytes = address.GetAddressBytes();
        return bytes switch
        {
            // IPv4-compatible and IPv4-mapped, and the form of RFC 2765 between them.
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ..] or [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, ..] or [0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0, ..] => new IPAddress(bytes.AsSpan(12)),
            // 6to4.
            [0x20, 0x02, ..] => new IPAddress(bytes.AsSpan(2, 4)),
            // NAT64 (RFC 6052).
            [0x00, 0x64, 0xFF, 0x9B, ..] => new IPAddress(bytes.AsSpan(12)),
            // ISATAP.
            [_, _, _, _, _, _, _, _, 0 or 2, 0, 0x5E, 0xFE, ..] => new IPAddress(bytes.AsSpan(12)),
            _ => null,
        };
    }
}
