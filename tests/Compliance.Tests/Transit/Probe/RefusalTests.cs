using Compliance.Transit;

namespace Compliance.Tests.Transit.Probe;

/// <summary>What an answer other than the usual ones says of a version and of its suites.</summary>
public sealed class RefusalTests
{
    private const int Tls12 = 0x0303;

    [Theory]
    [InlineData(40)]
    [InlineData(70)]
    [InlineData(71)]
    public async Task An_alert_about_the_offer_refuses_the_version(byte alert)
    {
        var observed = await ProbeAsync(otherVersions: alert, otherSuites: 40);

        Assert.Equal([false, false, false, true, false], observed.Versions.Select(version => version.Accepted));
        Assert.Null(observed.Incomplete);
    }

    [Theory]
    [InlineData(10, "ended with unexpected_message")]
    [InlineData(47, "ended with illegal_parameter, which refuses no offer")]
    [InlineData(49, "ended with access_denied")]
    [InlineData(50, "ended with decode_error")]
    [InlineData(109, "ended with missing_extension")]
    [InlineData(112, "ended with unrecognized_name")]
    public async Task Any_other_alert_leaves_the_version_unknown_and_says_which_it_was(byte alert, string named)
    {
        var observed = await ProbeAsync(otherVersions: alert, otherSuites: 40);

        Assert.Equal([null, null, null, true, null], observed.Versions.Select(version => version.Accepted));
        Assert.Contains(named, observed.Versions[1].Why, StringComparison.Ordinal);
        Assert.Contains(named, observed.Incomplete, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_internal_error_that_comes_again_beside_a_version_that_goes_on_being_accepted_refuses()
    {
        var observed = await ProbeAsync(otherVersions: 80, otherSuites: 40);

        Assert.Equal([false, false, false, true, false], observed.Versions.Select(version => version.Accepted));
        Assert.Null(observed.Incomplete);
    }

    [Fact]
    public async Task An_internal_error_from_a_server_that_accepts_nothing_refuses_nothing()
    {
        await using var server = new ScriptedServer(async (connection, _, stop) =>
        {
            await Heard.ReadAsync(connection, stop);
            await connection.WriteAsync(Spoken.Alert(2, 80), stop);
        });
        var observed = await Probes.ProbeAsync(server.Port);

        Assert.All(observed.Versions, version => Assert.Null(version.Accepted));
        Assert.Equal("ended with internal_error", observed.Incomplete);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(47)]
    public async Task A_server_that_trips_over_the_rest_of_the_suites_has_not_refused_them(byte alert)
    {
        var observed = await ProbeAsync(otherVersions: 70, otherSuites: alert);

        Assert.True(observed.Accepts(TlsVersion.Tls12));
        Assert.Contains("(not all of the suites of TLS 1.2", observed.Incomplete, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_suite_that_was_not_offered_accepts_nothing()
    {
        await using var server = new ScriptedServer(async (connection, _, stop) =>
        {
            var hello = await Heard.ReadAsync(connection, stop);
            // GREASE: offered by nobody here.
            await connection.WriteAsync(hello.Asked == Tls12 ? Spoken.Handshake(Spoken.Hello(Tls12, 0x0A0A), Spoken.Done) : Spoken.Alert(2, 70), stop);
        });
        var observed = await Probes.ProbeAsync(server.Port);

        Assert.Equal([false, false, false, null, false], observed.Versions.Select(version => version.Accepted));
        Assert.Equal("answered with suite 0x0A0A, which was not offered", observed.Versions[3].Why);
        Assert.Contains("0x0A0A", observed.Incomplete, StringComparison.Ordinal);
        Assert.Empty(observed.Suites);
    }

    [Fact]
    public async Task A_version_with_odd_suites_only_is_found_on_a_server_that_loses_long_hellos()
    {
        await using var server = new ScriptedServer(async (connection, _, stop) =>
        {
            var hello = await Heard.ReadAsync(connection, stop);
            if (hello.Suites.Length > 64) return;
            // TLS 1.1 with a suite of a shared key, which is not among the likely ones.
            var chosen = hello.Asked switch { Tls12 => 0xC02F, 0x0302 => 0x008C, _ => 0 };
            await connection.WriteAsync(hello.Suites.Contains(chosen) ? Spoken.Handshake(Spoken.Hello(hello.Asked, chosen), Spoken.Curve(0x17), Spoken.Done) : Spoken.Alert(2, 40), stop);
        });
        var observed = await Probes.ProbeAsync(server.Port);

        Assert.Equal([false, false, true, true, false], observed.Versions.Select(version => version.Accepted));
    }

    [Fact]
    public async Task A_downgrade_that_is_refused_for_another_reason_is_not_known_to_be_noticed()
    {
        await using var server = new ScriptedServer(async (connection, _, stop) =>
        {
            var hello = await Heard.ReadAsync(connection, stop);
            var accepts = hello.Asked is Tls12 or 0x0302 && hello.Suites.Contains(0x0035) && !hello.Suites.Contains(0x5600);
            await connection.WriteAsync(accepts ? Spoken.Handshake(Spoken.Hello(hello.Asked, 0x0035), Spoken.Certificates([1]), Spoken.Done) : Spoken.Alert(2, 40), stop);
        });
        var observed = await Probes.ProbeAsync(server.Port);

        Assert.Equal([false, false, true, true, false], observed.Versions.Select(version => version.Accepted));
        Assert.Null(observed.FallbackScsv);
    }

    [Fact]
    public async Task A_suite_that_is_signed_without_a_certificate_being_shown_is_not_all_there_is_to_see()
    {
        var observed = await ProbeAsync(otherVersions: 70, otherSuites: 40, withCertificate: false);

        Assert.Equal("no certificate was shown with TLS_RSA_WITH_AES_256_CBC_SHA", observed.Incomplete);
    }

    /// <summary>A server of TLS 1.2 with one suite.</summary>
    private static async Task<EndpointObservation> ProbeAsync(byte otherVersions, byte otherSuites, bool withCertificate = true)
    {
        using var certificate = TestCertificates.SelfSigned("localhost");
        byte[][] flight = [Spoken.Hello(Tls12, 0x0035), .. withCertificate ? [Spoken.Certificates(certificate.RawData)] : Array.Empty<byte[]>(), Spoken.Done];
        await using var server = new ScriptedServer(async (connection, _, stop) =>
        {
            var hello = await Heard.ReadAsync(connection, stop);
            if (hello.Asked != Tls12) await connection.WriteAsync(Spoken.Alert(2, otherVersions), stop);
            else await connection.WriteAsync(hello.Suites.Contains(0x0035) ? Spoken.Handshake(flight) : Spoken.Alert(2, otherSuites), stop);
        });
        return await Probes.ProbeAsync(server.Port);
    }
}
