using Compliance.Transit.Wire;

namespace Compliance.Transit.Probing;

/// <summary>STARTTLS of IMAP (RFC 9051, section 6.2.1).</summary>
internal sealed class ImapPreface(int headBytes) : IPreface
{
    public async Task SpeakAsync(Stream connection, CancellationToken cancellation)
    {
        var lines = new LineReader(connection, headBytes);
        var greeting = await lines.ReadAsync(cancellation);
        if (!greeting.StartsWith("* OK", StringComparison.OrdinalIgnoreCase)) throw new ProtocolException($"the mail server greets with `{greeting}`, not `* OK`");
        await connection.WriteAsync("a STARTTLS\r\n"u8.ToArray(), cancellation);
        while (true)
        {
            var line = await lines.ReadAsync(cancellation);
            if (line.StartsWith("* ", StringComparison.Ordinal)) continue;
            if (!line.StartsWith("a OK", StringComparison.OrdinalIgnoreCase)) throw new ProtocolException($"the mail server answered STARTTLS with `{line}`, not `a OK`");
            lines.EnsureNothingBehind();
            return;
        }
    }
}
