using Compliance.Delivery;
using Compliance.Handling;
using Compliance.Incidents;
using NodaTime;

namespace Compliance.Azure.Tests.Handling;

/// <summary>Who is told next, and when.</summary>
public sealed class DeliveryTurnTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 22, 9, 0);
    private static readonly Channel[] Ladder = [Hook("first"), Hook("second")];

    [Fact]
    public void The_first_contact_is_told_at_once() => Assert.Equal(new DeliveryTurn(Ladder[0], Now), DeliveryTurn.Of(Message(), Ladder, Now));

    [Fact]
    public void After_one_failure_the_same_contact_is_tried_again_later_and_after_two_the_next_at_once()
    {
        var once = Tried(Message(), "first", "again");
        var turn = DeliveryTurn.Of(once, Ladder, Now)!;
        Assert.Equal("first", turn.Channel.Name);
        Assert.True(turn.At > Now);
        Assert.Equal(new DeliveryTurn(Ladder[1], Now), DeliveryTurn.Of(Tried(once, "first", "again"), Ladder, Now));
    }

    [Fact]
    public void A_refusal_is_final_and_when_all_refuse_nothing_is_sent_any_more()
    {
        var refused = Tried(Message(), "first", "refused");
        Assert.Equal("second", DeliveryTurn.Of(refused, Ladder, Now)!.Channel.Name);
        Assert.Null(DeliveryTurn.Of(Tried(refused, "second", "refused"), Ladder, Now));
    }

    [Fact]
    public void When_everybody_has_failed_twice_the_one_that_failed_least_is_tried_until_it_is_too_late()
    {
        var message = Message(Now + Duration.FromHours(4));
        foreach (var channel in new[] { "first", "first", "second", "second", "first" }) message = Tried(message, channel, "again");
        var turn = DeliveryTurn.Of(message, Ladder, Now)!;
        Assert.Equal("second", turn.Channel.Name);
        Assert.InRange(turn.At, Now + Duration.FromTicks(1), Now + Duration.FromHours(4));
        Assert.Null(DeliveryTurn.Of(message, Ladder, Now + Duration.FromHours(4)));
    }

    [Fact]
    public void A_message_without_an_end_is_not_tried_for_ever()
    {
        var message = Message();
        for (var attempt = 1; attempt < 1_000 && DeliveryTurn.Of(message, Ladder, Now) is { } turn; attempt++) message = Tried(message, turn.Channel.Name, "again");

        Assert.Equal(DeliveryTurn.MostAttempts, message.Attempts.Count);
        Assert.Equal("third", DeliveryTurn.Of(message, [.. Ladder, Hook("third")], Now)!.Channel.Name);
    }

    [Fact]
    public void What_was_accepted_acknowledged_or_withheld_is_not_sent()
    {
        Assert.Null(DeliveryTurn.Of(Tried(Message(), "first", "accepted"), Ladder, Now));
        Assert.Null(DeliveryTurn.Of(Message() with { AcknowledgedBy = "ann", AcknowledgedAt = Now }, Ladder, Now));
        Assert.Null(DeliveryTurn.Of(Message() with { Queued = Message().Queued with { Withheld = true } }, Ladder, Now));
        Assert.Null(DeliveryTurn.Of(Message(), [], Now));
    }

    [Fact]
    public void A_receiver_that_asks_for_time_gets_it()
    {
        var asked = DeliveryTurn.After(Message(), Ladder, Attempt(Message(), "first", "again"), Duration.FromMinutes(7), 0);
        Assert.Equal(Now + Duration.FromMinutes(7), asked);
    }

    private static Channel Hook(string name) => new() { Name = name, Type = ChannelType.Webhook, Url = new Uri($"https://{name}.example/") };

    private static DeliveryState Message(Instant? notAfter = null) =>
        new() { Queued = new() { At = Now, By = "system:playbooks", Delivery = "d-1", Purpose = "opened", To = "operator", NotAfter = notAfter } };

    private static DeliveryState Tried(DeliveryState delivery, string channel, string outcome)
    {
        var attempt = Attempt(delivery, channel, outcome);
        return delivery with { Attempts = [.. delivery.Attempts, attempt with { Next = DeliveryTurn.After(delivery, Ladder, attempt, null, 0.5) }] };
    }

    private static DeliveryAttempted Attempt(DeliveryState delivery, string channel, string outcome) => new()
    {
        At = Now,
        By = "system:playbooks",
        Delivery = "d-1",
        Attempt = delivery.Attempts.Count + 1,
        Channel = channel,
        Outcome = outcome,
        Detail = "",
        TargetSha256 = "",
        BodySha256 = "",
    };
}
