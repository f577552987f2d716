using System.Text.Json.Nodes;

namespace Compliance.Delivery.Posts;

/// <summary>An Adaptive Card 1.4 in the envelope of a Teams workflow (<em>When a Teams webhook request is received</em>).</summary>
internal static class TeamsPost
{
    private const int MostBytes = 28 << 10;
    private const int MostText = 3_000;
    private const int MostLines = 40;

    private static readonly string[] HostEndings = [".logic.azure.com", ".environment.api.powerplatform.com", ".api.powerautomate.com"];

    /// <exception cref="FailedAttemptException">The channel's address cannot be used, or the message is too large.</exception>
    public static Post Of(Channel channel, OutgoingMessage message, string? secret) => new Post
    {
        Address = TargetAddress.Secret(secret, channel, IsHost),
        Body = Post.Bytes(Envelope(message)),
        Accepted = [200, 202],
        Meaning = "queued by the workflow, which is not to say that it was posted or read",
    }.AtMost(MostBytes);

    private static bool IsHost(string host) =>
        host.Equals("api.powerautomate.com", StringComparison.OrdinalIgnoreCase) || HostEndings.Any(ending => host.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private static JsonObject Envelope(OutgoingMessage message) => new()
    {
        ["type"] = "message",
        ["attachments"] = new JsonArray(new JsonObject
        {
            ["contentType"] = "application/vnd.microsoft.card.adaptive",
            ["contentUrl"] = null,
            ["content"] = Card(message),
        }),
    };

    private static JsonObject Card(OutgoingMessage message)
    {
        var body = new JsonArray(Line(message.Title, title: true, message.Urgency));
        foreach (var line in Words.Fitted(message.Text, MostText).Split('\n').Take(MostLines)) body.Add(Line(line.Trim(), title: false, message.Urgency));
        var card = new JsonObject
        {
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["type"] = "AdaptiveCard",
            ["version"] = "1.4",
            ["fallbackText"] = Escaped(message.Title),
            ["body"] = body,
        };
        if (message.Link is { } link)
            card["actions"] = new JsonArray(new JsonObject { ["type"] = "Action.OpenUrl", ["title"] = "Open the case", ["url"] = link.AbsoluteUri });
        return card;
    }

    // A TextRun, unlike a TextBlock, knows no markdown: no name in it can become a link or a heading.
    private static JsonObject Line(string text, bool title, Urgency urgency)
    {
        var run = new JsonObject { ["type"] = "TextRun", ["text"] = text };
        if (title)
        {
            run["weight"] = "Bolder";
            run["size"] = "Medium";
            run["color"] = urgency switch { Urgency.Info => "Default", Urgency.Warning => "Warning", _ => "Attention" };
        }
        return new JsonObject { ["type"] = "RichTextBlock", ["inlines"] = new JsonArray(run) };
    }

    private static string Escaped(string text) => Words.Fitted(text, 1_000, rune => rune.Value < 0x80 && @"\`*_{}[]()<>#+-.!|~".Contains((char)rune.Value, StringComparison.Ordinal) ? $"\\{rune}" : rune.ToString());
}
