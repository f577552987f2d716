using Compliance.Transit;

namespace Compliance.Tests.Transit.Probe;

public sealed class GroupTests
{
    [Fact]
    public async Task A_server_of_post_quantum_groups_alone_is_seen_by_its_retry_requests()
    {
        int[] wanted = [0x11ED, 0x11EC];
        await using var server = new ScriptedServer(async (connection, _, stop) =>
        {
            var hello = await Heard.ReadAsync(connection, stop);
            var group = wanted.FirstOrDefault(hello.Groups.Contains);
            await connection.WriteAsync(hello.Asked == 0x0304 && group != 0 && hello.Suites.Contains(0x1302) ? Spoken.Handshake(Spoken.Retry(0x1302, group)) : Spoken.Alert(2, 40), stop);
        });
        var observed = await Probes.ProbeAsync(server.Port);

        Assert.True(observed.Accepts(TlsVersion.Tls13));
        Assert.Equal([new GroupObservation(0x11ED, TlsVersion.Tls13), new GroupObservation(0x11EC, TlsVersion.Tls13)], observed.Groups);
        Assert.Equal([new SuiteObservation(TlsVersion.Tls13, 0x1302)], observed.Suites);
        Assert.Contains("no session of TLS 1.3 came about", observed.Incomplete, StringComparison.Ordinal);
        Assert.Equal((null, null, null), (observed.SecureRenegotiation, observed.ExtendedMasterSecret, observed.Compression));
    }

    [Fact]
    public async Task A_server_that_wants_a_key_share_is_given_one()
    {
        await using var server = new ScriptedServer(async (connection, _, stop) =>
        {
            var hello = await Heard.ReadAsync(connection, stop);
            var hasShare = hello.Extensions.TryGetValue(51, out var shares) && shares.Length > 2;
            byte[] extensions = [.. Spoken.Extension(43, 3, 4), .. Spoken.Extension(51, [0, 0x1D, 0, 2, 1, 2])];
            await connection.WriteAsync(hasShare && hello.Suites.Contains(0x1301) ? Spoken.Handshake(Spoken.Hello(0x0303, 0x1301, extensions)) : Spoken.Alert(2, 40), stop);
        });
        var observed = await Probes.ProbeAsync(server.Port);

        Assert.True(observed.Accepts(TlsVersion.Tls13));
        Assert.Equal([new GroupObservation(0x001D, TlsVersion.Tls13)], observed.Groups);
        Assert.Contains("refuses a hello without a key share", observed.Incomplete, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Curves_beside_that_of_an_ECDSA_key_are_found()
    {
        using var certificate = TestCertificates.SelfSigned("127.0.0.1");
        await using var server = new ScriptedServer(async (connection, _, stop) =>
        {
            var hello = await Heard.ReadAsync(connection, stop);
            // The key's curve must be in the list, and the client's order counts.
            var usable = hello.Asked == 0x0303 && hello.Suites.Contains(0xC02B) && hello.Groups.Contains(0x17);
            var group = hello.Groups.FirstOrDefault(((int[])[0x1D, 0x18, 0x17]).Contains);
            await connection.WriteAsync(
                usable ? Spoken.Handshake(Spoken.Hello(0x0303, 0xC02B), Spoken.Certificates(certificate.RawData), Spoken.Curve(group), Spoken.Done) : Spoken.Alert(2, 40), stop);
        });
        var observed = await Probes.ProbeAsync(server.Port);

        Assert.Equal([0x17, 0x18, 0x1D], observed.Groups.Select(group => (int)group.Id).Order());
        var seen = Assert.Single(observed.Certificates);
        Assert.Equal(("EC", 256, "P-256", true, true, true, false), (seen.KeyType, seen.KeyBits, seen.Curve, seen.NameMatches, seen.SelfSigned, seen.MustStaple, seen.Stapled));
        Assert.Equal(false, seen.Trusted);
        Assert.Contains("UntrustedRoot", seen.ChainProblems);
    }

    [Fact]
    public async Task Compression_missing_extensions_and_a_short_prime_are_seen()
    {
        await using var server = new ScriptedServer(async (connection, _, stop) =>
        {
            var hello = await Heard.ReadAsync(connection, stop);
            var accepted = hello.Asked == 0x0301 && hello.Suites.Contains(0x0014);
            await connection.WriteAsync(accepted ? Spoken.Handshake(Spoken.Hello(0x0301, 0x0014, compression: 1), Spoken.Field(64), Spoken.Done) : Spoken.Alert(2, 40), stop);
        });
        var observed = await Probes.ProbeAsync(server.Port);

        Assert.Equal((true, false, false, 512), (observed.Compression, observed.SecureRenegotiation, observed.ExtendedMasterSecret, observed.SmallestDhBits));
        Assert.Null(observed.FallbackScsv);
    }
}
