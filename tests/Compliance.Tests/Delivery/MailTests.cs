using System.Security.Cryptography.X509Certificates;
using System.Text;
using Compliance.Delivery;
using Compliance.Delivery.Mail;
using Compliance.Tests.Transit;
using FsCheck;
using FsCheck.Fluent;
using static Compliance.Tests.Delivery.Sending;

namespace Compliance.Tests.Delivery;

public sealed class MailTests : IDisposable
{
    private const string From = "incidents@harborline.example";
    private const string To = "legal@harborline.example";
    private const string Password = "päss wörd";

    private readonly X509Certificate2 _certificate = TestCertificates.SelfSigned("localhost");

    public void Dispose() => _certificate.Dispose();

    [Fact]
    public async Task Mail_leaves_over_TLS_after_signing_in()
    {
        await using var relay = new SmtpReceiver(_certificate);
        var result = await SendAsync(relay, Message with { Html = "<!doctype html><p>Grüße</p>" });

        Assert.Equal((DeliveryOutcome.Accepted, 250), (result.Outcome, result.Status));
        Assert.Equal(["EHLO harborline.example", "STARTTLS"], relay.Heard.InClear);
        Assert.Equal(
            ["EHLO harborline.example", "AUTH PLAIN " + Convert.ToBase64String(Encoding.UTF8.GetBytes("\0incidents\0" + Password)), $"MAIL FROM:<{From}>", $"RCPT TO:<{To}>", "DATA", "QUIT"],
            relay.Heard.Commands);
        Assert.Equal(Digest.Of(To), result.TargetSha256);
        Assert.Equal(Digest.Of(Encoding.ASCII.GetBytes(relay.Heard.Mail)), result.BodySha256);
    }

