using System.Globalization;
using System.Text;

namespace Compliance.Delivery.Mail;

/// <summary>The client's side of a session with a relay. What the relay says beyond its codes is read and forgotten: it may quote addresses.</summary>
internal sealed class SmtpSession(Stream stream)
{
    public const string Greeting = "its greeting";

    private readonly SmtpReplies _replies = new(stream);
    private IReadOnlyList<string> _extensions = [];

    /// <summary>Says who speaks, and learns what the relay can do.</summary>
    public async Task HelloAsync(string domain, CancellationToken cancellation)
    {
        var reply = await CommandAsync($"EHLO {domain}", "EHLO", 250, cancellation);
        _extensions = [.. reply.Lines.Skip(1)];
    }

    /// <summary>Asks for TLS; the handshake is the caller's.</summary>
    /// <exception cref="FailedAttemptException">The relay, or somebody between, offers none.</exception>
    public async Task StartTlsAsync(CancellationToken cancellation)
    {
        if (Extension("STARTTLS") is null) throw FailedAttemptException.Refused("the relay offers no STARTTLS: mail leaves over TLS or not at all");
        await CommandAsync("STARTTLS", "STARTTLS", 220, cancellation);
        // It would be taken for what TLS protects: somebody between may have put it there (CVE-2011-0411).
        if (_replies.Waiting) throw FailedAttemptException.Refused("something was sent in clear behind the relay's word to begin TLS");
    }

    /// <summary>Signs in (RFC 4954) with PLAIN, or with LOGIN where only that is offered. Never before TLS.</summary>
    public async Task SignInAsync(string user, string? password, CancellationToken cancellation)
    {
        if (password is null) throw FailedAttemptException.Refused("the relay's password is not there");
        var offered = (Extension("AUTH") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (offered.Contains("PLAIN", StringComparer.OrdinalIgnoreCase))
        {
            await CommandAsync($"AUTH PLAIN {Base64($"\0{user}\0{password}")}", "AUTH", 235, cancellation);
        }
        else if (offered.Contains("LOGIN", StringComparer.OrdinalIgnoreCase))
        {
            await CommandAsync("AUTH LOGIN", "AUTH", 334, cancellation);
            await CommandAsync(Base64(user), "the user name", 334, cancellation);
            await CommandAsync(Base64(password), "the password", 235, cancellation);
        }
        else
        {
            throw FailedAttemptException.Refused("the relay offers neither AUTH PLAIN nor AUTH LOGIN");
        }
    }

    /// <returns>The code with which the relay took responsibility.</returns>
    public async Task<int> SendAsync(string from, string to, byte[] text, CancellationToken cancellation)
    {
        if (long.TryParse(Extension("SIZE"), NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most > 0 && text.Length > most)
            throw FailedAttemptException.Refused($"the mail is {text.Length} bytes; the relay takes {most}");
        await CommandAsync($"MAIL FROM:<{from}>", "MAIL", 250, cancellation);
        await CommandAsync($"RCPT TO:<{to}>", "RCPT", [250, 251], cancellation);
        await CommandAsync("DATA", "DATA", 354, cancellation);
        await stream.WriteAsync(DotStuffed(text), cancellation);
        return (await CommandAsync(".", "the text", 250, cancellation)).Code;
    }

    public async Task QuitAsync(CancellationToken cancellation) => await CommandAsync("QUIT", "QUIT", 221, cancellation);

    /// <exception cref="FailedAttemptException">Another code: 4yz is to be tried again, 5yz is not (RFC 5321, section 4.2.1).</exception>
    public Task<SmtpReply> ExpectAsync(string to, int code, CancellationToken cancellation) => ExpectAsync(to, [code], cancellation);

    private async Task<SmtpReply> ExpectAsync(string to, int[] codes, CancellationToken cancellation)
    {
        var reply = await _replies.ReadAsync(cancellation);
        if (codes.Contains(reply.Code)) return reply;
        var detail = $"the relay answered {to} with {reply.Code}";
        throw reply.Code >= 500 ? FailedAttemptException.Refused(detail, reply.Code) : FailedAttemptException.Again(detail, reply.Code);
    }

    private Task<SmtpReply> CommandAsync(string line, string name, int code, CancellationToken cancellation) => CommandAsync(line, name, [code], cancellation);

    private async Task<SmtpReply> CommandAsync(string line, string name, int[] codes, CancellationToken cancellation)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), cancellation);
        return await ExpectAsync(name, codes, cancellation);
    }

    /// <returns>What stands behind the keyword; null: it is not offered.</returns>
    private string? Extension(string keyword) => _extensions
        .Where(line => line.Equals(keyword, StringComparison.OrdinalIgnoreCase) || line.StartsWith(keyword + " ", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[keyword.Length..].Trim())
        .FirstOrDefault();

    // A line that begins with a point gets another (RFC 5321, section 4.5.2). The text ends with CR LF.
    private static byte[] DotStuffed(byte[] text)
    {
        var stuffed = new List<byte>(text.Length + 64);
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '.' && (index == 0 || text[index - 1] == '\n')) stuffed.Add((byte)'.');
            stuffed.Add(text[index]);
        }
        return [.. stuffed];
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
