using System.Diagnostics;
using System.Globalization;
using System.Text;
using Compliance.Delivery;
using Compliance.Tests.Transit;
using static Compliance.Tests.Delivery.Sending;

namespace Compliance.Tests.Delivery;

/// <summary>Receivers of webhooks that lead elsewhere, hang, babble or are not who they should be.</summary>
public sealed class WebhookReceiverTests
{
    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_refused_and_its_target_sees_nothing(int status)
    {
        await using var second = HttpReceiver.Answering(HttpReceiver.Status(200));
        await using var first = HttpReceiver.Answering(HttpReceiver.Status(status, "", $"Location: {second.Url}"));
        var result = await ToWebhookAsync(first);

        Assert.Equal((DeliveryOutcome.Refused, status), (result.Outcome, result.Status));
        Assert.Equal(0, second.Connections);
        Assert.DoesNotContain("very-secret", result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receiver_that_hangs_ends_in_bounded_time()
    {
        await using var receiver = HttpReceiver.Doing((_, _, stop) => Task.Delay(Timeout.Infinite, stop));
        var watch = Stopwatch.StartNew();
        var result = await ToWebhookAsync(receiver, Quick with { Timeout = TimeSpan.FromSeconds(0.3) });

        Assert.Equal((DeliveryOutcome.Again, null), (result.Outcome, result.Status));
        Assert.Equal("no answer within 0.3 s", result.Detail);
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(0.25), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_receiver_that_says_a_head_letter_by_letter_ends_in_bounded_time()
    {
        await using var receiver = HttpReceiver.Doing(async (stream, _, stop) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nx: "u8.ToArray(), stop);
            while (true)
            {
                await stream.WriteAsync("a"u8.ToArray(), stop);
                await Task.Delay(20, stop);
            }
        });
        var result = await ToWebhookAsync(receiver, Quick with { Timeout = TimeSpan.FromSeconds(0.4) });

        Assert.Equal("no answer within 0.4 s", result.Detail);
    }

    [Fact]
    public async Task A_connection_that_is_refused_or_broken_is_tried_again()
    {
        await using var broken = HttpReceiver.Answering("HTTP/1.1 200 OK\r\nContent-Le");
        var inTheMiddle = await ToWebhookAsync(broken);
        Channel gone;
        await using (var closed = HttpReceiver.Answering("")) gone = Webhook(closed);
        var refused = await SendAsync(gone, Message, WebhookSecret);

        Assert.Equal((DeliveryOutcome.Again, null), (inTheMiddle.Outcome, inTheMiddle.Status));
        Assert.Equal((DeliveryOutcome.Again, "no connection: ConnectionRefused"), (refused.Outcome, refused.Detail));
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.9\r\n")]
    [InlineData("\0\0\0\0\0\0\0\0\r\n\r\n")]
    [InlineData("HTTP/1.1 abc OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n: :\r\n\r\n")]
    public async Task What_is_no_answer_of_HTTP_is_tried_again(string answer)
    {
        await using var receiver = HttpReceiver.Answering(answer);
        var result = await ToWebhookAsync(receiver);

        Assert.Equal((DeliveryOutcome.Again, null), (result.Outcome, result.Status));
    }

    [Fact]
    public async Task An_answer_without_end_costs_neither_time_nor_memory()
    {
        var sent = 0L;
        await using var receiver = HttpReceiver.Doing(async (stream, _, stop) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray(), stop);
            var chunk = Encoding.ASCII.GetBytes("10000\r\n" + new string('x', 0x10000) + "\r\n");
            while (true)
            {
                await stream.WriteAsync(chunk, stop);
                Interlocked.Add(ref sent, chunk.Length);
            }
        });
        var watch = Stopwatch.StartNew();
        var webhook = await ToWebhookAsync(receiver);
        var slack = await SendAsync(Channel(ChannelType.Slack, receiver), Message, receiver.Url.OriginalString);

        Assert.Equal(DeliveryOutcome.Accepted, webhook.Outcome);
        Assert.Equal(DeliveryOutcome.Again, slack.Outcome);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(8), $"it took {watch.Elapsed}");
        // What lies in the buffers of both sockets has left the receiver, and was never read.
        Assert.InRange(Interlocked.Read(ref sent), 0, 64 << 20);
    }

    [Fact]
    public async Task A_head_without_end_is_cut()
    {
        await using var receiver = HttpReceiver.Doing(async (stream, _, stop) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n"u8.ToArray(), stop);
            for (var header = 0; ; header++) await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"x-{header}: {new string('y', 1000)}\r\n")), stop);
        });
        var result = await ToWebhookAsync(receiver);

        Assert.Equal((DeliveryOutcome.Again, null), (result.Outcome, result.Status));
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused_before_anything_is_said()
    {
        using var certificate = TestCertificates.SelfSigned("localhost");
        await using var receiver = HttpReceiver.OverTls(certificate, HttpReceiver.Status(200));
        var result = await ToWebhookAsync(receiver);

        Assert.Equal((DeliveryOutcome.Refused, null), (result.Outcome, result.Status));
        Assert.Empty(receiver.Requests);
    }

    [Fact]
    public async Task A_certificate_of_another_name_is_refused_though_its_root_is_trusted()
    {
        using var certificate = TestCertificates.SelfSigned("elsewhere.example");
        await using var receiver = HttpReceiver.OverTls(certificate, HttpReceiver.Status(200));
        var result = await ToWebhookAsync(receiver, Trusting(certificate));

        Assert.Equal(DeliveryOutcome.Refused, result.Outcome);
        Assert.Empty(receiver.Requests);
    }

    [Fact]
    public async Task A_root_of_the_company_is_trusted_where_the_options_say_so()
    {
        using var certificate = TestCertificates.SelfSigned("localhost");
        await using var receiver = HttpReceiver.OverTls(certificate, HttpReceiver.Status(200));
        var result = await ToWebhookAsync(receiver, Trusting(certificate));

        Assert.Equal((DeliveryOutcome.Accepted, 200), (result.Outcome, result.Status));
        Assert.Single(receiver.Requests);
    }
}
