using Compliance.Transit.Wire;

namespace Compliance.Transit.Probing;

/// <summary>STARTTLS of SMTP (RFC 3207).</summary>
internal sealed class SmtpPreface(int headBytes) : IPreface
{
    // A name that nobody has (RFC 2606): an honest one would tell the vendor which machine probes.
    private const string Greeting = "EHLO compliance.invalid\r\n";

    public async Task SpeakAsync(Stream connection, CancellationToken cancellation)
    {
        var lines = new LineReader(connection, headBytes);
        await ExpectAsync(lines, "220", "its greeting", cancellation);
        await connection.WriteAsync(System.Text.Encoding.ASCII.GetBytes(Greeting), cancellation);
        await ExpectAsync(lines, "250", "EHLO", cancellation);
        await connection.WriteAsync("STARTTLS\r\n"u8.ToArray(), cancellation);
        await ExpectAsync(lines, "220", "STARTTLS", cancellation);
        lines.EnsureNothingBehind();
    }

    /// <summary>A reply is lines of one code, all but the last with a hyphen behind it (RFC 5321, section 4.2.1).</summary>
    private static async Task ExpectAsync(LineReader lines, string code, string to, CancellationToken cancellation)
    {
        while (true)
        {
            var line = await lines.ReadAsync(cancellation);
            if (!line.StartsWith(code, StringComparison.Ordinal)) throw new ProtocolException($"the mail server answered {to} with `{line}`, not {code}");
            if (line.Length == code.Length || line[code.Length] != '-') return;
        }
    }
}
