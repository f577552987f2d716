using Compliance.Tests.Transit.Servers;
using Compliance.Transit;

namespace Compliance.Tests.Transit;

/// <summary>HTTP behind TLS and beside it, and the mail protocols before it.</summary>
[Collection(RealServersFixture.Collection)]
public sealed class RealServersHttpTests(RealServersFixture real)
{
    [SkippableTheory]
    [InlineData("modern", "max-age=63072000; includeSubDomains", 63_072_000L)]
    [InlineData("hsts-short", "max-age=300", 300L)]
    [InlineData("tls13-only", null, null)]
    public async Task Strict_transport_security_is_told_as_sent(string server, string? sent, long? maxAge)
    {
        Skip.IfNot(real.Unavailable is null, real.Unavailable);

        var http = (await real.ProbeAsync(server)).Http;

        Assert.Equal((200, sent, maxAge), (http?.Status, http?.StrictTransportSecurity, http?.MaxAge));
        Assert.Equal((false, null), (http?.PlainAsked, http?.PlainStatus));
    }

    [SkippableTheory]
    [InlineData("plain-to-https", 301, "https://localhost/")]
    [InlineData("plain-to-http", 302, "http://localhost/elsewhere")]
    [InlineData("plain-answers", 200, null)]
    public async Task Http_in_clear_is_asked_where_the_port_is_named(string plain, int status, string? location)
    {
        Skip.IfNot(real.Unavailable is null, real.Unavailable);

        var http = (await RealServersFixture.ProbeAsync(real.Servers.Port("one-suite"), new() { PlainPort = real.Servers.Port(plain) })).Http;

        Assert.Equal((true, status, location), (http?.PlainAsked, http?.PlainStatus, http?.PlainLocation));
    }

    [SkippableFact]
    public async Task A_plain_port_where_nothing_listens_was_asked_and_said_nothing()
    {
        Skip.IfNot(real.Unavailable is null, real.Unavailable);

        var http = (await RealServersFixture.ProbeAsync(real.Servers.Port("one-suite"), new() { PlainPort = LoopbackPorts.Free(1)[0] })).Http;

        Assert.Equal((true, null, null), (http?.PlainAsked, http?.PlainStatus, http?.PlainLocation));
    }

    [SkippableTheory]
    [InlineData(StartTls.Smtp)]
    [InlineData(StartTls.Imap)]
    public async Task Behind_STARTTLS_the_same_is_seen_as_without(StartTls protocol)
    {
        Skip.IfNot(real.Unavailable is null, real.Unavailable);
        await using var front = Front(protocol, offered: true);

        var behind = await RealServersFixture.ProbeAsync(front.Port, startTls: protocol);

        var direct = await real.ProbeAsync("mail");
        Assert.Null(behind.Incomplete);
        Assert.Equal(direct.Versions, behind.Versions);
        Assert.Equal(direct.Suites, behind.Suites);
        Assert.Equal(direct.Groups.ToHashSet(), behind.Groups.ToHashSet());
        Assert.Equal(direct.Certificates.Select(one => one.Sha256), behind.Certificates.Select(one => one.Sha256));
        Assert.Null(behind.Http);
    }

    [SkippableTheory]
    [InlineData(StartTls.Smtp)]
    [InlineData(StartTls.Imap)]
    public async Task A_mail_server_without_STARTTLS_is_said_to_be_one_and_nothing_else(StartTls protocol)
    {
        Skip.IfNot(real.Unavailable is null, real.Unavailable);
        await using var front = Front(protocol, offered: false);

        var seen = await RealServersFixture.ProbeAsync(front.Port, startTls: protocol);

        Assert.Contains("STARTTLS", seen.Incomplete, StringComparison.Ordinal);
        Assert.DoesNotContain(seen.Versions, version => version.Accepted is not null);
        Assert.Empty(seen.Suites);
    }

    [SkippableFact]
    public async Task Plain_HTTP_is_no_TLS()
    {
        Skip.IfNot(real.Unavailable is null, real.Unavailable);

        var seen = await real.ProbeAsync("plain-answers");

        Assert.NotNull(seen.Incomplete);
        Assert.DoesNotContain(seen.Versions, version => version.Accepted is true);
    }

    private StartTlsFront Front(StartTls protocol, bool offered) => protocol is StartTls.Smtp
        ? StartTlsFront.Smtp(real.Servers.Port("mail"), offered)
        : StartTlsFront.Imap(real.Servers.Port("mail"), offered);
}
