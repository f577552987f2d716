using System.Net.Sockets;
using System.Text;
using Compliance.Transit;

namespace Compliance.Tests.Transit.Hostile;

/// <summary>Whatever a server does, the probe ends within its limits and says why it does not know more.</summary>
public sealed class HostileServerTests
{
    private static readonly byte[] ServerHello = Spoken.Hello(0x0303, 0xC02F);

    public static TheoryData<string, string> Unending => new()
    {
        { nameof(Silence), "no answer within 1 s" },
        { nameof(Drip), "no answer within 1 s" },
        { nameof(Warnings), "more than 8 messages that say nothing, warnings" },
        { nameof(HelloRequests), "more than 8 messages that say nothing, HelloRequests" },
        { nameof(CipherChanges), "more than 8 messages that say nothing, ChangeCipherSpec" },
        { nameof(OversizedRecord), "a record of 65535 bytes" },
        { nameof(OversizedMessage), "handshake is too long" },
        { nameof(Certificates), "the server began with handshake message 11" },
        { nameof(Ssh), "its answer begins with `SSH-2.0-OpenSSH_9.6" },
        { nameof(Http), "its answer begins with `HTTP/1.1 400" },
        { nameof(Noise), "does not speak TLS" },
        { nameof(HalfARecord), "in the middle of a record" },
        { nameof(Close), "closed without a word" },
        { nameof(Reset), "closed without a word" },
    };

    [Theory]
    [MemberData(nameof(Unending))]
    public async Task Says_nothing_of_TLS(string behaviour, string why)
    {
        await using var server = new ScriptedServer((connection, _, stop) => Behaviour(behaviour)(connection, stop));
        var observed = await Probes.ProbeAsync(server.Port);

        Assert.Contains(why, observed.Incomplete, StringComparison.Ordinal);
        Assert.All(observed.Versions, version => Assert.Null(version.Accepted));
        Assert.Empty(observed.Suites);
        Assert.InRange(observed.Milliseconds, 0, 8_000);
        Assert.InRange(observed.Connections, 1, 20);
    }

    [Fact]
    public async Task Endless_handshake_behind_the_hello_leaves_the_version_known()
    {
        await using var server = new ScriptedServer(async (connection, _, stop) =>
        {
            if ((await Heard.ReadAsync(connection, stop)).Asked != 0x0303)
            {
                await connection.WriteAsync(Spoken.Alert(2, 70), stop);
                return;
            }
            await connection.WriteAsync(Spoken.Handshake(ServerHello), stop);
            while (true) await connection.WriteAsync(Spoken.Handshake(Spoken.Message(13, new byte[1000])), stop);
        });
        var observed = await Probes.ProbeAsync(server.Port);

        Assert.True(observed.Accepts(TlsVersion.Tls12));
        Assert.False(observed.Accepts(TlsVersion.Tls11));
        Assert.Contains("handshake is too long", observed.Incomplete, StringComparison.Ordinal);
        Assert.InRange(observed.Milliseconds, 0, 8_000);
    }

    [Fact]
    public async Task A_server_that_never_refuses_is_cut_off_by_the_number_of_connections()
    {
        await using var server = new ScriptedServer(async (connection, _, stop) =>
        {
            var hello = await Heard.ReadAsync(connection, stop);
            await connection.WriteAsync(Spoken.Handshake(hello.Asked == 0x0304 ? Spoken.Retry(hello.Suites[0], hello.Groups[0]) : Spoken.Hello(hello.Version, hello.Suites[0]), Spoken.Curve(0x17), Spoken.Done), stop);
        });
        var observed = await Probes.ProbeAsync(server.Port);

        Assert.Contains("60 connections were made, as many as are allowed", observed.Incomplete, StringComparison.Ordinal);
        Assert.Equal((60, 60), (observed.Connections, server.Connections));
        Assert.NotEmpty(observed.Suites);
        Assert.All(observed.Versions, version => Assert.True(version.Accepted));
    }

