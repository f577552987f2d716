using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Compliance.Tests.Transit;

namespace Compliance.Tests.Delivery;

/// <summary>What one session with the relay left behind.</summary>
internal sealed class SmtpHeard
{
    public List<string> InClear { get; } = [];
    public List<string> Commands { get; } = [];

    /// <summary>The mail as it came, points doubled; empty: none came.</summary>
    public string Raw { get; set; } = "";

    /// <summary>The mail as a reader gets it.</summary>
    public string Mail => Raw.StartsWith('.') ? Raw[1..] : Raw.Replace("\r\n..", "\r\n.", StringComparison.Ordinal);
}

/// <summary>A mail relay on loopback, of the kind that a test asks for.</summary>
internal sealed class SmtpReceiver : IAsyncDisposable
{
    private readonly X509Certificate2 _certificate;
    private readonly ScriptedServer _server;

    public SmtpReceiver(X509Certificate2 certificate) => (_certificate, _server) = (certificate, new ScriptedServer(ServeAsync));

    public int Port => _server.Port;
    public int Connections => _server.Connections;
    public SmtpHeard Heard { get; } = new();

    public bool ImplicitTls { get; init; }
    public string[] ExtensionsInClear { get; init; } = ["STARTTLS", "SIZE 1000000"];
    public string[] Extensions { get; init; } = ["AUTH LOGIN PLAIN", "SIZE 1000000"];

    /// <summary>Said in clear right behind the word to begin TLS.</summary>
    public string Injected { get; init; } = "";

    /// <summary>Answers other than the usual ones, by the first word of the command; <c>.</c> is the end of the mail, the empty word the greeting.</summary>
    public Dictionary<string, string> Answers { get; init; } = [];

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ServeAsync(Stream connection, int number, CancellationToken stop)
    {
        if (!ImplicitTls && !await TalkAsync(connection, Heard.InClear, ExtensionsInClear, greets: true, stop)) return;
        await using var tls = new SslStream(connection);
        try
        {
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, stop);
        }
        catch (System.Security.Authentication.AuthenticationException)
        {
            return;
        }
        await TalkAsync(tls, Heard.Commands, Extensions, ImplicitTls, stop);
    }

    /// <returns>Whether TLS is to begin.</returns>
    private async Task<bool> TalkAsync(Stream stream, List<string> heard, string[] extensions, bool greets, CancellationToken stop)
    {
        if (greets) await SayAsync(stream, Answers.GetValueOrDefault("", "220-relay.test\r\n220 ready"), stop);
        while (await LineAsync(stream, stop) is { } line)
        {
            heard.Add(line);
            var word = line.Split(' ', ':')[0].ToUpperInvariant();
            var answer = Answers.GetValueOrDefault(word) ?? word switch
            {
                "EHLO" => "250-relay.test" + string.Concat(extensions.Take(extensions.Length - 1).Select(one => $"\r\n250-{one}")) + $"\r\n250 {extensions[^1]}",
                "STARTTLS" => "220 go ahead" + (Injected.Length > 0 ? "\r\n" + Injected : ""),
                "AUTH" => line.Split(' ').Length > 2 ? "235 welcome" : "334 VXNlcm5hbWU6",
                "MAIL" or "RCPT" => "250 ok",
                "DATA" => "354 go on",
                "QUIT" => "221 bye",
                _ => heard is [.., "AUTH LOGIN", _] ? "334 UGFzc3dvcmQ6" : "235 welcome",
            };
            await SayAsync(stream, answer, stop);
            if (word == "STARTTLS") return answer.StartsWith('2');
            if (word == "DATA" && answer.StartsWith('3')) await MailAsync(stream, stop);
        }
        return false;
    }

    private async Task MailAsync(Stream stream, CancellationToken stop)
    {
        var mail = new StringBuilder();
        while (await LineAsync(stream, stop) is { } line)
        {
            if (line == ".")
            {
                Heard.Raw = mail.ToString();
                await SayAsync(stream, Answers.GetValueOrDefault(".", "250 queued"), stop);
                return;
            }
            mail.Append(line).Append("\r\n");
        }
    }

    private static async Task SayAsync(Stream stream, string answer, CancellationToken stop)
    {
        if (answer == "hang") await Task.Delay(Timeout.Infinite, stop);
        if (answer == "close") throw new IOException("closed");
        await stream.WriteAsync(Encoding.Latin1.GetBytes(answer + "\r\n"), stop);
    }

    private static async Task<string?> LineAsync(Stream stream, CancellationToken stop)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one, stop) == 1)
        {
            line.Add(one[0]);
            if (line is [.., (byte)'\r', (byte)'\n']) return Encoding.Latin1.GetString([.. line], 0, line.Count - 2);
        }
        return null;
    }
}
