using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Compliance.Tests.Transit.Servers;

/// <summary>A mail server's first words: it answers until STARTTLS, then hands the connection to a TLS server on another port.</summary>
internal sealed class StartTlsFront : IAsyncDisposable
{
    private const int LongestLine = 1_000;

    private readonly Func<TextLines, Task<bool>> _talk;
    private readonly int _tlsPort;
    private readonly LoopbackListener _listener;

    private StartTlsFront(int tlsPort, Func<TextLines, Task<bool>> talk)
    {
        (_tlsPort, _talk) = (tlsPort, talk);
        _listener = new LoopbackListener(ServeAsync);
    }

    public int Port => _listener.Port;

    /// <param name="tlsPort">Where a TLS server listens.</param>
    /// <param name="offered">Whether STARTTLS is announced and understood.</param>
    public static StartTlsFront Smtp(int tlsPort, bool offered = true) => new(tlsPort, lines => TalkSmtpAsync(lines, offered));

    /// <inheritdoc cref="Smtp"/>
    public static StartTlsFront Imap(int tlsPort, bool offered = true) => new(tlsPort, lines => TalkImapAsync(lines, offered));

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    // A reply of several lines, each but the last with a hyphen (RFC 5321, section 4.2.1), from the greeting on.
    private static async Task<bool> TalkSmtpAsync(TextLines lines, bool offered)
    {
        await lines.WriteAsync("220-mail.test welcomes you", "220 ESMTP");
        while (await lines.ReadAsync() is { } line)
        {
            var word = line.Split(' ')[0].ToUpperInvariant();
            if (word == "STARTTLS" && offered)
            {
                await lines.WriteAsync("220 2.0.0 go ahead");
                return true;
            }
            if (word == "EHLO") await lines.WriteAsync("250-mail.test", "250-SIZE 1000000", offered ? "250-STARTTLS" : "250-8BITMIME", "250 PIPELINING");
            else if (word == "QUIT") return false;
            else await lines.WriteAsync("502 5.5.1 not here");
        }
        return false;
    }

    // Tags are the client's; untagged lines may stand before any answer (RFC 9051, section 2.2).
    private static async Task<bool> TalkImapAsync(TextLines lines, bool offered)
    {
        await lines.WriteAsync("* OK mail.test ready");
        while (await lines.ReadAsync() is { } line)
        {
            var (tag, word) = line.Split(' ') is [var first, var second, ..] ? (first, second.ToUpperInvariant()) : (line, "");
            if (word == "STARTTLS" && offered)
            {
                await lines.WriteAsync($"{tag} OK begin");
                return true;
            }
            if (word == "CAPABILITY") await lines.WriteAsync($"* CAPABILITY IMAP4rev1 {(offered ? "STARTTLS " : "")}LOGINDISABLED", $"{tag} OK done");
            else if (word == "LOGOUT") return false;
            else await lines.WriteAsync($"{tag} BAD not here");
        }
        return false;
    }

    private async Task ServeAsync(NetworkStream client, CancellationToken end)
    {
        if (!await _talk(new TextLines(client, end))) return;
        using var server = new TcpClient();
        await server.ConnectAsync(IPAddress.Loopback, _tlsPort, end);
        var stream = server.GetStream();
        await Task.WhenAny(client.CopyToAsync(stream, end), stream.CopyToAsync(client, end));
    }

    // Byte by byte: what follows STARTTLS belongs to TLS.
    private sealed class TextLines(NetworkStream stream, CancellationToken end)
    {
        public async Task WriteAsync(params IEnumerable<string> lines) =>
            await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Concat(lines.Select(line => line + "\r\n"))), end);

        public async Task<string?> ReadAsync()
        {
            var line = new List<byte>();
            var one = new byte[1];
            while (line.Count < LongestLine && await stream.ReadAsync(one, end) == 1)
            {
                if (one[0] == '\n') return Encoding.ASCII.GetString([.. line]).TrimEnd('\r');
                line.Add(one[0]);
            }
            return null;
        }
    }
}
