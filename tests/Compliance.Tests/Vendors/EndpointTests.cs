using Compliance.Vendors;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Compliance.Tests.Vendors;

public sealed class EndpointTests
{
    [Theory]
    [InlineData("crm.example", "crm.example", 443)]
    [InlineData("CRM.Example:8443", "crm.example", 8443)]
    [InlineData("crm.example:65535", "crm.example", 65535)]
    [InlineData("localhost:1", "localhost", 1)]
    [InlineData("_sip.crm-2.xn--bcher-kva.example", "_sip.crm-2.xn--bcher-kva.example", 443)]
    [InlineData("203.0.113.9", "203.0.113.9", 443)]
    [InlineData("203.0.113.9:25", "203.0.113.9", 25)]
    [InlineData("[2001:DB8:0::1]", "2001:db8::1", 443)]
    [InlineData("[2001:db8::1]:993", "2001:db8::1", 993)]
    [InlineData("[::ffff:203.0.113.9]:993", "203.0.113.9", 993)]
    public void A_host_is_a_name_or_an_address_with_or_without_a_port(string text, string host, int port)
    {
        var endpoint = Read($"host: '{text}'");

        Assert.Equal((host, port), (endpoint.Host, endpoint.Port));
    }

    [Theory]
    [InlineData("https://crm.example")]
    [InlineData("crm.example/login")]
    [InlineData("crm.example:0")]
    [InlineData("crm.example:0443")]
    [InlineData("crm.example:65536")]
    [InlineData("crm.example:+1")]
    [InlineData("crm.example:")]
    [InlineData("crm.example:1:2")]
    [InlineData("crm.example.")]
    [InlineData("crm..example")]
    [InlineData("-crm.example")]
    [InlineData("crm .example")]
    [InlineData("bücher.example")]
    [InlineData(":443")]
    [InlineData("*.example")]
    [InlineData("user@crm.example")]
    [InlineData("203.0.113")]
    [InlineData("203.0.113.256")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("127.0.0.0x1")]
    [InlineData("2130706433")]
    [InlineData("010.0.0.1")]
    [InlineData("2001:db8::1")]
    [InlineData("[2001:db8::1")]
    [InlineData("[2001:db8::1]443")]
    [InlineData("[fe80::1%eth0]")]
    [InlineData("[203.0.113.9]")]
    [InlineData("[]")]
    public void Anything_else_is_refused(string text) =>
        RefusalTests.AssertRefused(MemoryFolder.With(vendor: $"id: acme\nendpoints: [{{ host: '{text}' }}]\n"), $"vendor.yaml:2:21: `{text}` is ");

    [Fact]
    public void A_name_is_at_most_253_characters_long_and_its_parts_63()
    {
        var part = new string('a', 63);
        var longest = $"{part}.{part}.{part}.{new string('a', 61)}";

        Assert.NotNull(HostPort.Parse(longest, out _));
        Assert.Null(HostPort.Parse(longest + "a", out _));
        Assert.Null(HostPort.Parse(part + "a", out _));
    }

    [Fact]
    public void What_was_read_is_read_again_as_the_same() => Check.One(Tried.Times(), Prop.ForAll(
        Arb.From(Gen.Elements("crm", ".", ":", "[", "]", "::1", "127.0.0.1", "0", "1", "f", "x", "-", "443", "ä").ArrayOf().Select(string.Concat)),
        text => HostPort.Parse(text, out var problem) is { } parsed ? HostPort.Parse(parsed.ToString(), out _) == parsed : problem.Length > 0));

    [Fact]
    public void Every_key_of_an_endpoint_is_read()
    {
        var endpoints = VendorReader.Read(Examples.Folder()).Vendor.Endpoints;

        Assert.Equal(2, endpoints.Count);
        Assert.Equal(("crm.example:443", "acme", null, false), (endpoints[0].ToString(), endpoints[0].Owner, endpoints[0].StartTls, endpoints[0].AllowPrivate));
        Assert.Equal("pci-dss-4.0.1", endpoints[0].Profile);
        Assert.Equal(new ProbeConsent("j.cruz", "MSA-2031", Instant.FromUtc(2027, 1, 1, 0, 0)), endpoints[0].Permission);
        Assert.Equal(("[2001:db8::25]:587", "smtp", "mozilla-modern", true), (endpoints[1].ToString(), endpoints[1].StartTls, endpoints[1].Profile, endpoints[1].AllowPrivate));
        Assert.Null(endpoints[1].Permission);
        Assert.Equal([21, 22], endpoints.Select(endpoint => endpoint.Line));
    }

    [Fact]
    public void One_host_may_have_several_ports() =>
        Assert.Equal(2, VendorReader.Read(MemoryFolder.With("id: acme\nendpoints: [{ host: a }, { host: 'a:8443' }]\n")).Vendor.Endpoints.Count);

    [Fact]
    public void Without_a_permission_it_may_not_be_probed()
    {
        var endpoint = Read("host: a");

        Assert.False(endpoint.MayProbe(Instant.FromUtc(2026, 1, 1, 0, 0)));
        Assert.StartsWith("nobody permitted probing it: add `permission", endpoint.WhyNotProbe(Instant.MinValue), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2024-02-29", "2024-03-01T00:00:00Z")]
    [InlineData("2026-12-31", "2027-01-01T00:00:00Z")]
    [InlineData("2026-12-31T16:00:00+08:00", "2026-12-31T08:00:00Z")]
    [InlineData("9999-12-31", "9999-01-01T00:00:00Z")]
    public void A_permission_ends_with_its_day_in_utc_or_at_its_instant(string until, string end)
    {
        var endpoint = Read($"host: a, permission: {{ by: b, document: c, until: '{until}' }}");
        var ends = NodaTime.Text.InstantPattern.ExtendedIso.Parse(end).Value;

        Assert.True(endpoint.MayProbe(ends - Duration.Epsilon));
        Assert.False(endpoint.MayProbe(ends));
        Assert.Equal($"the permission to probe it ended at {end}: have it renewed, and correct `until` in vendor.yaml", endpoint.WhyNotProbe(ends));
    }

    private static VendorEndpoint Read(string keys) =>
        Assert.Single(VendorReader.Read(MemoryFolder.With($"id: acme\nendpoints: [{{ {keys} }}]\n")).Vendor.Endpoints);
}
