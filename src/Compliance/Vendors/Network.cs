using System.Net;
using NodaTime;

namespace Compliance.Vendors;

/// <summary>A network from which access is allowed, in force in <c>[From, Until)</c>; null: open.</summary>
public sealed record Network(string? Name, IPNetwork Cidr, Instant? From, Instant? Until)
{
    public bool InForce(Instant at) => (From is null || at >= From) && (Until is null || at < Until);

    /// <summary>An IPv4 address written as IPv6 (<c>::ffff:203.0.113.9</c>) is the IPv4 address.</summary>
    public bool Contains(IPAddress address) => Cidr.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
}
