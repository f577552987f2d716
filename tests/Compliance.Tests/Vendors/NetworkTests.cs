using System.Net;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Tests.Vendors;

public sealed class NetworkTests
{
    [Theory]
    [InlineData("203.0.113.0/24", "203.0.113.255", true)]
    [InlineData("203.0.113.0/24", "203.0.114.0", false)]
    [InlineData("203.0.113.0/24", "::ffff:203.0.113.9", true)]
    [InlineData("203.0.113.9", "203.0.113.9", true)]
    [InlineData("203.0.113.9", "203.0.113.8", false)]
    [InlineData("::ffff:203.0.113.0/120", "203.0.113.9", true)]
    [InlineData("0.0.0.0/0", "198.51.100.1", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("2001:db8:20::/48", "2001:db8:20:ffff::1", true)]
    [InlineData("2001:db8:20::/48", "2001:db8:21::1", false)]
    [InlineData("2001:db8::1", "2001:DB8:0::1", true)]
    [InlineData("::/0", "198.51.100.1", false)]
    public void A_network_contains_its_addresses(string cidr, string address, bool contained) =>
        Assert.Equal(contained, new Network(null, Cidr(cidr), null, null).Contains(IPAddress.Parse(address)));

    [Theory]
    [InlineData("203.0.113.9", "203.0.113.9/32")]
    [InlineData("2001:db8::1", "2001:db8::1/128")]
    [InlineData("::ffff:203.0.113.9", "203.0.113.9/32")]
    public void A_plain_address_is_a_network_of_one(string text, string cidr) => Assert.Equal(cidr, Cidr(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("10.1")]
    [InlineData("010.0.0.1")]
    [InlineData("0x0a.0.0.1")]
    [InlineData("10.0.0.0/")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/ 8")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/8/8")]
    [InlineData("10.0.0.0/255.0.0.0")]
    [InlineData("[::1]")]
    [InlineData("[::1]:443")]
    [InlineData("fe80::1%eth0")]
    [InlineData("::/129")]
    public void Other_texts_are_no_network(string text)
    {
        Assert.Null(Notations.Cidr(text, out var problem));
        Assert.StartsWith($"`{text}` is not a network: expected one such as 203.0.113.0/24", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("203.0.113.9/24", "203.0.113.0/24")]
    [InlineData("2001:db8:20::1/48", "2001:db8:20::/48")]
    [InlineData("10.255.0.0/7", "10.0.0.0/7")]
    [InlineData("255.255.255.255/0", "0.0.0.0/0")]
    public void Address_bits_after_the_prefix_are_told_with_the_network_meant(string text, string meant)
    {
        Assert.Null(Notations.Cidr(text, out var problem));
        Assert.Contains($"write {meant}, or", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_is_in_force_from_its_beginning_until_before_its_end()
    {
        var (from, until) = (Instant.FromUtc(2026, 3, 1, 0, 0), Instant.FromUtc(2026, 4, 1, 0, 0));
        var network = new Network("vdi", Cidr("10.0.0.0/8"), from, until);

        Assert.False(network.InForce(from - Duration.Epsilon));
        Assert.True(network.InForce(from));
        Assert.True(network.InForce(until - Duration.Epsilon));
        Assert.False(network.InForce(until));
        Assert.True((network with { From = null }).InForce(Instant.MinValue));
        Assert.True((network with { Until = null }).InForce(Instant.MaxValue));
    }

    private static IPNetwork Cidr(string text) => Notations.Cidr(text, out _)!.Value;
}
