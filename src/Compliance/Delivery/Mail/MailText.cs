using System.Globalization;
using System.Text;

namespace Compliance.Delivery.Mail;

/// <summary>A message as mail has it (RFC 5322, RFC 2045): the same bytes in every attempt, so that a duplicate is known by its Message-ID and by its digest.</summary>
internal static class MailText
{
    /// <returns>Lines with CR LF, ASCII only, none longer than 998 characters; a point at the beginning of a line is not doubled yet.</returns>
    public static byte[] Of(OutgoingMessage message, string from, string to)
    {
        var text = new StringBuilder();
        Header(text, "From", $"<{from}>");
        Header(text, "To", $"<{to}>");
        Header(text, "Subject", HeaderWords.Of(message.Title));
        Header(text, "Date", message.Time.ToDateTimeUtc().ToString("ddd, dd MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture));
        Header(text, "Message-ID", $"<{message.Id}@{from[(from.LastIndexOf('@') + 1)..]}>");
        // Keeps vacation notices away (RFC 3834).
        Header(text, "Auto-Submitted", "auto-generated");
        Header(text, "MIME-Version", "1.0");

        var plain = message.Link is { } link ? $"{message.Text}\n\n{link.AbsoluteUri}\n" : message.Text;
        if (message.Html is { } html) Alternatives(text, plain, html);
        else Part(text, "plain", plain);
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static void Alternatives(StringBuilder text, string plain, string html)
    {
        // `=_` occurs in no quoted-printable text (RFC 2045, section 6.7).
        var boundary = "=_" + Digest.Of(plain + html)[..32];
        Header(text, "Content-Type", $"multipart/alternative;\r\n boundary=\"{boundary}\"");
        text.Append("\r\n");
        Boundary(text, boundary);
        Part(text, "plain", plain);
        Boundary(text, boundary);
        Part(text, "html", html);
        Boundary(text, boundary + "--");
    }

    private static void Boundary(StringBuilder text, string boundary) => text.Append("--").Append(boundary).Append("\r\n");

    private static void Part(StringBuilder text, string subtype, string content)
    {
        Header(text, "Content-Type", $"text/{subtype}; charset=utf-8");
        Header(text, "Content-Transfer-Encoding", "quoted-printable");
        text.Append("\r\n").Append(QuotedPrintable.Of(content)).Append("\r\n");
    }

    private static void Header(StringBuilder text, string name, string value) => text.Append(name).Append(": ").Append(value).Append("\r\n");
}
