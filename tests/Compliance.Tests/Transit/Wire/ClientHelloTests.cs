using Compliance.Transit;
using Compliance.Transit.Probing;
using Compliance.Transit.Wire;

namespace Compliance.Tests.Transit.Wire;

public sealed class ClientHelloTests
{
    private static readonly HelloForm Named = new(HostName.Parse("api.example.com"));

    [Theory]
    [InlineData(TlsVersion.Ssl3, 0x0300, 0x0300)]
    [InlineData(TlsVersion.Tls10, 0x0301, 0x0301)]
    [InlineData(TlsVersion.Tls11, 0x0302, 0x0301)]
    [InlineData(TlsVersion.Tls12, 0x0303, 0x0301)]
    [InlineData(TlsVersion.Tls13, 0x0303, 0x0301)]
    public void Asks_for_one_version_with_every_suite_of_it_and_the_name(TlsVersion version, int inMessage, int inRecord)
    {
        var hello = Heard.Parse(Named.For(version, OfferedSuites.Of(version)).Encode());

        Assert.Equal((inMessage, inRecord, (int)version), (hello.Version, hello.RecordVersion, hello.Asked));
        Assert.Empty(OfferedSuites.Of(version).Select(suite => (int)suite).Except(hello.Suites));
        Assert.Equal("\0\u0012\0\0\u000Fapi.example.com", string.Concat(hello.Extensions[0].Select(one => (char)one)));
    }

    [Fact]
    public void An_address_is_no_name() =>
        Assert.False(Heard.Parse(new HelloForm(HostName.Parse("192.0.2.1")).For(TlsVersion.Tls12, [0xC02F]).Encode()).Extensions.ContainsKey(0));

    [Fact]
    public void SSLv3_gets_the_signalling_suite_and_no_extension_but_the_name()
    {
        var hello = Heard.Parse(Named.For(TlsVersion.Ssl3, [0x0005]).Encode());

        Assert.Equal([0x0005, 0x00FF], hello.Suites);
        Assert.Equal([0], hello.Extensions.Keys);
    }

    [Fact]
    public void TLS_1_3_is_asked_without_a_key_share_and_without_compression()
    {
        var hello = Heard.Parse(Named.For(TlsVersion.Tls13, [0x1301], [0x11EC]).Encode());

        Assert.Equal([0, 0], hello.Extensions[51]);
        Assert.Equal([0x11EC], hello.Groups);
        Assert.Equal([0], hello.Compression);
    }

    [Fact]
    public void Older_versions_are_offered_compression() => Assert.Equal([1, 0], Heard.Parse(Named.For(TlsVersion.Tls10, [0x002F]).Encode()).Compression);

    [Fact]
    public void A_fallback_says_so() => Assert.Equal([0x002F, 0x5600], Heard.Parse((Named.For(TlsVersion.Tls10, [0x002F]) with { IsFallback = true }).Encode()).Suites);

    [Fact]
    public void No_length_is_one_that_balancers_take_for_SSLv2() =>
        Assert.All(Enumerable.Range(1, 250), count =>
        {
            var suites = OfferedSuites.Of(TlsVersion.Tls12).Take(count).ToList();
            Assert.DoesNotContain(Heard.Parse(Named.For(TlsVersion.Tls12, suites).Encode()).MessageLength, Enumerable.Range(256, 256));
        });

    [Theory]
    [InlineData(TlsVersion.Ssl3)]
    [InlineData(TlsVersion.Tls12)]
    [InlineData(TlsVersion.Tls13)]
    public void No_suite_is_offered_twice(TlsVersion version) => Assert.Equal(OfferedSuites.Of(version).Count, OfferedSuites.Of(version).Distinct().Count());
}
