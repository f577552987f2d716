using System.Text.Json.Nodes;
using Compliance.Delivery;
using FsCheck;
using FsCheck.Fluent;
using static Compliance.Tests.Delivery.Sending;

namespace Compliance.Tests.Delivery;

/// <summary>Teams and Slack: advisory channels, whose address is the secret.</summary>
public sealed class ChatTests
{
    private const string Hostile = "<!channel> <@U123> & <https://evil.example|click> [click](https://evil.example) **bold** @channel";

    private static readonly OutgoingMessage Hostilely = Message with { Title = Hostile, Text = $"# heading\n{Hostile}\n- list" };

    [Fact]
    public async Task Teams_gets_a_card_in_the_envelope_of_a_workflow()
    {
        await using var receiver = HttpReceiver.Answering(HttpReceiver.Status(202));
        var result = await SendAsync(Channel(ChannelType.Teams, receiver), Message, receiver.Url.OriginalString);

        Assert.Equal((DeliveryOutcome.Accepted, 202), (result.Outcome, result.Status));
        Assert.Contains("queued", result.Detail, StringComparison.Ordinal);
        var request = Assert.Single(receiver.Requests);
        Assert.Equal("POST /hook?sig=very-secret HTTP/1.1", request.Line);
        var message = JsonNode.Parse(request.Body)!;
        Assert.Equal("message", (string?)message["type"]);
        var attachment = message["attachments"]![0]!;
        Assert.Equal("application/vnd.microsoft.card.adaptive", (string?)attachment["contentType"]);
        var card = attachment["content"]!;
        Assert.Equal(("AdaptiveCard", "1.4"), ((string?)card["type"], (string?)card["version"]));
        Assert.Equal(["50 % of the time to tell the authority has gone", "Case 20261122-mass-record-access of acme-bpo.", "Due 2026-11-24 09:00 UTC."], Lines(card));
        Assert.Equal(("Action.OpenUrl", Message.Link!.AbsoluteUri), ((string?)card["actions"]![0]!["type"], (string?)card["actions"]![0]!["url"]));
    }

