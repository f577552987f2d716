using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Compliance.Delivery;
using NodaTime;

namespace Compliance.Tests.Delivery;

/// <summary>What the tests of channels share: a message, channels to loopback, and one attempt.</summary>
internal static class Sending
{
    public const string WebhookSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    public const string RoutingKey = "0123456789abcdef0123456789abcdef";

    public static readonly Instant Now = Instant.FromUtc(2026, 11, 22, 10, 0);

    public static readonly OutgoingMessage Message = new()
    {
        Id = "msg_20261122-1",
        Type = "compliance.incident.reminder",
        DedupKey = "20261122-mass-record-access:eu-gdpr.art33-1:reminder",
        Urgency = Urgency.Warning,
        Title = "50 % of the time to tell the authority has gone",
        Text = "Case 20261122-mass-record-access of acme-bpo.\nDue 2026-11-24 09:00 UTC.",
        Subject = "acme-bpo/20261122-mass-record-access",
        Time = Now,
        Link = new Uri("https://audit.harborline.example/incidents/20261122-mass-record-access?a=1&b=2"),
        Data = new JsonObject { ["percent"] = 50 },
        Expires = Now + Duration.FromHours(47),
    };

    public static Channel Webhook(HttpReceiver receiver) => new() { Name = "soc-hook", Type = ChannelType.Webhook, Url = receiver.Url, Secret = "webhook-soc", AllowPrivate = true };

    public static Channel Channel(ChannelType type, HttpReceiver receiver) => Webhook(receiver) with { Name = "other", Type = type };

    public static Task<DeliveryResult> ToWebhookAsync(HttpReceiver receiver, DeliveryOptions? options = null) => SendAsync(Webhook(receiver), Message, WebhookSecret, options);

    public static async Task<DeliveryResult> SendAsync(Channel channel, OutgoingMessage message, string? secret, DeliveryOptions? options = null)
    {
        using var sender = new ChannelSender(options ?? Quick, Clock.At(Now));
        return await sender.SendAsync(channel, message, secret, default);
    }

    /// <summary>Whatever the name, it leads to loopback.</summary>
    public static DeliveryOptions Quick => new() { Timeout = TimeSpan.FromSeconds(10), Resolve = (_, _) => Task.FromResult(new[] { IPAddress.Loopback }) };

    public static DeliveryOptions Trusting(X509Certificate2 root) => Quick with { Roots = [root] };

    /// <summary>Stands still; timers run by the machine's.</summary>
    internal sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public static Clock At(Instant instant) => new(instant.ToDateTimeOffset());

        public override DateTimeOffset GetUtcNow() => now;
    }
}
