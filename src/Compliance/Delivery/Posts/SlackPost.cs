using System.Text;
using System.Text.Json.Nodes;

namespace Compliance.Delivery.Posts;

/// <summary>A message for an incoming webhook of Slack: blocks, and the text that stands in notifications.</summary>
internal static class SlackPost
{
    private const int MostText = 3_000;
    private const int MostTitle = 150;

    /// <exception cref="FailedAttemptException">The channel's address cannot be used.</exception>
    public static Post Of(Channel channel, OutgoingMessage message, string? secret) => new()
    {
        Address = TargetAddress.Secret(secret, channel, host => host.Equals("hooks.slack.com", StringComparison.OrdinalIgnoreCase)),
        Body = Post.Bytes(Message(message)),
        Accepted = [200],
        Word = "ok",
        Meaning = "posted to the channel, which is not to say that it was read",
    };

    private static JsonObject Message(OutgoingMessage message)
    {
        var blocks = new JsonArray(
            new JsonObject { ["type"] = "header", ["text"] = new JsonObject { ["type"] = "plain_text", ["text"] = Words.Fitted(message.Title, MostTitle), ["emoji"] = false } });
        if (!string.IsNullOrWhiteSpace(message.Text)) blocks.Add(Section(Words.Fitted(message.Text, MostText, Escaped)));
        if (message.Link is { } link) blocks.Add(Section($"<{Url(link)}|Open the case>"));
        return new JsonObject
        {
            ["text"] = Words.Fitted($"{Words.Of(message.Urgency)}: {message.Title}", MostText, Escaped),
            ["blocks"] = blocks,
            ["unfurl_links"] = false,
            ["unfurl_media"] = false,
        };
    }

    // Verbatim: what looks like an address, a channel or a person in the text stays text.
    private static JsonObject Section(string text) =>
        new() { ["type"] = "section", ["text"] = new JsonObject { ["type"] = "mrkdwn", ["text"] = text, ["verbatim"] = true } };

    // With these three no `<!channel>`, no `<@person>` and no link comes about.
    private static string Escaped(Rune rune) => rune.Value switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        _ => rune.ToString(),
    };

    private static string Url(Uri link) => Words.Fitted(link.AbsoluteUri.Replace("|", "%7C", StringComparison.Ordinal), MostText - 100, Escaped);
}
