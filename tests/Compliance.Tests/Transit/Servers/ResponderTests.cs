using System.Numerics;
using Compliance.Transit;

namespace Compliance.Tests.Transit.Servers;

/// <summary>What no library here has any more, or never had, and what servers do wrong.</summary>
public sealed class ResponderTests
{
    private const ushort Ssl3 = 0x0300;
    private const ushort Tls10 = 0x0301;
    private const ushort Tls12 = 0x0303;
    private const ushort Tls13 = 0x0304;

    private static readonly BigInteger Prime512 = DhParameters.Prime1024 >> 512 | BigInteger.One;
    private static readonly Lazy<byte[]> Certificate = new(SelfSigned);

    [Fact]
    public async Task SSLv3_with_export_DES_IDEA_RC4_and_3DES_is_seen()
    {
        var seen = await ProbeAsync(new() { Suites = { [Ssl3] = [0x0003, 0x0006, 0x0008, 0x0014, 0x0017, 0x0019, 0x0004, 0x0005, 0x0007, 0x0009, 0x000A] } });

        Assert.Equal("ssl3: 0003 0004 0005 0006 0007 0008 0009 000A 0014 0017 0019", AcceptedSuites.Of(seen));
    }

    [Fact]
    public async Task Suites_of_SSLv3_and_of_later_versions_are_kept_apart()
    {
        var seen = await ProbeAsync(new() { Suites = { [Ssl3] = [0x0003, 0x000A], [Tls10] = [0x0009, 0x0062, 0x0064], [Tls12] = [0x009C] } });

        Assert.Equal("ssl3: 0003 000A | 1.0: 0009 0062 0064 | 1.2: 009C", AcceptedSuites.Of(seen));
    }

    [Fact]
    public async Task The_order_of_the_server_is_seen()
    {
        var seen = await ProbeAsync(new() { Suites = { [Tls12] = [0x000A, 0xC030, 0x0005, 0x009C] } });

        Assert.Equal([0x000A, 0xC030, 0x0005, 0x009C], seen.Suites.Select(suite => (int)suite.Id));
        Assert.Equal(true, Assert.Single(seen.Versions, version => version.Version is TlsVersion.Tls12).ServerPreference);
    }

    [Fact]
    public async Task A_prime_for_export_is_measured()
    {
        var seen = await ProbeAsync(new() { Suites = { [Tls10] = [0x0033, 0x0014] }, DhPrime = Prime512 });

        Assert.Equal(512, seen.SmallestDhBits);
    }

    [Fact]
    public async Task An_answer_of_an_older_version_than_was_offered_accepts_the_older_one_alone()
    {
        var seen = await ProbeAsync(new() { Suites = { [Tls10] = [0x002F] }, Insists = Tls10 });

        Assert.Equal("1.0: 002F", AcceptedSuites.Of(seen));
    }

    [Fact]
    public async Task An_answer_of_a_newer_version_than_was_offered_accepts_none_but_its_own()
    {
        var seen = await ProbeAsync(new() { Suites = { [Tls12] = [0x002F, 0xC02F, 0x009C] }, Insists = Tls12 });

        Assert.Equal("1.2: 002F 009C C02F", AcceptedSuites.Of(seen));
        Assert.DoesNotContain(seen.Versions, version => version.Version is not TlsVersion.Tls12 && version.Accepted is true);
    }

    [Fact]
    public async Task A_suite_that_was_not_offered_is_not_accepted_and_said_to_have_been_chosen()
    {
        var seen = await ProbeAsync(new() { Suites = { [Tls12] = [] }, InsistsOnSuite = 0x7A7A });

        Assert.Empty(seen.Suites);
        Assert.Contains("0x7A7A, which was not offered", seen.Incomplete, StringComparison.Ordinal);
    }

    // RFC 8446, section 4.1.4: the group is named in a HelloRetryRequest, so nothing of ML-KEM need be computed.
    [Fact]
    public async Task X25519MLKEM768_is_seen_by_the_request_to_retry()
    {
        var seen = await ProbeAsync(new() { Suites = { [Tls13] = [0x1301, 0x1302] } });

        Assert.Equal("1.3: 1301 1302", AcceptedSuites.Of(seen));
        Assert.Equal([new GroupObservation(0x11EC, TlsVersion.Tls13)], seen.Groups);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Compression_is_seen_when_it_is_chosen(bool compresses)
    {
        var seen = await ProbeAsync(new() { Suites = { [Tls10] = [0x002F], [Tls12] = [0x002F] }, Compresses = compresses });

        Assert.Equal(compresses, seen.Compression);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Secure_renegotiation_is_seen_when_it_is_answered(bool answered)
    {
        var seen = await ProbeAsync(new() { Suites = { [Tls10] = [0x002F], [Tls12] = [0x002F] }, AnswersRenegotiation = answered });

        Assert.Equal(answered, seen.SecureRenegotiation);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_extended_master_secret_is_seen_when_it_is_answered(bool answered)
    {
        var seen = await ProbeAsync(new() { Suites = { [Tls12] = [0x002F] }, AnswersExtendedMasterSecret = answered });

        Assert.Equal(answered, seen.ExtendedMasterSecret);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_downgrade_is_seen_when_it_is_let_through(bool refused)
    {
        var seen = await ProbeAsync(new() { Suites = { [Tls10] = [0x002F], [Tls12] = [0x002F] }, RefusesFallback = refused });

        Assert.Equal(refused, seen.FallbackScsv);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task Messages_may_be_cut_into_records_anywhere(int bytes)
    {
        var seen = await ProbeAsync(new() { Suites = { [Ssl3] = [0x0003], [Tls12] = [0x0033, 0x009C] }, Fragment = bytes });

        Assert.Equal("ssl3: 0003 | 1.2: 0033 009C", AcceptedSuites.Of(seen));
        Assert.Equal(1024, seen.SmallestDhBits);
        Assert.Equal("CN=responder.test", Assert.Single(seen.Certificates).Subject);
    }

    private static async Task<EndpointObservation> ProbeAsync(ResponderPolicy policy)
    {
        await using var responder = new Responder(policy with { Certificates = [Certificate.Value] });
        return await RealServersFixture.ProbeAsync(responder.Port);
    }

    private static byte[] SelfSigned()
    {
        using var certificate = new TestCertificate { Subject = "responder.test", SelfSigned = true }.Request()
            .CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        return certificate.RawData;
    }
}