    [Fact]
    public async Task A_server_that_floods_is_cut_off_by_the_bytes()
    {
        await using var server = new ScriptedServer(async (connection, _, stop) =>
        {
            var hello = await Heard.ReadAsync(connection, stop);
            await connection.WriteAsync(Spoken.Handshake(Spoken.Hello(hello.Version, hello.Suites[0])), stop);
            while (true) await connection.WriteAsync(Spoken.Record(22, new byte[16384]), stop);
        });
        var observed = await Probes.ProbeAsync(server.Port, Probes.Quick with { Bytes = 64 << 10, HandshakeBytes = 16 << 20 });

        Assert.Contains("bytes were read, as many as are allowed", observed.Incomplete, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_answers_slowly_is_cut_off_by_the_time()
    {
        await using var server = new ScriptedServer(async (connection, _, stop) =>
        {
            var hello = await Heard.ReadAsync(connection, stop);
            await Task.Delay(400, stop);
            await connection.WriteAsync(Spoken.Handshake(hello.Asked == 0x0304 ? Spoken.Retry(hello.Suites[0], hello.Groups[0]) : Spoken.Hello(hello.Version, hello.Suites[0]), Spoken.Curve(0x17), Spoken.Done), stop);
        });
        var observed = await Probes.ProbeAsync(server.Port, Probes.Quick with { Time = TimeSpan.FromSeconds(2) });

        Assert.Contains("the time of 2 s was up after", observed.Incomplete, StringComparison.Ordinal);
        Assert.InRange(observed.Milliseconds, 1_900, 4_000);
        Assert.Contains(observed.Versions, version => version.Accepted == true);
        Assert.DoesNotContain(observed.Versions, version => version.Accepted == false);
    }

    [Fact]
    public async Task A_server_that_takes_no_more_connections_leaves_the_rest_unknown()
    {
        ScriptedServer? server = null;
        server = new ScriptedServer(async (connection, number, stop) =>
        {
            var hello = await Heard.ReadAsync(connection, stop);
            if (number >= 10) server!.StopListening();
            await connection.WriteAsync(hello.Asked == 0x0303 ? Spoken.Handshake(Spoken.Hello(0x0303, hello.Suites[0]), Spoken.Curve(0x17), Spoken.Done) : Spoken.Alert(2, 70), stop);
        });
        await using (server)
        {
            var observed = await Probes.ProbeAsync(server.Port);

            Assert.Contains("the server took no more: no connection: ConnectionRefused", observed.Incomplete, StringComparison.Ordinal);
            Assert.Contains("the suites of TLS 1.2", observed.Incomplete, StringComparison.Ordinal);
            Assert.True(observed.Accepts(TlsVersion.Tls12));
            Assert.NotEmpty(observed.Suites);
        }
    }

    [Fact]
    public async Task A_server_that_has_had_enough_and_closes_is_not_taken_to_refuse()
    {
        await using var server = new ScriptedServer(async (connection, number, stop) =>
        {
            var hello = await Heard.ReadAsync(connection, stop);
            if (number > 12) return;
            await connection.WriteAsync(hello.Asked == 0x0303 ? Spoken.Handshake(Spoken.Hello(0x0303, hello.Suites[0]), Spoken.Curve(0x17), Spoken.Done) : Spoken.Alert(2, 70), stop);
        });
        var observed = await Probes.ProbeAsync(server.Port);

        Assert.Contains("closed connections without a word, also on what it had answered before", observed.Incomplete, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_closes_where_others_send_an_alert_refuses()
    {
        await using var server = new ScriptedServer(async (connection, _, stop) =>
        {
            var hello = await Heard.ReadAsync(connection, stop);
            if (hello.Asked == 0x0303 && hello.Suites.Contains(0xC02F)) await connection.WriteAsync(Spoken.Handshake(ServerHello, Spoken.Curve(0x17), Spoken.Done), stop);
        });
        var observed = await Probes.ProbeAsync(server.Port);

        Assert.Equal([false, false, false, true, false], observed.Versions.Select(version => version.Accepted));
        Assert.Equal([new SuiteObservation(TlsVersion.Tls12, 0xC02F)], observed.Suites);
    }

    [Fact]
    public async Task A_server_that_loses_long_hellos_is_asked_in_parts()
    {
        await using var server = new ScriptedServer(async (connection, _, stop) =>
        {
            var hello = await Heard.ReadAsync(connection, stop);
            if (hello.Suites.Length > 64) return;
            int[] accepted = [0xC02F, 0x0035, 0x00A9];
            var chosen = accepted.FirstOrDefault(hello.Suites.Contains);
            await connection.WriteAsync(hello.Asked == 0x0303 && chosen != 0 ? Spoken.Handshake(Spoken.Hello(0x0303, chosen), Spoken.Curve(0x17), Spoken.Done) : Spoken.Alert(2, 40), stop);
        });
        var observed = await Probes.ProbeAsync(server.Port);

        Assert.Equal([0x0035, 0x00A9, 0xC02F], observed.Suites.Select(suite => (int)suite.Id).Order());
        Assert.False(observed.Accepts(TlsVersion.Tls11));
    }

    [Fact]
    public async Task A_lower_version_than_asked_for_is_no_acceptance()
    {
        await using var server = new ScriptedServer(async (connection, _, stop) =>
        {
            var hello = await Heard.ReadAsync(connection, stop);
            await connection.WriteAsync(hello.Suites.Contains(0x0035) ? Spoken.Handshake(Spoken.Hello(0x0301, 0x0035), Spoken.Done) : Spoken.Alert(2, 40), stop);
        });
        var observed = await Probes.ProbeAsync(server.Port);

        Assert.Equal([false, true, false, false, false], observed.Versions.Select(version => version.Accepted));
        Assert.Equal("answered with TLS 1.0", observed.Versions[3].Why);
    }

    [Fact]
    public async Task A_caller_who_wants_no_more_is_obeyed()
    {
        await using var server = new ScriptedServer((connection, _, stop) => Silence(connection, stop));
        using var cancelled = new CancellationTokenSource(200);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new EndpointProbe(ProbeLimits.Default, new ProbeOptions { Addresses = AddressPolicy.Any }, TimeProvider.System).ProbeAsync(new Endpoint("127.0.0.1", server.Port), cancelled.Token));
    }

    private static Func<NetworkStream, CancellationToken, Task> Behaviour(string name) => name switch
    {
        nameof(Silence) => Silence,
        nameof(Drip) => Drip,
        nameof(Warnings) => Warnings,
        nameof(HelloRequests) => HelloRequests,
        nameof(CipherChanges) => CipherChanges,
        nameof(OversizedRecord) => OversizedRecord,
        nameof(OversizedMessage) => OversizedMessage,
        nameof(Certificates) => Certificates,
        nameof(Ssh) => Ssh,
        nameof(Http) => Http,
        nameof(Noise) => Noise,
        nameof(HalfARecord) => HalfARecord,
        nameof(Close) => Close,
        nameof(Reset) => Reset,
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    private static Task Silence(NetworkStream connection, CancellationToken stop) => Task.Delay(Timeout.Infinite, stop);

    private static async Task Drip(NetworkStream connection, CancellationToken stop)
    {
        foreach (var one in Spoken.Handshake(ServerHello))
        {
            await connection.WriteAsync(new[] { one }, stop);
            await Task.Delay(300, stop);
        }
    }

    private static async Task Forever(NetworkStream connection, byte[] bytes, CancellationToken stop)
    {
        while (true) await connection.WriteAsync(bytes, stop);
    }

    private static Task Warnings(NetworkStream connection, CancellationToken stop) => Forever(connection, Spoken.Alert(1, 112), stop);

    private static Task HelloRequests(NetworkStream connection, CancellationToken stop) => Forever(connection, Spoken.Handshake(Spoken.Message(0, [])), stop);

    private static Task CipherChanges(NetworkStream connection, CancellationToken stop) => Forever(connection, Spoken.Record(20, [1]), stop);

    private static Task Noise(NetworkStream connection, CancellationToken stop) => Forever(connection, new byte[4096], stop);

    private static Task Certificates(NetworkStream connection, CancellationToken stop) => Forever(connection, Spoken.Handshake(Spoken.Certificates([1])), stop);

    private static Task OversizedRecord(NetworkStream connection, CancellationToken stop) => Say(connection, [22, 3, 3, 0xFF, 0xFF], stop);

    private static Task OversizedMessage(NetworkStream connection, CancellationToken stop) => Say(connection, Spoken.Record(22, [2, 0xFF, 0xFF, 0xFF]), stop);

    private static Task Ssh(NetworkStream connection, CancellationToken stop) => Say(connection, Encoding.ASCII.GetBytes("SSH-2.0-OpenSSH_9.6\r\n"), stop);

    private static Task Http(NetworkStream connection, CancellationToken stop) => Say(connection, Encoding.ASCII.GetBytes("HTTP/1.1 400 Bad Request\r\n\r\n"), stop);

    private static async Task HalfARecord(NetworkStream connection, CancellationToken stop)
    {
        await Heard.ReadAsync(connection, stop);
        await connection.WriteAsync(Spoken.Handshake(ServerHello).AsMemory(0, 20), stop);
    }

    private static async Task Close(NetworkStream connection, CancellationToken stop) => await Heard.ReadAsync(connection, stop);

    private static async Task Reset(NetworkStream connection, CancellationToken stop)
    {
        await Heard.ReadAsync(connection, stop);
        connection.Socket.LingerState = new LingerOption(true, 0);
    }

    private static async Task Say(NetworkStream connection, byte[] bytes, CancellationToken stop)
    {
        await connection.WriteAsync(bytes, stop);
        await Task.Delay(Timeout.Infinite, stop);
    }
}