    [Fact]
    public async Task In_a_card_no_text_can_become_markup()
    {
        await using var receiver = HttpReceiver.Answering(HttpReceiver.Status(202));
        await SendAsync(Channel(ChannelType.Teams, receiver), Hostilely, receiver.Url.OriginalString);

        var card = JsonNode.Parse(receiver.Requests[0].Body)!["attachments"]![0]!["content"]!;
        Assert.All(card["body"]!.AsArray(), block => Assert.Equal("RichTextBlock", (string?)block!["type"]));
        Assert.Equal([Hostile, "# heading", Hostile, "- list"], Lines(card));
        Assert.DoesNotContain("[click](", (string?)card["fallbackText"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slack_gets_text_and_blocks_and_its_ok_is_success()
    {
        await using var receiver = HttpReceiver.Answering(HttpReceiver.Status(200, "ok"));
        var result = await SendAsync(Channel(ChannelType.Slack, receiver), Message, receiver.Url.OriginalString);

        Assert.Equal((DeliveryOutcome.Accepted, 200), (result.Outcome, result.Status));
        var message = JsonNode.Parse(receiver.Requests[0].Body)!;
        Assert.Equal("warning: 50 % of the time to tell the authority has gone", (string?)message["text"]);
        Assert.Equal(["header", "section", "section"], message["blocks"]!.AsArray().Select(block => (string?)block!["type"]));
        Assert.Equal(Message.Text, (string?)message["blocks"]![1]!["text"]!["text"]);
        Assert.Equal(
            "<https://audit.harborline.example/incidents/20261122-mass-record-access?a=1&amp;b=2|Open the case>", (string?)message["blocks"]![2]!["text"]!["text"]);
    }

    [Fact]
    public async Task In_Slack_nobody_is_called_by_a_name_in_the_text()
    {
        await using var receiver = HttpReceiver.Answering(HttpReceiver.Status(200, "ok"));
        await SendAsync(Channel(ChannelType.Slack, receiver), Hostilely with { Link = null }, receiver.Url.OriginalString);

        var message = JsonNode.Parse(receiver.Requests[0].Body)!;
        var section = message["blocks"]![1]!["text"]!;
        Assert.Equal("mrkdwn", (string?)section["type"]);
        Assert.True((bool?)section["verbatim"]);
        foreach (var text in new[] { (string)message["text"]!, (string)section["text"]! })
        {
            Assert.DoesNotContain('<', text);
            Assert.Contains("&lt;!channel&gt; &lt;@U123&gt; &amp; &lt;https", text, StringComparison.Ordinal);
        }
        Assert.Equal("plain_text", (string?)message["blocks"]![0]!["text"]!["type"]);
    }

    [Theory]
    [InlineData(200, "welcome to the guest network")]
    [InlineData(200, "")]
    [InlineData(200, "ok, but")]
    [InlineData(204, "")]
    public async Task An_answer_of_Slack_that_is_not_ok_is_no_delivery(int status, string body)
    {
        await using var receiver = HttpReceiver.Answering(HttpReceiver.Status(status, body));
        var result = await SendAsync(Channel(ChannelType.Slack, receiver), Message, receiver.Url.OriginalString);

        Assert.Equal((DeliveryOutcome.Again, status), (result.Outcome, result.Status));
        Assert.DoesNotContain("guest", result.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ChannelType.Teams, "https://prod-07.westeurope.logic.azure.com:443/workflows/x?sig=y", true)]
    [InlineData(ChannelType.Teams, "https://default0.ab.environment.api.powerplatform.com/powerautomate/x?sig=y", true)]
    [InlineData(ChannelType.Teams, "https://api.powerautomate.com/x", true)]
    [InlineData(ChannelType.Teams, "https://logic.azure.com.evil.example/x", false)]
    [InlineData(ChannelType.Teams, "https://evillogic.azure.com/x", false)]
    [InlineData(ChannelType.Teams, "https://outlook.webhook.office.com/x", false)]
    [InlineData(ChannelType.Teams, "http://prod-07.westeurope.logic.azure.com/x", false)]
    [InlineData(ChannelType.Slack, "https://hooks.slack.com/services/T/B/x", true)]
    [InlineData(ChannelType.Slack, "https://hooks.slack.com.evil.example/services/T/B/x", false)]
    [InlineData(ChannelType.Slack, "https://hooks.slack.com@evil.example/services/T/B/x", false)]
    [InlineData(ChannelType.Slack, "services/T/B/x", false)]
    [InlineData(ChannelType.Slack, null, false)]
    public async Task Only_hosts_of_the_product_are_asked(ChannelType type, string? secret, bool asked)
    {
        // All names lead to loopback, which is refused later, and in other words.
        var result = await SendAsync(new Channel { Name = "chat", Type = type }, Message, secret);

        Assert.Equal(DeliveryOutcome.Refused, result.Outcome);
        Assert.Equal(asked, result.Detail.StartsWith("the receiver's address is loopback", StringComparison.Ordinal));
        Assert.DoesNotContain("/x", result.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ChannelType.Teams, 28 << 10)]
    [InlineData(ChannelType.Slack, 32 << 10)]
    [InlineData(ChannelType.Webhook, 20_000)]
    public async Task The_longest_texts_are_cut_to_what_the_product_takes(ChannelType type, int most)
    {
        await using var receiver = HttpReceiver.Answering(HttpReceiver.Status(type == ChannelType.Teams ? 202 : 200, type == ChannelType.Teams ? "" : "ok"));
        foreach (var letter in new[] { "<", "é", "𝔘", "x\n" })
        {
            var text = string.Concat(Enumerable.Repeat(letter, 20_000));
            var title = string.Concat(Enumerable.Repeat(letter.Trim(), 100));
            var result = await SendAsync(Channel(type, receiver), Message with { Title = title, Text = text }, type == ChannelType.Webhook ? WebhookSecret : receiver.Url.OriginalString);
            Assert.Equal(DeliveryOutcome.Accepted, result.Outcome);
        }
        Assert.All(receiver.Requests, request => Assert.InRange(request.Body.Length, 1, most));
        if (type != ChannelType.Slack) return;
        Assert.All(receiver.Requests, request => Assert.All(JsonNode.Parse(request.Body)!["blocks"]!.AsArray(), block => Assert.InRange(((string)block!["text"]!["text"]!).Length, 1, 3000)));
    }

    [Fact]
    public void Cutting_keeps_the_limit_and_what_fits() =>
        Prop.ForAll(ArbMap.Default.GeneratorFor<NonNull<string>>().Zip(Gen.Choose(1, 40)).ToArbitrary(), given =>
        {
            var (text, most) = (given.Item1.Get, given.Item2);
            var fitted = Words.Fitted(text, most);
            var whole = string.Concat(text.EnumerateRunes());
            return fitted.Length <= most && (whole.Length <= most ? fitted == whole : fitted.EndsWith('…') && whole.StartsWith(fitted[..^1], StringComparison.Ordinal));
        }).Check(Tried.Times());

    private static IEnumerable<string?> Lines(JsonNode card) => card["body"]!.AsArray().Select(block => (string?)block!["inlines"]![0]!["text"]);
}
