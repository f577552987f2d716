using System.Text.Json.Nodes;
using Compliance.Delivery;
using Compliance.Delivery.Posts;
using NodaTime;
using static Compliance.Tests.Delivery.Sending;

namespace Compliance.Tests.Delivery;

/// <summary>What a webhook carries, and what its receiver's answer decides.</summary>
public sealed class WebhookTests
{
    [Fact]
    public async Task A_receiver_gets_an_envelope_of_CloudEvents_that_it_can_verify()
    {
        await using var receiver = HttpReceiver.Answering(HttpReceiver.Status(204));
        var result = await ToWebhookAsync(receiver);

        Assert.Equal((DeliveryOutcome.Accepted, 204), (result.Outcome, result.Status));
        Assert.Contains("no acknowledgement", result.Detail, StringComparison.Ordinal);
        var request = Assert.Single(receiver.Requests);
        Assert.Equal("POST /hook?sig=very-secret HTTP/1.1", request.Line);
        Assert.StartsWith("application/cloudevents+json", request.Headers["content-type"], StringComparison.Ordinal);
        Assert.Equal(Message.Id, request.Headers["webhook-id"]);
        Assert.True(WebhookSignature.Verifies(
            WebhookSecret, request.Headers["webhook-id"], request.Headers["webhook-timestamp"], request.Headers["webhook-signature"], request.Body, Now));

        var envelope = JsonNode.Parse(request.Body)!;
        Assert.Equal("1.0", (string?)envelope["specversion"]);
        Assert.Equal(Message.Id, (string?)envelope["id"]);
        Assert.Equal("urn:compliance", (string?)envelope["source"]);
        Assert.Equal("compliance.incident.reminder", (string?)envelope["type"]);
        Assert.Equal("acme-bpo/20261122-mass-record-access", (string?)envelope["subject"]);
        Assert.Equal("2026-11-22T10:00:00Z", (string?)envelope["time"]);
        Assert.Equal("2026-11-24T09:00:00Z", (string?)envelope["expirytime"]);
        Assert.Equal("warning", (string?)envelope["severitytext"]);
        Assert.Equal(50, (int?)envelope["data"]!["details"]!["percent"]);
        Assert.Equal(Message.Link!.AbsoluteUri, (string?)envelope["data"]!["link"]);
    }

    [Fact]
    public async Task The_result_carries_digests_and_neither_address_nor_secret()
    {
        await using var receiver = HttpReceiver.Answering(HttpReceiver.Status(400, "very-secret leaks"));
        var result = await ToWebhookAsync(receiver);

        Assert.Equal(Digest.Of(receiver.Url.OriginalString), result.TargetSha256);
        Assert.Equal(Digest.Of(receiver.Requests[0].Body), result.BodySha256);
        Assert.Equal("answered 400", result.Detail);
    }

    [Fact]
    public async Task A_second_attempt_has_the_same_id_and_body_and_a_timestamp_of_its_own()
    {
        await using var receiver = HttpReceiver.Answering(HttpReceiver.Status(500), HttpReceiver.Status(200, "thanks"));
        var first = await ToWebhookAsync(receiver);
        using var later = new ChannelSender(Quick, Clock.At(Now + Duration.FromSeconds(5)));
        var second = await later.SendAsync(Webhook(receiver), Message, WebhookSecret, default);

        Assert.Equal((DeliveryOutcome.Again, 500), (first.Outcome, first.Status));
        Assert.Equal((DeliveryOutcome.Accepted, 200), (second.Outcome, second.Status));
        Assert.Equal(first.BodySha256, second.BodySha256);
        Assert.Equal([Message.Id, Message.Id], receiver.Requests.Select(request => request.Headers["webhook-id"]));
        Assert.Equal(["1795341600", "1795341605"], receiver.Requests.Select(request => request.Headers["webhook-timestamp"]));
        Assert.NotEqual(receiver.Requests[0].Headers["webhook-signature"], receiver.Requests[1].Headers["webhook-signature"]);
    }

