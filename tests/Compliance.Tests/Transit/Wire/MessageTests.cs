using Compliance.Transit;
using Compliance.Transit.Wire;

namespace Compliance.Tests.Transit.Wire;

public sealed class MessageTests
{
    [Fact]
    public void A_hello_has_the_version_of_the_message() => Assert.Equal((TlsVersion.Tls10, (ushort)0x002F), (Parse(Spoken.Hello(0x0301, 0x002F)).Version, Parse(Spoken.Hello(0x0301, 0x002F)).Suite));

    [Fact]
    public void Supported_versions_win_over_it() => Assert.Equal(TlsVersion.Tls13, Parse(Spoken.Hello(0x0303, 0x1301, Spoken.Extension(43, 3, 4))).Version);

    [Fact]
    public void A_retry_request_is_known_by_its_random_and_names_a_group()
    {
        var hello = Parse(Spoken.Retry(0x1301, 0x11EC));

        Assert.True(hello.IsRetryRequest);
        Assert.Equal((TlsVersion.Tls13, (ushort?)0x11EC), (hello.Version, hello.Group));
        Assert.False(Parse(Spoken.Hello(0x0303, 0x1301)).IsRetryRequest);
    }

    [Fact]
    public void What_is_answered_is_seen()
    {
        var answered = Parse(Spoken.Hello(0x0303, 0xC02F, [.. Spoken.Extension(0xFF01, 0), .. Spoken.Extension(23), .. Spoken.Extension(5)], compression: 1));
        var silent = Parse(Spoken.Hello(0x0303, 0xC02F));

        Assert.True(answered is { SecureRenegotiation: true, ExtendedMasterSecret: true, AnnouncesStatus: true, Compressed: true });
        Assert.True(silent is { SecureRenegotiation: false, ExtendedMasterSecret: false, AnnouncesStatus: false, Compressed: false });
    }

    [Fact]
    public void A_prime_counts_from_its_first_bit()
    {
        Assert.Equal(1024, ServerKeyExchange.ParseField(Spoken.Field(128).AsSpan(4)).PrimeBits);
        Assert.Equal(505, ServerKeyExchange.ParseField([0, 65, 0, 1, .. new byte[63]]).PrimeBits);
        Assert.Throws<ProtocolException>(() => ServerKeyExchange.ParseField([0, 2, 0, 0]));
    }

    [Fact]
    public void A_field_of_RFC_7919_is_known_by_its_prime()
    {
        byte[] prime = [.. Convert.FromHexString("FFFFFFFFFFFFFFFFADF85458A2BB4A9AAFDC5620273D3CF1D8B9C583CE2D3695"), .. new byte[224]];

        Assert.Equal(new ServerKeyExchange(2048, 0x0100), ServerKeyExchange.ParseField([1, 0, .. prime]));
    }

    [Fact]
    public void A_curve_is_named() => Assert.Equal(new ServerKeyExchange(null, 0x001D), ServerKeyExchange.ParseCurve(Spoken.Curve(0x001D).AsSpan(4)));

    [Fact]
    public void A_chain_keeps_its_order_and_has_an_end()
    {
        var limits = new WireLimits(4096, 2);

        Assert.Equal([[1], [2, 3]], CertificateMessage.Parse(Spoken.Certificates([1], [2, 3]).AsSpan(4), limits));
        Assert.Contains("more than 2 certificates", Assert.Throws<ProtocolException>(() => CertificateMessage.Parse(Spoken.Certificates([1], [2], [3]).AsSpan(4), limits)).Message, StringComparison.Ordinal);
    }

    private static ServerHello Parse(byte[] message) => ServerHello.Parse(message.AsSpan(4));
}
