using System.Globalization;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Delivery.Posts;

/// <summary>A webhook: a CloudEvents 1.0 envelope in structured JSON, signed as Standard Webhooks 1.0.0 says.</summary>
internal static class WebhookPost
{
    private const int MostBytes = 20_000;
    private const int MostText = 2_000;

    /// <exception cref="FailedAttemptException">The channel's address or secret cannot be used, or the message is too large.</exception>
    public static Post Of(Channel channel, OutgoingMessage message, string? secret, string source, Instant now)
    {
        var body = Post.Bytes(Envelope(message, source));
        var timestamp = now.ToUnixTimeSeconds();
        return new Post
        {
            Address = TargetAddress.Checked(channel.Url, channel),
            Body = body,
            ContentType = "application/cloudevents+json; charset=UTF-8",
            Headers =
            [
                (WebhookSignature.IdHeader, message.Id),
                (WebhookSignature.TimestampHeader, timestamp.ToString(CultureInfo.InvariantCulture)),
                (WebhookSignature.SignatureHeader, Signature(secret, message.Id, timestamp, body)),
            ],
            Accepted = [200, 201, 202, 204],
            Meaning = "accepted by the receiver, which is no acknowledgement by a person",
        }.AtMost(MostBytes);
    }

    private static string Signature(string? secret, string id, long timestamp, byte[] body)
    {
        if (secret is null) throw FailedAttemptException.Refused("the signing secret is not there: a webhook is never sent unsigned");
        try
        {
            return WebhookSignature.Of(secret, id, timestamp, body);
        }
        catch (InputException e)
        {
            throw FailedAttemptException.Refused(e.Message);
        }
    }

    private static JsonObject Envelope(OutgoingMessage message, string source)
    {
        var envelope = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = message.Id,
            ["source"] = source,
            ["type"] = message.Type,
            ["subject"] = message.Subject,
            ["time"] = Rfc3339(message.Time),
            ["datacontenttype"] = Post.Json,
            // The documented extension `severity`; its numbers are those of OpenTelemetry.
            ["severitytext"] = Words.Of(message.Urgency),
            ["severitynumber"] = message.Urgency switch { Urgency.Info => 9, Urgency.Warning => 13, Urgency.Error => 17, _ => 21 },
        };
        if (message.Expires is { } expires) envelope["expirytime"] = Rfc3339(expires);
        envelope["data"] = Data(message);
        return envelope;
    }

    private static JsonObject Data(OutgoingMessage message)
    {
        var data = new JsonObject { ["title"] = message.Title, ["text"] = Words.Fitted(message.Text, MostText), ["dedupKey"] = message.DedupKey };
        if (message.Link is { } link) data["link"] = link.AbsoluteUri;
        data["details"] = message.Data.DeepClone();
        return data;
    }

    private static string Rfc3339(Instant instant) => InstantPattern.ExtendedIso.Format(instant);
}
