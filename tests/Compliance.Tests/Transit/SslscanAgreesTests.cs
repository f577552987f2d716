using Compliance.Tests.Transit.Servers;
using Compliance.Transit;

namespace Compliance.Tests.Transit;

/// <summary>
/// The probe and sslscan, on the same servers: versions and suites are equal, and so is what else both can see.
/// What sslscan (2.0.7 on OpenSSL 3.0, as Debian 12 has it) does not see is not compared: suites of SSLv3, and others of a server that completes no handshake;
/// groups where no suite is left that its library offers by default (NULL, anonymous, CCM), and the finite fields of RFC 7919 before TLS 1.3; secure
/// renegotiation of a server without TLS 1.0 or 1.1, of which it says "not supported"; X25519MLKEM768 (it takes a server that has nothing else for one
/// without TLS); the extended master secret; the second certificate of a server with two kinds of key; HTTP. Its option <c>--no-heartbleed</c> leaves out
/// what the probe does not ask for either.
/// </summary>
[Collection(RealServersFixture.Collection)]
public sealed class SslscanAgreesTests(RealServersFixture real)
{
    private const ushort FirstFiniteField = 0x0100;

    private static readonly string? Missing = OutsideProgram.Missing(SslscanReport.Program);

    public static TheoryData<string> Servers { get; } =
    [
        "modern", "legacy", "everything", "tls13-only", "tls12-only", "tls10-only", "p384-only", "one-suite",
        "null", "anonymous", "dhe-1024", "ccm", "chacha", "camellia-aria", "legacy-renegotiation", "mail", "rc4-3des",
    ];

    [SkippableTheory]
    [MemberData(nameof(Servers))]
    public async Task Versions_suites_groups_and_primes_are_equal(string server)
    {
        Skip.IfNot(real.Unavailable is null, real.Unavailable);
        Skip.IfNot(Missing is null, Missing);

        var peer = await SslscanReport.OfAsync(real.Servers.Port(server));
        var seen = await real.ProbeAsync(server);

        AssertEqual(peer, seen);
        if (peer.Versions.Overlaps([(ushort)TlsVersion.Tls10, (ushort)TlsVersion.Tls11])) Assert.Equal(peer.SecureRenegotiation, seen.SecureRenegotiation);
    }

    [SkippableTheory]
    [InlineData(StartTls.Smtp, "--starttls-smtp")]
    [InlineData(StartTls.Imap, "--starttls-imap")]
    public async Task They_are_equal_behind_STARTTLS(StartTls protocol, string option)
    {
        Skip.IfNot(real.Unavailable is null, real.Unavailable);
        Skip.IfNot(Missing is null, Missing);
        var port = real.Servers.Port("mail");
        await using var front = protocol is StartTls.Smtp ? StartTlsFront.Smtp(port) : StartTlsFront.Imap(port);

        var peer = await SslscanReport.OfAsync(front.Port, option);
        var seen = await RealServersFixture.ProbeAsync(front.Port, startTls: protocol);

        AssertEqual(peer, seen);
    }

    // sslscan offers one group at a time; OpenSSL refuses a client of TLS 1.2 that does not offer the curve of its certificate's key as well.
    [SkippableFact]
    public async Task Curves_beside_that_of_the_certificate_are_seen_by_the_probe_alone()
    {
        Skip.IfNot(real.Unavailable is null, real.Unavailable);
        Skip.IfNot(Missing is null, Missing);

        var peer = await SslscanReport.OfAsync(real.Servers.Port("p384"));
        var seen = await real.ProbeAsync("p384");

        AssertEqualSuites(peer, seen);
        Assert.Equal([0x0018], GroupsOf(peer.Groups, (ushort)TlsVersion.Tls12));
        Assert.Equal([0x0017, 0x0018, 0x0019, 0x001D, 0x001E], GroupsOf(GroupsOf(seen), (ushort)TlsVersion.Tls12));
    }

    private static void AssertEqual(SslscanReport peer, EndpointObservation seen)
    {
        AssertEqualSuites(peer, seen);
        foreach (var version in peer.Groups.Select(group => group.Version).Distinct())
            Assert.Equal(GroupsOf(peer.Groups, version), GroupsOf(GroupsOf(seen), version).Where(id => version >= (ushort)TlsVersion.Tls13 || id < FirstFiniteField));
    }

    private static void AssertEqualSuites(SslscanReport peer, EndpointObservation seen)
    {
        Assert.NotEmpty(peer.Suites);
        Assert.Equal(peer.Versions.Order(), seen.Versions.Where(version => version.Accepted is true).Select(version => (ushort)version.Version).Order());
        Assert.Equal(peer.Suites.Order(), seen.Suites.Select(suite => ((ushort)suite.Version, suite.Id)).Order());
        if (peer.DhBits.Count > 0) Assert.Equal(peer.DhBits.Min(), seen.SmallestDhBits);
    }

    private static IEnumerable<(ushort Version, ushort Id)> GroupsOf(EndpointObservation seen) => seen.Groups.Select(group => ((ushort)group.Version, group.Id));

    private static IEnumerable<ushort> GroupsOf(IEnumerable<(ushort Version, ushort Id)> groups, ushort version) =>
        groups.Where(group => group.Version == version).Select(group => group.Id).Order();
}