    [Fact]
    public async Task A_mail_has_a_stable_id_a_date_and_both_forms_of_the_text()
    {
        await using var relay = new SmtpReceiver(_certificate);
        var message = Message with { Title = "Frist für die Meldung: 50 % – Société Générale", Html = "<p>a = b</p>" };
        await SendAsync(relay, message);
        var first = relay.Heard.Mail;
        await SendAsync(relay, message);

        Assert.Equal(first, relay.Heard.Mail);
        var (headers, body) = Split(first);
        Assert.Equal($"<msg_20261122-1@harborline.example>", headers["Message-ID"]);
        Assert.Equal("Sun, 22 Nov 2026 10:00:00 +0000", headers["Date"]);
        Assert.Equal(($"<{From}>", $"<{To}>"), (headers["From"], headers["To"]));
        Assert.Equal("Frist für die Meldung: 50 % – Société Générale", DecodedWords(headers["Subject"]));
        Assert.All(first.Split("\r\n"), line => Assert.InRange(line.Length, 0, 76));

        var boundary = headers["Content-Type"].Split("boundary=\"")[1].TrimEnd('"');
        var parts = body.Split($"--{boundary}");
        Assert.Equal(4, parts.Length);
        Assert.Contains("text/plain; charset=utf-8", parts[1], StringComparison.Ordinal);
        Assert.Contains("Due 2026-11-24 09:00 UTC.", parts[1], StringComparison.Ordinal);
        Assert.Contains("https://audit.harborline.example/", parts[1], StringComparison.Ordinal);
        Assert.Contains("text/html; charset=utf-8", parts[2], StringComparison.Ordinal);
        Assert.Contains("<p>a =3D b</p>", parts[2], StringComparison.Ordinal);
        Assert.StartsWith("--", parts[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_is_one_point_does_not_end_the_mail()
    {
        await using var relay = new SmtpReceiver(_certificate);
        await SendAsync(relay, Message with { Text = "before\n.\n.two\n..three\nafter", Link = null });

        Assert.Contains("\r\n..\r\n..two\r\n...three\r\nafter", relay.Heard.Raw, StringComparison.Ordinal);
        Assert.Equal("before\r\n.\r\n.two\r\n..three\r\nafter\r\n", Split(relay.Heard.Mail).Body);
    }

    [Fact]
    public async Task Where_STARTTLS_is_stripped_nothing_leaves()
    {
        await using var relay = new SmtpReceiver(_certificate) { ExtensionsInClear = ["SIZE 1000000", "AUTH PLAIN"] };
        var result = await SendAsync(relay, Message);

        Assert.Equal(DeliveryOutcome.Refused, result.Outcome);
        Assert.Contains("no STARTTLS", result.Detail, StringComparison.Ordinal);
        Assert.Equal(["EHLO harborline.example"], relay.Heard.InClear);
    }

    [Fact]
    public async Task What_is_put_behind_STARTTLS_in_clear_is_noticed()
    {
        await using var relay = new SmtpReceiver(_certificate) { Injected = "250-relay.test\r\n250 AUTH PLAIN" };
        var result = await SendAsync(relay, Message);

        Assert.Equal(DeliveryOutcome.Refused, result.Outcome);
        Assert.Empty(relay.Heard.Commands);
    }

    [Fact]
    public async Task A_relay_that_nobody_vouches_for_gets_no_password()
    {
        await using var relay = new SmtpReceiver(_certificate);
        var result = await SendAsync(relay, Message, Quick);

        Assert.Equal((DeliveryOutcome.Refused, null), (result.Outcome, result.Status));
        Assert.Empty(relay.Heard.Commands);
    }

    [Fact]
    public async Task On_its_port_TLS_begins_at_once()
    {
        await using var relay = new SmtpReceiver(_certificate) { ImplicitTls = true };
        var result = await SendAsync(relay, Message, Trusting(_certificate) with { ImplicitTlsPorts = [relay.Port] });

        Assert.Equal((DeliveryOutcome.Accepted, 250), (result.Outcome, result.Status));
        Assert.Empty(relay.Heard.InClear);
        Assert.Equal([465], DeliveryOptions.Default.ImplicitTlsPorts);
    }

    [Fact]
    public async Task Where_only_LOGIN_is_offered_it_is_used()
    {
        await using var relay = new SmtpReceiver(_certificate) { Extensions = ["AUTH LOGIN CRAM-MD5"] };
        var result = await SendAsync(relay, Message);

        Assert.Equal(DeliveryOutcome.Accepted, result.Outcome);
        Assert.Equal(["AUTH LOGIN", Convert.ToBase64String("incidents"u8), Convert.ToBase64String(Encoding.UTF8.GetBytes(Password))], relay.Heard.Commands.Skip(1).Take(3));
    }

    [Theory]
    [InlineData("CRAM-MD5")]
    [InlineData("XOAUTH2")]
    public async Task Where_no_known_way_to_sign_in_is_offered_the_mail_is_refused(string way)
    {
        await using var relay = new SmtpReceiver(_certificate) { Extensions = ["AUTH " + way] };
        Assert.Equal(DeliveryOutcome.Refused, (await SendAsync(relay, Message)).Outcome);
        Assert.Single(relay.Heard.Commands);
    }

    [Theory]
    [InlineData("", "421 later", DeliveryOutcome.Again, 421)]
    [InlineData("", "554 no", DeliveryOutcome.Refused, 554)]
    [InlineData("STARTTLS", "454 not now", DeliveryOutcome.Again, 454)]
    [InlineData("AUTH", "535 who are you", DeliveryOutcome.Refused, 535)]
    [InlineData("MAIL", "451 later", DeliveryOutcome.Again, 451)]
    [InlineData("RCPT", "450 greylisted, legal@harborline.example", DeliveryOutcome.Again, 450)]
    [InlineData("RCPT", "550 no such user legal@harborline.example", DeliveryOutcome.Refused, 550)]
    [InlineData("DATA", "451 later", DeliveryOutcome.Again, 451)]
    [InlineData(".", "451 later", DeliveryOutcome.Again, 451)]
    [InlineData(".", "554 spam", DeliveryOutcome.Refused, 554)]
    [InlineData(".", "close", DeliveryOutcome.Again, null)]
    [InlineData("MAIL", "close", DeliveryOutcome.Again, null)]
    [InlineData("MAIL", "hello", DeliveryOutcome.Again, null)]
    [InlineData("MAIL", "hang", DeliveryOutcome.Again, null)]
    [InlineData("QUIT", "close", DeliveryOutcome.Accepted, 250)]
    [InlineData("QUIT", "hang", DeliveryOutcome.Accepted, 250)]
    public async Task A_code_decides_and_what_the_relay_says_stays_out_of_the_record(string command, string answer, DeliveryOutcome outcome, int? status)
    {
        await using var relay = new SmtpReceiver(_certificate) { Answers = { [command] = answer } };
        var result = await SendAsync(relay, Message, Trusting(_certificate) with { Timeout = TimeSpan.FromSeconds(answer == "hang" ? 3 : 10) });

        Assert.Equal((outcome, status), (result.Outcome, result.Status));
        Assert.DoesNotContain("legal@", result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_relay_that_talks_without_end_is_cut()
    {
        await using var relay = new SmtpReceiver(_certificate) { Answers = { ["EHLO"] = string.Concat(Enumerable.Repeat("250-x\r\n", 100_000)) } };
        var many = await SendAsync(relay, Message);
        await using var endless = new SmtpReceiver(_certificate) { Answers = { [""] = new string('2', 1_000_000) } };
        var one = await SendAsync(endless, Message);

        Assert.Equal((DeliveryOutcome.Again, DeliveryOutcome.Again), (many.Outcome, one.Outcome));
    }

    [Fact]
    public async Task A_mail_larger_than_the_relay_takes_is_not_tried()
    {
        await using var relay = new SmtpReceiver(_certificate) { Extensions = ["SIZE 100", "AUTH PLAIN"] };
        Assert.Contains("the relay takes 100", (await SendAsync(relay, Message)).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a@b\r\nRCPT TO:<x@y>")]
    [InlineData("a@b>")]
    [InlineData("a b@c")]
    [InlineData("\"a b\"@c")]
    [InlineData("a@b@c")]
    [InlineData("a@")]
    [InlineData("@b")]
    [InlineData("a@b\n")]
    [InlineData("ü@b")]
    [InlineData(null)]
    public async Task An_address_that_is_none_never_reaches_a_relay(string? address)
    {
        await using var relay = new SmtpReceiver(_certificate);
        var toNobody = await SendAsync(relay, Message, to: address);
        var fromNobody = address is null ? toNobody : await SendAsync(relay, Message, from: address);

        Assert.Equal((DeliveryOutcome.Refused, DeliveryOutcome.Refused), (toNobody.Outcome, fromNobody.Outcome));
        Assert.Equal(0, relay.Connections);
    }

    [Fact]
    public async Task A_private_relay_is_asked_only_with_permission()
    {
        await using var relay = new SmtpReceiver(_certificate);
        var result = await SendAsync(relay, Message, allowPrivate: false);

        Assert.Equal(DeliveryOutcome.Refused, result.Outcome);
        Assert.Equal(0, relay.Connections);
    }

    [Fact]
    public void Any_text_comes_back_from_a_mail_as_it_went_in() =>
        Prop.ForAll(ArbMap.Default.GeneratorFor<NonNull<string>>().ToArbitrary(), given =>
        {
            // What is no character cannot be said in UTF-8.
            var text = string.Concat(given.Get.EnumerateRunes());
            var encoded = QuotedPrintable.Of(text);
            return encoded.All(letter => letter is '\r' or '\n' or '\t' or (>= ' ' and <= '~')) && encoded.Split("\r\n").All(line => line.Length <= 76 && !line.EndsWith(' '))
                && Decoded(encoded) == text.ReplaceLineEndings("\r\n");
        }).Check(Tried.Times(500));

    [Fact]
    public void Any_title_comes_back_from_a_header_as_it_went_in() =>
        Prop.ForAll(ArbMap.Default.GeneratorFor<NonNull<string>>().Where(text => text.Get.Length > 0).ToArbitrary(), given =>
        {
            var title = string.Concat(given.Get.EnumerateRunes());
            var header = HeaderWords.Of(title);
            return header.Split("\r\n").All(line => line.Length <= 76 && line.All(letter => letter is >= ' ' and <= '~')) && DecodedWords(header.Replace("\r\n ", " ", StringComparison.Ordinal)) == title;
        }).Check(Tried.Times(500));

    private Task<DeliveryResult> SendAsync(
        SmtpReceiver relay, OutgoingMessage message, DeliveryOptions? options = null, string? to = To, string from = From, bool allowPrivate = true)
    {
        var channel = new Channel { Name = To, Type = ChannelType.Mail, Relay = new MailRelay("localhost", relay.Port, from, "incidents"), Address = to, Secret = "smtp-password", AllowPrivate = allowPrivate };
        return Sending.SendAsync(channel, message, Password, options ?? Trusting(_certificate));
    }

    private static (Dictionary<string, string> Headers, string Body) Split(string mail)
    {
        var end = mail.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var headers = mail[..end].Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n").Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        return (headers, mail[(end + 4)..]);
    }

    private static string DecodedWords(string header)
    {
        if (!header.StartsWith("=?utf-8?B?", StringComparison.Ordinal)) return header;
        return string.Concat(header.Split(' ').Select(word => Encoding.UTF8.GetString(Convert.FromBase64String(word["=?utf-8?B?".Length..^2]))));
    }

    private static string Decoded(string encoded)
    {
        var bytes = new List<byte>();
        var joined = encoded.Replace("=\r\n", "", StringComparison.Ordinal);
        for (var index = 0; index < joined.Length; index++)
        {
            if (joined[index] != '=')
            {
                bytes.Add((byte)joined[index]);
                continue;
            }
            bytes.Add(Convert.ToByte(joined.Substring(index + 1, 2), 16));
            index += 2;
        }
        return Encoding.UTF8.GetString([.. bytes]);
    }
}
