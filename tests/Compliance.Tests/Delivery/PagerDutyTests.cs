using System.Text.Json.Nodes;
using Compliance.Delivery;
using NodaTime;
using static Compliance.Tests.Delivery.Sending;

namespace Compliance.Tests.Delivery;

public sealed class PagerDutyTests
{
    [Fact]
    public async Task An_alert_is_triggered_under_the_key_of_what_it_is_about()
    {
        await using var receiver = HttpReceiver.Answering(HttpReceiver.Status(202, """{"status":"success"}"""));
        var result = await SendAsync(Channel(ChannelType.PagerDuty, receiver), Message, RoutingKey);

        Assert.Equal((DeliveryOutcome.Accepted, 202), (result.Outcome, result.Status));
        Assert.Contains("no acknowledgement", result.Detail, StringComparison.Ordinal);
        var alert = JsonNode.Parse(receiver.Requests[0].Body)!;
        Assert.Equal((RoutingKey, "trigger", Message.DedupKey), ((string?)alert["routing_key"], (string?)alert["event_action"], (string?)alert["dedup_key"]));
        Assert.Equal((Message.Title, "warning"), ((string?)alert["payload"]!["summary"], (string?)alert["payload"]!["severity"]));
        Assert.Equal((Message.Subject, "2026-11-22T10:00:00Z"), ((string?)alert["payload"]!["source"], (string?)alert["payload"]!["timestamp"]));
        Assert.Equal(50, (int?)alert["payload"]!["custom_details"]!["details"]!["percent"]);
        Assert.Equal(Message.Link!.AbsoluteUri, (string?)alert["links"]![0]!["href"]);
    }

    [Fact]
    public async Task An_alert_ends_under_the_same_key_and_other_channels_have_none()
    {
        await using var receiver = HttpReceiver.Answering(HttpReceiver.Status(202));
        using var sender = new ChannelSender(Quick, Clock.At(Now));
        var result = await sender.ResolveAsync(Channel(ChannelType.PagerDuty, receiver), Message.DedupKey, RoutingKey, default);

        Assert.Equal(DeliveryOutcome.Accepted, result!.Outcome);
        var request = Assert.Single(receiver.Requests);
        Assert.Equal($$"""{"routing_key":"{{RoutingKey}}","event_action":"resolve","dedup_key":"{{Message.DedupKey}}"}""", request.Text);
        Assert.Null(await sender.ResolveAsync(Webhook(receiver), Message.DedupKey, WebhookSecret, default));
        Assert.Single(receiver.Requests);
    }

    [Theory]
    [InlineData(202, DeliveryOutcome.Accepted)]
    [InlineData(200, DeliveryOutcome.Again)]
    [InlineData(400, DeliveryOutcome.Refused)]
    [InlineData(429, DeliveryOutcome.Again)]
    [InlineData(503, DeliveryOutcome.Again)]
    public async Task A_status_decides(int status, DeliveryOutcome outcome)
    {
        await using var receiver = HttpReceiver.Answering(HttpReceiver.Status(status, "", "Retry-After: 7"));
        var result = await SendAsync(Channel(ChannelType.PagerDuty, receiver), Message, RoutingKey);

        Assert.Equal(outcome, result.Outcome);
        Assert.Equal(outcome == DeliveryOutcome.Again && status != 200 ? Duration.FromSeconds(7) : null, result.RetryAfter);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("short")]
    [InlineData("0123456789abcdef0123456789abcde\n")]
    public async Task Nothing_is_sent_without_a_routing_key(string? key)
    {
        await using var receiver = HttpReceiver.Answering(HttpReceiver.Status(202));
        var result = await SendAsync(Channel(ChannelType.PagerDuty, receiver), Message, key);

        Assert.Equal((DeliveryOutcome.Refused, "the secret is to be a routing key of 32 letters and digits"), (result.Outcome, result.Detail));
        Assert.Equal(0, receiver.Connections);
    }

    [Theory]
    [InlineData(Urgency.Info, "info")]
    [InlineData(Urgency.Error, "error")]
    [InlineData(Urgency.Critical, "critical")]
    public async Task Urgency_is_said_in_the_words_of_the_product(Urgency urgency, string severity)
    {
        await using var receiver = HttpReceiver.Answering(HttpReceiver.Status(202));
        await SendAsync(Channel(ChannelType.PagerDuty, receiver), Message with { Urgency = urgency }, RoutingKey);

        Assert.Equal(severity, (string?)JsonNode.Parse(receiver.Requests[0].Body)!["payload"]!["severity"]);
    }
}
