using System.Net;
using System.Text;
using Compliance.Findings;
using Compliance.Rules.Transit;
using Compliance.Tests.Rules.Transit;
using Compliance.Transit;

namespace Compliance.Tests.Transit.Probe;

/// <summary>What listens on the port for HTTP in clear and does not speak it is not "nothing listens there".</summary>
public sealed class PlainHttpTests
{
    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n", "is no HTTP")]
    [InlineData("", "is no HTTP")]
    [InlineData("HTTP/1.1 200 OK\r\nA: ", "is no HTTP")]
    [InlineData("silence", "did not answer within 1 s")]
    [InlineData("endless", "longer than 4096 bytes")]
    public async Task An_answer_that_is_no_HTTP_leaves_the_redirect_open(string said, string why)
    {
        await using var plain = new ScriptedServer(async (connection, _, stop) =>
        {
            if (said == "silence") await Task.Delay(Timeout.Infinite, stop);
            while (said == "endless") await connection.WriteAsync("HTTP/1.1 200 OK\r\n"u8.ToArray(), stop);
            await connection.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, stop);
            await connection.WriteAsync(Encoding.ASCII.GetBytes(said), stop);
        });
        var http = await AskAsync(plain.Port);

        Assert.Equal((true, null), (http.PlainAsked, http.PlainStatus));
        Assert.Contains(why, http.PlainTrouble, StringComparison.Ordinal);
        Assert.Equal(Verdict.NotEvaluable, Sight.With(http).Judged("http-redirect").Verdict);
    }

    [Theory]
    [InlineData("HTTP/1.1 301 Moved\r\nLocation: https://a.example/\r\n\r\n", Verdict.Pass)]
    [InlineData("HTTP/1.0 200 OK\r\n\r\n", Verdict.Fail)]
    [InlineData("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic\r\n\r\n", Verdict.Fail)]
    [InlineData("HTTP/1.1 503 Service Unavailable\r\n\r\n", Verdict.NotEvaluable)]
    public async Task What_it_answers_is_judged(string said, Verdict expected)
    {
        await using var plain = new ScriptedServer(async (connection, _, stop) =>
        {
            await connection.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, stop);
            await connection.WriteAsync(Encoding.ASCII.GetBytes(said), stop);
        });

        Assert.Equal(expected, Sight.With(await AskAsync(plain.Port)).Judged("http-redirect").Verdict);
    }

    [Fact]
    public async Task A_port_that_takes_no_connection_serves_nothing_in_clear()
    {
        int port;
        await using (var closed = new ScriptedServer((_, _, _) => Task.CompletedTask)) port = closed.Port;
        var http = await AskAsync(port);

        Assert.Equal((true, null, null), (http.PlainAsked, http.PlainStatus, http.PlainTrouble));
        Assert.Equal(Verdict.Pass, Sight.With(http).Judged("http-redirect").Verdict);
    }

    private static async Task<HttpObservation> AskAsync(int plainPort)
    {
        await using var server = new ScriptedServer(async (connection, _, stop) =>
        {
            var hello = await Heard.ReadAsync(connection, stop);
            await connection.WriteAsync(hello.Asked == 0x0303 && hello.Suites.Contains(0x0035) ? Spoken.Handshake(Spoken.Hello(0x0303, 0x0035), Spoken.Done) : Spoken.Alert(2, 40), stop);
        });
        var options = new ProbeOptions { Addresses = AddressPolicy.Any, PlainPort = plainPort, Resolve = (_, _) => Task.FromResult(new[] { IPAddress.Loopback }) };
        return (await new EndpointProbe(Probes.Quick, options, TimeProvider.System).ProbeAsync(new Endpoint("a.example", server.Port), default)).Http!;
    }
}
