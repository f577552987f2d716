using System.Text;
using Compliance.Transit;

namespace Compliance.Tests.Transit.Probe;

public sealed class StartTlsTests
{
    private static readonly string[] Smtp = ["220-mail.example\r\n220 ready\r\n", "250-mail.example\r\n250-SIZE 1000\r\n250 STARTTLS\r\n", "220 go ahead\r\n"];
    private static readonly string[] Imap = ["* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\r\n", "* 0 EXISTS\r\na OK begin TLS\r\n"];

    [Fact]
    public Task TLS_behind_SMTP_is_probed() => IsProbed(StartTls.Smtp, Smtp, ["EHLO compliance.invalid", "STARTTLS"]);

    [Fact]
    public Task TLS_behind_IMAP_is_probed() => IsProbed(StartTls.Imap, Imap, ["a STARTTLS"]);

    public static TheoryData<StartTls, string[], string> Refusals => new()
    {
        { StartTls.Smtp, ["554 go away\r\n"], "answered its greeting with `554 go away`, not 220" },
        { StartTls.Smtp, ["220 hi\r\n", "502 no\r\n"], "answered EHLO with `502 no`, not 250" },
        { StartTls.Smtp, ["220 hi\r\n", "250 hi\r\n", "454 no certificate\r\n"], "answered STARTTLS with `454 no certificate`, not 220" },
        { StartTls.Smtp, ["220 hi\r\n", "250 hi\r\n", "220 go\r\n250 injected\r\n"], "14 bytes in clear behind its word to begin TLS" },
        { StartTls.Smtp, [string.Concat(Enumerable.Repeat("220-endless\r\n", 1000))], "more than 4096 bytes before TLS" },
        { StartTls.Smtp, [new string('2', 10_000)], "more than 4096 bytes before TLS" },
        { StartTls.Imap, ["* BYE\r\n"], "greets with `* BYE`" },
        { StartTls.Imap, ["* OK\r\n", "a BAD no\r\n"], "answered STARTTLS with `a BAD no`, not `a OK`" },
        { StartTls.Imap, ["* OK\r\n", "a OK go\r\n* BYE\r\n"], "7 bytes in clear behind its word to begin TLS" },
        { StartTls.Imap, [string.Empty], "no answer within 1 s" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_server_that_does_not_begin_TLS_says_why(StartTls startTls, string[] replies, string why)
    {
        await using var server = new ScriptedServer(async (connection, _, stop) =>
        {
            await SpeakAsync(connection, replies, [], stop);
            await Task.Delay(Timeout.Infinite, stop);
        });
        var observed = await Probes.ProbeAsync(server.Port, startTls: startTls);

        Assert.Contains(why, observed.Incomplete, StringComparison.Ordinal);
        Assert.All(observed.Versions, version => Assert.Null(version.Accepted));
        Assert.InRange(observed.Milliseconds, 0, 8_000);
    }

    private static async Task IsProbed(StartTls startTls, string[] replies, string[] expected)
    {
        var said = new List<string>();
        await using var server = new ScriptedServer(async (connection, number, stop) =>
        {
            await SpeakAsync(connection, replies, number == 1 ? said : [], stop);
            var hello = await Heard.ReadAsync(connection, stop);
            var accepted = hello.Asked == 0x0303 && hello.Suites.Contains(0xC02F);
            await connection.WriteAsync(accepted ? Spoken.Handshake(Spoken.Hello(0x0303, 0xC02F), Spoken.Curve(0x17), Spoken.Done) : Spoken.Alert(2, 40), stop);
        });
        var observed = await Probes.ProbeAsync(server.Port, startTls: startTls);

        Assert.Equal(expected, said);
        Assert.Equal([false, false, false, true, false], observed.Versions.Select(version => version.Accepted));
        Assert.Equal([new SuiteObservation(TlsVersion.Tls12, 0xC02F)], observed.Suites);
        Assert.Null(observed.Http);
    }

    private static async Task SpeakAsync(Stream connection, string[] replies, List<string> said, CancellationToken stop)
    {
        foreach (var (index, reply) in replies.Index())
        {
            if (index > 0) said.Add(await LineAsync(connection, stop));
            await connection.WriteAsync(Encoding.ASCII.GetBytes(reply), stop);
        }
    }

    private static async Task<string> LineAsync(Stream connection, CancellationToken stop)
    {
        var line = new List<byte>();
        var one = new byte[1];
        do
        {
            await connection.ReadExactlyAsync(one, stop);
            line.Add(one[0]);
        }
        while (one[0] != '\n');
        return Encoding.ASCII.GetString([.. line]).TrimEnd();
    }
}
