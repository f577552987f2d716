using Compliance.Delivery.Connecting;
using Compliance.Delivery.Mail;
using Compliance.Delivery.Posts;
using NodaTime;

namespace Compliance.Delivery;

/// <summary>Sends messages by every kind of channel. One object serves all, from any number of threads; it keeps connections.</summary>
/// <remarks>That a receiver took a message is not that a person has seen it, and no proof of notice: see DELIVERY.md.</remarks>
public sealed class ChannelSender : IDisposable
{
    private readonly DeliveryOptions _options;
    private readonly TimeProvider _clock;
    private readonly Poster _poster;
    private readonly MailSender _mail;

    /// <exception cref="InputException">An option is out of its range.</exception>
    public ChannelSender(DeliveryOptions options, TimeProvider clock)
    {
        (_options, _clock) = (options.Validated(), clock);
        var dialer = new Dialer(options, clock);
        _poster = new Poster(options, dialer, clock);
        _mail = new MailSender(options, dialer);
    }

    /// <summary>Makes one attempt. Nothing that a receiver does, and nothing that is wrong with channel, message or secret, comes out as an exception.</summary>
    /// <param name="secret">What <see cref="Channel.Secret"/> names; of a webhook several with spaces between while they are changed.</param>
    /// <exception cref="OperationCanceledException">The caller wants no more; whether the message was taken is then not known.</exception>
    public Task<DeliveryResult> SendAsync(Channel channel, OutgoingMessage message, string? secret, CancellationToken cancellation) =>
        AttemptAsync(
            async (attempt, time) =>
            {
                if (MessageLimits.Problem(message) is { } problem) throw FailedAttemptException.Refused(problem);
                if (channel.Type == ChannelType.Mail) await _mail.SendAsync(channel, message, secret, attempt, time);
                else await PostAsync(channel, PostOf(channel, message, secret), attempt, time);
            },
            cancellation);

    /// <summary>Ends the alert that messages of a key have opened, where the channel has such a thing: PagerDuty.</summary>
    /// <returns>Null: the channel knows no alerts, and nothing was sent.</returns>
    /// <exception cref="OperationCanceledException">The caller wants no more.</exception>
    public async Task<DeliveryResult?> ResolveAsync(Channel channel, string dedupKey, string? secret, CancellationToken cancellation)
    {
        if (channel.Type != ChannelType.PagerDuty) return null;
        return await AttemptAsync((attempt, time) => PostAsync(channel, PagerDutyPost.Resolve(channel, dedupKey, secret), attempt, time), cancellation);
    }

    public void Dispose() => _poster.Dispose();

    private Post PostOf(Channel channel, OutgoingMessage message, string? secret) => channel.Type switch
    {
        ChannelType.Webhook => WebhookPost.Of(channel, message, secret, _options.Source, Instant.FromDateTimeOffset(_clock.GetUtcNow())),
        ChannelType.Teams => TeamsPost.Of(channel, message, secret),
        ChannelType.Slack => SlackPost.Of(channel, message, secret),
        ChannelType.PagerDuty => PagerDutyPost.Trigger(channel, message, secret),
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel.Type, "expected a channel of HTTP"),
    };

    private async Task PostAsync(Channel channel, Post post, Attempt attempt, CancellationToken time)
    {
        attempt.Begins(post.Address.OriginalString, post.Body);
        attempt.Taken(await _poster.PostAsync(post, channel.AllowPrivate, time), post.Meaning);
    }

    private async Task<DeliveryResult> AttemptAsync(Func<Attempt, CancellationToken, Task> make, CancellationToken cancellation)
    {
        var attempt = new Attempt();
        using var limit = new CancellationTokenSource(_options.Timeout, _clock);
        using var time = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            await make(attempt, time.Token);
        }
        catch (FailedAttemptException e)
        {
            attempt.Failed(e);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested || attempt.IsTaken)
        {
            attempt.Failed(FailedAttemptException.Again($"no answer within {Words.Seconds(_options.Timeout)}"));
        }
        return attempt.Result;
    }
}
