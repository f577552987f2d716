using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NodaTime.Text;

namespace Compliance.Delivery.Posts;

/// <summary>An event of PagerDuty's Events API v2.</summary>
internal static partial class PagerDutyPost
{
    private const int MostBytes = 512_000;
    private const int MostText = 20_000;

    private static readonly Uri Official = new("https://events.pagerduty.com/v2/enqueue");

    /// <summary>Opens an alert, or adds to the open one of the same key.</summary>
    /// <exception cref="FailedAttemptException">The channel's address or key cannot be used, or the message is too large.</exception>
    public static Post Trigger(Channel channel, OutgoingMessage message, string? routingKey)
    {
        var body = Event("trigger", routingKey, message.DedupKey);
        body["payload"] = new JsonObject
        {
            ["summary"] = message.Title,
            ["source"] = message.Subject,
            ["severity"] = Words.Of(message.Urgency),
            ["timestamp"] = InstantPattern.ExtendedIso.Format(message.Time),
            ["class"] = message.Type,
            ["custom_details"] = new JsonObject { ["message"] = message.Id, ["text"] = Words.Fitted(message.Text, MostText), ["details"] = message.Data.DeepClone() },
        };
        if (message.Link is { } link) body["links"] = new JsonArray(new JsonObject { ["href"] = link.AbsoluteUri, ["text"] = "Open the case" });
        return Post(channel, body, "taken as an alert, which is no acknowledgement by a person");
    }

    /// <summary>Ends the open alert of a key.</summary>
    /// <exception cref="FailedAttemptException">The channel's address or key cannot be used.</exception>
    public static Post Resolve(Channel channel, string dedupKey, string? routingKey) => Post(channel, Event("resolve", routingKey, dedupKey), "taken: the alert ends");

    private static JsonObject Event(string action, string? routingKey, string dedupKey)
    {
        if (routingKey is null || !Key().IsMatch(routingKey)) throw FailedAttemptException.Refused("the secret is to be a routing key of 32 letters and digits");
        return new JsonObject { ["routing_key"] = routingKey, ["event_action"] = action, ["dedup_key"] = dedupKey };
    }

    private static Post Post(Channel channel, JsonObject body, string meaning) => new Post
    {
        Address = TargetAddress.Checked(channel.Url ?? Official, channel),
        Body = Posts.Post.Bytes(body),
        Accepted = [202],
        Meaning = meaning,
    }.AtMost(MostBytes);

    [GeneratedRegex(@"^[A-Za-z0-9]{32}\z")]
    private static partial Regex Key();
}
