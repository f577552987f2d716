using System.Net;
using System.Net.Sockets;

namespace Compliance;

/// <summary>Addresses that are not of the internet (registries of IANA for special purposes; RFC 6890).</summary>
internal static class SpecialAddresses
{
    private static readonly (IPNetwork Network, string Name)[] Ranges =
    [
        .. new[]
        {
            ("0.0.0.0/8", "unspecified"), ("10.0.0.0/8", "private"), ("100.64.0.0/10", "shared by a carrier's customers"), ("127.0.0.0/8", "loopback"),
            ("169.254.0.0/16", "link-local"), ("172.16.0.0/12", "private"), ("192.0.0.0/24", "reserved"), ("192.0.2.0/24", "for documentation"),
            ("192.31.196.0/24", "reserved"), ("192.52.193.0/24", "reserved"), ("192.88.99.0/24", "a relay"), ("192.168.0.0/16", "private"), ("192.175.48.0/24", "reserved"),
            ("198.18.0.0/15", "for benchmarks"), ("198.51.100.0/24", "for documentation"), ("203.0.113.0/24", "for documentation"),
            // The platform's own address inside a virtual network of Azure: its agent, its resolver.
            ("168.63.129.16/32", "the platform's own"),
            ("224.0.0.0/4", "multicast"), ("240.0.0.0/4", "reserved"),
            ("::/128", "unspecified"), ("::1/128", "loopback"), ("100::/64", "discarded"), ("2001::/23", "reserved"), ("2001:db8::/32", "for documentation"),
            ("3fff::/20", "for documentation"), ("5f00::/16", "reserved"), ("64:ff9b:1::/48", "reserved"), ("fc00::/7", "private"), ("fe80::/10", "link-local"), ("fec0::/10", "site-local"), ("ff00::/8", "multicast"),
        }.Select(range => (IPNetwork.Parse(range.Item1), range.Item2)),
    ];

    /// <summary>What <paramref name="address"/> is, if it is not of the internet; the IPv4 address that an IPv6 address carries counts as well.</summary>
    /// <returns><c>private</c>, <c>loopback</c> …; null: it is of the internet.</returns>
    public static string? Of(IPAddress address)
    {
        foreach (var (network, name) in Ranges)
        {
            if (network.Contains(address)) return name;
        }
        return Carried(address) is { } inner ? Of(inner) : null;
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
            // NAT64, RFC 6052 and RFC 8215: a translator's own prefix puts the address at the end as well.
            [0x00, 0x64, 0xFF, 0x9B, ..] => new IPAddress(bytes.AsSpan(12)),
            // Teredo: the client's address, inverted. (2001::/23 is refused in any case.)
            [0x20, 0x01, 0, 0, ..] => new IPAddress([(byte)~bytes[12], (byte)~bytes[13], (byte)~bytes[14], (byte)~bytes[15]]),
            // ISATAP.
            [_, _, _, _, _, _, _, _, 0 or 2, 0, 0x5E, 0xFE, ..] => new IPAddress(bytes.AsSpan(12)),
            _ => null,
        };
    }
}
