using System.Net;
using Compliance.Transit;
using Compliance.Transit.Certificates;
using Compliance.Transit.Probing;

namespace Compliance.Tests.Transit.Probe;

public sealed class HostTests
{
    [Theory]
    [InlineData("API.Example.com.", "api.example.com")]
    [InlineData("bücher.example", "xn--bcher-kva.example")]
    public void A_name_becomes_what_DNS_knows(string given, string name) => Assert.Equal(name, HostName.Parse(given).Name);

    [Theory]
    [InlineData("192.0.2.1")]
    [InlineData("2001:db8::1")]
    public void An_address_is_no_name(string given) => Assert.Equal((null, IPAddress.Parse(given)), (HostName.Parse(given).Name, HostName.Parse(given).Address));

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a..b")]
    [InlineData("a\r\nHost: b")]
    [InlineData("https://example.com")]
    public void What_is_neither_is_refused(string given) => Assert.Throws<InputException>(() => HostName.Parse(given));

    [Theory]
    [InlineData("127.0.0.1", "loopback")]
    [InlineData("10.1.2.3", "private")]
    [InlineData("172.31.255.255", "private")]
    [InlineData("192.168.0.1", "private")]
    [InlineData("169.254.169.254", "link-local")]
    [InlineData("168.63.129.16", "the platform's own")]
    [InlineData("100.64.0.1", "shared by a carrier's customers")]
    [InlineData("0.0.0.0", "unspecified")]
    [InlineData("224.0.0.1", "multicast")]
    [InlineData("255.255.255.255", "reserved")]
    [InlineData("203.0.113.9", "for documentation")]
    [InlineData("198.18.0.1", "for benchmarks")]
    [InlineData("::1", "loopback")]
    [InlineData("::", "unspecified")]
    [InlineData("fd00::1", "private")]
    [InlineData("fe80::1", "link-local")]
    [InlineData("ff02::1", "multicast")]
    [InlineData("2001:db8::1", "for documentation")]
    [InlineData("::ffff:127.0.0.1", "loopback")]
    [InlineData("::ffff:169.254.169.254", "link-local")]
    [InlineData("::10.0.0.1", "private")]
    [InlineData("2002:7f00:1::", "loopback")]
    [InlineData("64:ff9b::10.0.0.1", "private")]
    [InlineData("64:ff9b:1::1", "reserved")]
    [InlineData("2001:0:1:2:3:4:80ff:fffe", "reserved")]
    [InlineData("2a00::5efe:10.0.0.1", "private")]
    public void An_address_that_is_not_of_the_internet_is_known(string address, string name) => Assert.Equal(name, SpecialAddresses.Of(IPAddress.Parse(address)));

    [Theory]
    [InlineData("9.9.9.9")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("2a00:1450::1")]
    [InlineData("::ffff:9.9.9.9")]
    [InlineData("2002:909:909::")]
    public void An_address_of_the_internet_is_let_through(string address) => Assert.Null(SpecialAddresses.Of(IPAddress.Parse(address)));

    [Theory]
    [InlineData("api.example.com", "api.example.com", true)]
    [InlineData("API.example.com", "api.example.com", true)]
    [InlineData("*.example.com", "api.example.com", true)]
    [InlineData("*.example.com", "example.com", false)]
    [InlineData("*.example.com", "a.b.example.com", false)]
    [InlineData("a*.example.com", "api.example.com", false)]
    [InlineData("api.*.com", "api.example.com", false)]
    [InlineData("*.com", "example.com", false)]
    [InlineData("*", "localhost", false)]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("other.example.com", "api.example.com", false)]
    public void A_certificate_is_for_the_names_that_it_lists(string listed, string host, bool matches)
    {
        using var certificate = TestCertificates.SelfSigned(listed);

        Assert.Equal(matches, SubjectNames.Of(certificate).Match(HostName.Parse(host)));
    }

    [Fact]
    public void A_common_name_is_not_looked_at()
    {
        using var certificate = TestCertificates.SelfSigned();

        Assert.False(SubjectNames.Of(certificate).Match(HostName.Parse("test")));
    }

    [Theory]
    [InlineData("max-age=31536000; includeSubDomains", 31536000L)]
    [InlineData("includeSubDomains ;MAX-AGE = \"63072000\"", 63072000L)]
    [InlineData("max-age=0", 0L)]
    [InlineData("max-age=99999999999999999999", long.MaxValue)]
    [InlineData("max-age=-1", null)]
    [InlineData("max-age=1; max-age=2", null)]
    [InlineData("includeSubDomains", null)]
    [InlineData("", null)]
    public void The_age_of_strict_transport_is_read_as_browsers_do(string field, long? seconds) => Assert.Equal(seconds, StrictTransport.MaxAge(field));

    [Theory]
    [InlineData(9, "probe limit `Connections` is 9; give it a value from 10 to 5000")]
    public void A_limit_out_of_its_range_is_refused_by_name(int connections, string message) =>
        Assert.Equal(message, Assert.Throws<InputException>(() => new EndpointProbe(ProbeLimits.Default with { Connections = connections }, new ProbeOptions(), TimeProvider.System)).Message);

    [Fact]
    public void The_defaults_are_within_their_ranges() => Assert.Same(ProbeLimits.Default, ProbeLimits.Default.Validated());
}
