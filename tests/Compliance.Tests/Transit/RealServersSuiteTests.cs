using Compliance.Tests.Transit.Servers;
using Compliance.Transit;

namespace Compliance.Tests.Transit;

/// <summary>Versions, suites, groups and the flags of the handshake.</summary>
[Collection(RealServersFixture.Collection)]
public sealed class RealServersSuiteTests(RealServersFixture real)
{
    [SkippableTheory]
    [InlineData("modern", "1.2: C02B C02C C02F C030 CCA8 CCA9 | 1.3: 1301 1302 1303")]
    [InlineData("tls13-only", "1.3: 1301 1302 1303")]
    [InlineData("tls12-only", "1.2: C02F C030")]
    [InlineData("tls10-only", "1.0: 002F 0035 C013 C014")]
    [InlineData("one-suite", "1.2: C02F")]
    [InlineData("ccm", "1.2: C09C C09D C09E C09F C0A0 C0A1 C0A2 C0A3 | 1.3: 1304 1305")]
    [InlineData("chacha", "1.2: CCA8 CCAA | 1.3: 1303")]
    [InlineData("null", "1.0: 0001 0002 C010 | 1.1: 0001 0002 C010 | 1.2: 0001 0002 003B C010")]
    [InlineData("anonymous", "1.0: 0034 003A 0046 0089 C015 C018 C019 | 1.1: 0034 003A 0046 0089 C015 C018 C019"
        + " | 1.2: 0034 003A 0046 006C 006D 0089 00A6 00A7 00BF 00C5 C015 C018 C019")]
    [InlineData("rc4-3des", "1.0: 0004 0005 000A 0016 002F 0033 C011 C012 C013 | 1.1: 0004 0005 000A 0016 002F 0033 C011 C012 C013"
        + " | 1.2: 0004 0005 000A 0016 002F 0033 C011 C012 C013")]
    public async Task Exactly_the_configured_versions_and_suites_are_accepted(string server, string accepted)
    {
        Skip.IfNot(real.Unavailable is null, real.Unavailable);

        var seen = await real.ProbeAsync(server);

        Assert.Equal(Enum.GetValues<TlsVersion>(), seen.Versions.Select(version => version.Version));
        Assert.DoesNotContain(seen.Versions, version => version.Accepted is null);
        Assert.Equal(accepted, AcceptedSuites.Of(seen));
    }

    [SkippableTheory]
    [InlineData("modern", TlsVersion.Tls12, false)]
    [InlineData("modern", TlsVersion.Tls13, false)]
    [InlineData("tls12-only", TlsVersion.Tls12, true)]
    [InlineData("one-suite", TlsVersion.Tls12, null)]
    [InlineData("legacy", TlsVersion.Tls10, true)]
    [InlineData("legacy", TlsVersion.Tls12, true)]
    [InlineData("everything", TlsVersion.Tls12, false)]
    [InlineData("camellia-aria", TlsVersion.Tls11, true)]
    [InlineData("legacy", TlsVersion.Tls13, null)]
    public async Task Whose_order_of_suites_decides_is_seen(string server, TlsVersion version, bool? serverPreference)
    {
        Skip.IfNot(real.Unavailable is null, real.Unavailable);

        var seen = await real.ProbeAsync(server);

        Assert.Equal(serverPreference, Assert.Single(seen.Versions, of => of.Version == version).ServerPreference);
    }

    [SkippableFact]
    public async Task Suites_come_in_the_order_of_a_server_that_has_one()
    {
        Skip.IfNot(real.Unavailable is null, real.Unavailable);

        var seen = await real.ProbeAsync("tls12-only");

        Assert.Equal([0xC030, 0xC02F], seen.Suites.Select(suite => (int)suite.Id));
    }

    [SkippableTheory]
    [InlineData("modern", TlsVersion.Tls13, new int[] { 0x0017, 0x0018, 0x001D })]
    [InlineData("modern", TlsVersion.Tls12, new int[] { 0x0017, 0x0018, 0x001D })]
    [InlineData("p384-only", TlsVersion.Tls13, new int[] { 0x0018 })]
    [InlineData("p384-only", TlsVersion.Tls12, new int[] { 0x0018 })]
    [InlineData("tls13-only", TlsVersion.Tls13, new int[] { 0x0017, 0x0018, 0x0019, 0x001D, 0x001E, 0x0100, 0x0101, 0x0102, 0x0103, 0x0104 })]
    public async Task Exactly_the_configured_groups_are_accepted(string server, TlsVersion version, int[] groups)
    {
        Skip.IfNot(real.Unavailable is null, real.Unavailable);

        var seen = await real.ProbeAsync(server);

        Assert.Equal(groups, seen.Groups.Where(group => group.Version == version).Select(group => (int)group.Id).Order());
    }

    [SkippableTheory]
    [InlineData("legacy", 1024)]
    [InlineData("dhe-1024", 1024)]
    [InlineData("anonymous", 1024)]
    [InlineData("rc4-3des", 2048)]
    [InlineData("tls10-only", null)]
    [InlineData("tls12-only", null)]
    public async Task The_smallest_prime_is_measured(string server, int? bits)
    {
        Skip.IfNot(real.Unavailable is null, real.Unavailable);

        Assert.Equal(bits, (await real.ProbeAsync(server)).SmallestDhBits);
    }

    [SkippableTheory]
    [InlineData("modern", true, true)]
    [InlineData("legacy", true, false)]
    [InlineData("legacy-renegotiation", true, true)]
    [InlineData("rc4-3des", true, true)]
    [InlineData("tls13-only", null, null)]
    public async Task Secure_renegotiation_and_the_extended_master_secret_are_seen(string server, bool? renegotiation, bool? extendedMasterSecret)
    {
        Skip.IfNot(real.Unavailable is null, real.Unavailable);

        var seen = await real.ProbeAsync(server);

        Assert.Equal(renegotiation, seen.SecureRenegotiation);
        Assert.Equal(extendedMasterSecret, seen.ExtendedMasterSecret);
    }

    [SkippableTheory]
    [InlineData("modern", true)]
    [InlineData("legacy", true)]
    [InlineData("everything", true)]
    [InlineData("tls12-only", null)]
    [InlineData("tls13-only", null)]
    public async Task A_needless_downgrade_is_refused_where_there_is_something_to_fall_back_from(string server, bool? refused)
    {
        Skip.IfNot(real.Unavailable is null, real.Unavailable);

        Assert.Equal(refused, (await real.ProbeAsync(server)).FallbackScsv);
    }

    [SkippableTheory]
    [InlineData("modern")]
    [InlineData("legacy")]
    [InlineData("everything")]
    [InlineData("tls13-only")]
    [InlineData("mail")]
    public async Task Nothing_is_left_open_about_a_server_that_answers_everything(string server)
    {
        Skip.IfNot(real.Unavailable is null, real.Unavailable);

        var seen = await real.ProbeAsync(server);

        Assert.Null(seen.Incomplete);
        Assert.Equal("127.0.0.1", seen.Address);
        Assert.NotEqual(true, seen.Compression);
        Assert.InRange(seen.Connections, 1, 250);
    }
}
