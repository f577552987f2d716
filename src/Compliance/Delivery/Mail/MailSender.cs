using System.Net.Security;
using System.Security.Authentication;
using Compliance.Delivery.Connecting;

namespace Compliance.Delivery.Mail;

/// <summary>Hands a message to the company's relay (RFC 5321), over TLS or not at all: from the first byte on the ports of the options, by STARTTLS (RFC 3207) on all others.</summary>
internal sealed class MailSender(DeliveryOptions options, Dialer dialer)
{
    private readonly Trust _trust = new(options.Roots);

    /// <exception cref="FailedAttemptException">The relay did not take it.</exception>
    public async Task SendAsync(Channel channel, OutgoingMessage message, string? password, Attempt attempt, CancellationToken cancellation)
    {
        var relay = channel.Relay ?? throw FailedAttemptException.Refused("the channel has no mail relay: give `mail` in company.yaml");
        var envelope = MailAddresses.Of(relay.From, channel.Address, relay.Host);
        var text = MailText.Of(message, envelope.From, envelope.To);
        attempt.Begins(envelope.To, text);
        try
        {
            await using var connection = await dialer.ConnectAsync(relay.Host, relay.Port, channel.AllowPrivate, clear: false, cancellation);
            var implicitly = options.ImplicitTlsPorts.Contains(relay.Port);
            if (!implicitly) await StartTlsAsync(connection, envelope.Domain, cancellation);
            await using var tls = new SslStream(connection);
            await tls.AuthenticateAsClientAsync(_trust.Options(relay.Host), cancellation);

            var session = new SmtpSession(tls);
            if (implicitly) await session.ExpectAsync(SmtpSession.Greeting, 220, cancellation);
            await session.HelloAsync(envelope.Domain, cancellation);
            if (relay.User is { } user) await session.SignInAsync(user, password, cancellation);
            attempt.Taken(await session.SendAsync(envelope.From, envelope.To, text, cancellation), "taken by the relay, which is not to say that it was delivered or read");
            await session.QuitAsync(cancellation);
        }
        catch (AuthenticationException)
        {
            throw FailedAttemptException.Refused("no TLS that can be trusted: the relay's certificate, or what was offered, is not acceptable");
        }
        catch (IOException)
        {
            throw FailedAttemptException.Again("the connection to the relay broke");
        }
    }

    private static async Task StartTlsAsync(Stream connection, string domain, CancellationToken cancellation)
    {
        var session = new SmtpSession(connection);
        await session.ExpectAsync(SmtpSession.Greeting, 220, cancellation);
        await session.HelloAsync(domain, cancellation);
        await session.StartTlsAsync(cancellation);
    }
}
