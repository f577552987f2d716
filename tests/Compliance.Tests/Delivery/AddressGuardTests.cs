using System.Net;
using Compliance.Delivery;
using Compliance.Delivery.Connecting;
using Compliance.Tests.Transit;
using static Compliance.Tests.Delivery.Sending;

namespace Compliance.Tests.Delivery;

public sealed class AddressGuardTests
{
    private static readonly Channel Public = new() { Name = "soc-hook", Type = ChannelType.Webhook, Url = new Uri("https://hooks.harborline.example/soc") };

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.0.1")]
    [InlineData("192.168.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("168.63.129.16")]
    [InlineData("100.64.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("::1")]
    [InlineData("fd00::1")]
    [InlineData("fe80::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:0a00:0001::1")]
    public async Task A_name_that_leads_inside_is_never_connected_to(string address)
    {
        var result = await SendAsync(Public, Message, WebhookSecret, Quick with { Resolve = (_, _) => Task.FromResult(new[] { IPAddress.Parse(address) }) });

        Assert.Equal((DeliveryOutcome.Refused, null), (result.Outcome, result.Status));
        Assert.StartsWith("the receiver's address is", result.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(address, result.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("fe80::1")]
    [InlineData("168.63.129.16")]
    [InlineData("100.64.0.1")]
    [InlineData("239.1.1.1")]
    public async Task A_private_channel_is_not_led_to_where_clouds_keep_credentials(string address)
    {
        var channel = Public with { AllowPrivate = true };
        var result = await SendAsync(channel, Message, WebhookSecret, Quick with { Resolve = (_, _) => Task.FromResult(new[] { IPAddress.Parse(address) }) });

        Assert.Equal(DeliveryOutcome.Refused, result.Outcome);
        Assert.EndsWith("never asked", result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_TLS_only_a_private_receiver_is_asked()
    {
        var options = Quick with { Resolve = (_, _) => Task.FromResult(new[] { IPAddress.Parse("93.184.216.34") }) };
        var clear = Public with { Url = new Uri("http://hooks.harborline.example/soc") };

        Assert.Equal("the channel's address is to begin with `https://`", (await SendAsync(clear, Message, WebhookSecret, options)).Detail);
        Assert.Contains("without TLS", (await SendAsync(clear with { AllowPrivate = true }, Message, WebhookSecret, options)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_literal_address_is_checked_like_a_resolved_one()
    {
        await using var inside = new ScriptedServer((_, _, _) => Task.CompletedTask);
        foreach (var host in new[] { "127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "0x7f.1", "2130706433", "017700000001" })
        {
            var result = await SendAsync(Public with { Url = new Uri($"https://{host}:{inside.Port}/") }, Message, WebhookSecret);
            Assert.Equal(DeliveryOutcome.Refused, result.Outcome);
        }
        Assert.Equal(0, inside.Connections);
    }

    [Fact]
    public async Task A_name_is_resolved_once_and_the_checked_address_is_connected_to()
    {
        await using var inside = HttpReceiver.Answering(HttpReceiver.Status(200));
        var resolved = 0;
        // The second answer would lead inside: whoever asks twice is caught.
        var options = Quick with
        {
            ConnectTime = TimeSpan.FromSeconds(0.3),
            Resolve = (_, _) => Task.FromResult(new[] { resolved++ == 0 ? IPAddress.Parse("3000::1") : IPAddress.Loopback }),
        };
        var result = await SendAsync(Public with { Url = new Uri($"https://hooks.harborline.example:{inside.Port}/") }, Message, WebhookSecret, options);

        Assert.Equal((1, 0, DeliveryOutcome.Again), (resolved, inside.Connections, result.Outcome));
    }

    [Fact]
    public async Task Of_a_name_with_public_and_private_addresses_the_private_ones_are_never_connected_to()
    {
        await using var inside = HttpReceiver.Answering(HttpReceiver.Status(200));
        var mixed = new[] { IPAddress.Loopback, IPAddress.Parse("3000::1"), IPAddress.Parse("::ffff:127.0.0.1") };
        var options = Quick with { ConnectTime = TimeSpan.FromSeconds(0.3), Resolve = (_, _) => Task.FromResult(mixed) };
        var result = await SendAsync(Public with { Url = new Uri($"https://hooks.harborline.example:{inside.Port}/") }, Message, WebhookSecret, options);

        Assert.Equal((0, DeliveryOutcome.Again), (inside.Connections, result.Outcome));
    }

    [Fact]
    public async Task A_connection_of_a_private_channel_never_serves_a_public_one()
    {
        await using var inside = HttpReceiver.Doing(async (stream, _, stop) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), stop);
            await Task.Delay(Timeout.Infinite, stop);
        });
        using var sender = new ChannelSender(Quick, Clock.At(Now));
        var allowed = await sender.SendAsync(Webhook(inside), Message, WebhookSecret, default);
        var other = await sender.SendAsync(Webhook(inside) with { AllowPrivate = false, Url = new Uri($"https://localhost:{inside.Port}/") }, Message, WebhookSecret, default);

        Assert.Equal((DeliveryOutcome.Accepted, DeliveryOutcome.Refused), (allowed.Outcome, other.Outcome));
        Assert.Equal((1, 1), (inside.Connections, inside.Requests.Count));
    }

    [Fact]
    public async Task An_address_with_a_user_name_is_refused()
    {
        var result = await SendAsync(Public with { Url = new Uri("https://hooks.slack.com@evil.example/") }, Message, WebhookSecret);

        Assert.Equal("the channel's address holds a user name: take it out", result.Detail);
    }
}