    [Theory]
    [InlineData(200, DeliveryOutcome.Accepted)]
    [InlineData(201, DeliveryOutcome.Accepted)]
    [InlineData(202, DeliveryOutcome.Accepted)]
    [InlineData(206, DeliveryOutcome.Again)]
    [InlineData(304, DeliveryOutcome.Refused)]
    [InlineData(400, DeliveryOutcome.Refused)]
    [InlineData(401, DeliveryOutcome.Refused)]
    [InlineData(404, DeliveryOutcome.Refused)]
    [InlineData(408, DeliveryOutcome.Again)]
    [InlineData(410, DeliveryOutcome.Refused)]
    [InlineData(415, DeliveryOutcome.Refused)]
    [InlineData(425, DeliveryOutcome.Again)]
    [InlineData(429, DeliveryOutcome.Again)]
    [InlineData(502, DeliveryOutcome.Again)]
    [InlineData(504, DeliveryOutcome.Again)]
    public async Task A_status_decides(int status, DeliveryOutcome outcome)
    {
        await using var receiver = HttpReceiver.Answering(HttpReceiver.Status(status));
        var result = await ToWebhookAsync(receiver);

        Assert.Equal((outcome, status), (result.Outcome, result.Status));
    }

    [Fact]
    public async Task What_the_caller_cancels_is_cancelled()
    {
        await using var receiver = HttpReceiver.Doing((_, _, stop) => Task.Delay(Timeout.Infinite, stop));
        using var sender = new ChannelSender(Quick, Clock.At(Now));
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sender.SendAsync(Webhook(receiver), Message, WebhookSecret, stop.Token));
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("0", 0)]
    [InlineData("999999999", 86_400)]
    [InlineData("Sun, 22 Nov 2026 10:01:30 GMT", 90)]
    [InlineData("Sun, 22 Nov 2026 09:00:00 GMT", 0)]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", 86_400)]
    [InlineData("soon", null)]
    [InlineData("-5", null)]
    [InlineData("99999999999999999999", null)]
    public async Task Retry_After_is_honoured_up_to_a_day(string asked, int? seconds)
    {
        await using var receiver = HttpReceiver.Answering(HttpReceiver.Status(429, "", $"Retry-After: {asked}"));
        var result = await ToWebhookAsync(receiver);

        Assert.Equal((DeliveryOutcome.Again, 429), (result.Outcome, result.Status));
        Assert.Equal(seconds is { } s ? Duration.FromSeconds(s) : null, result.RetryAfter);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("whsec_c2hvcnQ=")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS%")]
    public async Task Nothing_is_sent_that_cannot_be_signed(string? secret)
    {
        await using var receiver = HttpReceiver.Answering(HttpReceiver.Status(200));
        var result = await SendAsync(Webhook(receiver), Message, secret);

        Assert.Equal(DeliveryOutcome.Refused, result.Outcome);
        Assert.Equal(0, receiver.Connections);
        Assert.DoesNotContain("c2hvcnQ", result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_is_too_large_is_refused()
    {
        await using var receiver = HttpReceiver.Answering(HttpReceiver.Status(200));
        var result = await SendAsync(Webhook(receiver), Message with { Data = new JsonObject { ["list"] = new string('x', 20_000) } }, WebhookSecret);

        Assert.Equal(DeliveryOutcome.Refused, result.Outcome);
        Assert.Contains("at most 20000", result.Detail, StringComparison.Ordinal);
        Assert.Equal(0, receiver.Connections);
    }

    [Theory]
    [InlineData("has.dots", "title", "key")]
    [InlineData("id", "two\r\nlines", "key")]
    [InlineData("id", "", "key")]
    [InlineData("id", "title", "key\n")]
    [InlineData("id\r\nx: y", "title", "key")]
    public async Task A_message_that_could_break_out_of_its_place_is_refused(string id, string title, string key)
    {
        await using var receiver = HttpReceiver.Answering(HttpReceiver.Status(200));
        var result = await SendAsync(Webhook(receiver), Message with { Id = id, Title = title, DedupKey = key }, WebhookSecret);

        Assert.Equal(DeliveryOutcome.Refused, result.Outcome);
        Assert.Equal(0, receiver.Connections);
    }
}
