using System.Net;

namespace Compliance.Functions.Tests.Host;

public sealed class QueueTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task Outputs_become_messages_and_messages_bind_to_text_bytes_and_objects()
    {
        await using var host = await HostProcess.StartAsync(_folder);
        await SendAsync(host, "ok one\nok two");
        await host.Client.PostAsync("api/objects/seven", null);
        await host.SaysAsync("@ order one ends 1");
        await host.SaysAsync("@ order two ends 1");
        await host.SaysAsync("@ object seven 7");
        await FireAsync(host, "RunBlock", "four");
        await host.SaysAsync("@ block 4");
        await FireAsync(host, "Forward", "ok three");
        await host.SaysAsync("@ order three ends 1");
    }

    [SkippableFact]
    public async Task A_failed_message_is_delivered_again_after_its_visibility_timeout()
    {
        await using var host = await HostProcess.StartAsync(_folder, ("AzureFunctionsJobHost__extensions__queues__visibilityTimeout", "00:00:03"));
        await SendAsync(host, "fail-once slow");
        await host.SaysAsync("@ order slow begins 1");
        await SendAsync(host, "ok other");
        await host.SaysAsync("@ order other ends 1");
        Assert.Equal(0, host.Count("@ order slow begins 2"));
        await host.SaysAsync("@ order slow ends 2");
    }

    [SkippableFact]
    public async Task A_message_that_fails_five_times_goes_to_the_poison_queue()
    {
        await using var host = await HostProcess.StartAsync(_folder);
        await SendAsync(host, "fail bad");
        await host.SaysAsync("@ poison fail bad");
        Assert.Equal(5, host.Count("@ order bad begins"));
        await host.LogsAsync("has been moved to queue 'orders-poison' after 5 deliveries");
    }

    [SkippableFact]
    public async Task A_message_that_cannot_be_read_is_a_failure_of_its_delivery()
    {
        await using var host = await HostProcess.StartAsync(_folder);
        await FireAsync(host, "RunObject", "{ not json");
        await host.LogsAsync("Executed 'Functions.RunObject' (Failed");
    }

    [SkippableFact]
    public async Task A_message_stays_invisible_while_it_runs_longer_than_its_lease()
    {
        await using var host = await HostProcess.StartAsync(_folder, ("EmbeddedQueueLease", "00:00:01"));
        await SendAsync(host, "wait long 4000");
        await host.SaysAsync("@ order long ends 1");
        await SendAsync(host, "ok after");
        await host.SaysAsync("@ order after ends 1");
        Assert.Equal(1, host.Count("@ order long begins"));
    }

    [SkippableFact]
    public async Task A_message_whose_process_was_killed_is_delivered_again()
    {
        await using (var killed = await HostProcess.StartAsync(_folder))
        {
            await SendAsync(killed, "wait cut 60000");
            await killed.SaysAsync("@ order cut begins 1");
            await killed.KillAsync();
        }

        await using var next = await HostProcess.StartAsync(_folder);
        await next.SaysAsync("@ order cut begins 2");
    }

    [SkippableFact]
    public async Task A_message_that_kills_its_process_every_time_goes_to_the_poison_queue()
    {
        var once = ("AzureFunctionsJobHost__extensions__queues__maxDequeueCount", "1");
        await using (var killed = await HostProcess.StartAsync(_folder, once))
        {
            await SendAsync(killed, "wait fatal 60000");
            await killed.SaysAsync("@ order fatal begins 1");
            await killed.KillAsync();
        }

        await using var next = await HostProcess.StartAsync(_folder, once);
        await next.SaysAsync("@ poison wait fatal 60000");
        Assert.Equal(0, next.Count("@ order fatal begins"));
    }

    [SkippableFact]
    public async Task Outputs_leave_after_the_response_so_a_kill_in_between_loses_them()
    {
        await using (var killed = await HostProcess.StartAsync(_folder))
        {
            var response = await killed.Client.PostAsync("api/hang", null);
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
            await killed.SaysAsync("@ outputs begin");
            await killed.KillAsync();
        }

        await using var next = await HostProcess.StartAsync(_folder);
        await FireAsync(next, "RunBlock", "sentinel");
        await next.SaysAsync("@ block 8");
        Assert.Equal(0, next.Count("@ block 4"));
    }

    [SkippableFact]
    public async Task A_message_larger_than_a_storage_queue_takes_fails_its_sender()
    {
        await using var host = await HostProcess.StartAsync(_folder);
        await SendAsync(host, "ok " + new string('x', 49_152));
        await host.LogsAsync("a message for queue `orders` takes 65540 bytes as stored, more than 65536");
        await SendAsync(host, "ok " + new string('y', 49_149));
        await host.SaysAsync("yyy ends 1");
    }

    [SkippableFact]
    public async Task Two_hosts_on_one_file_never_run_one_message_at_the_same_time_and_share_the_work()
    {
        const int Messages = 40;
        await using var one = await HostProcess.StartAsync(_folder);
        await using var other = await HostProcess.StartAsync(_folder);
        await SendAsync(one, string.Join('\n', Enumerable.Range(0, Messages).Select(id => $"wait m{id} 150")));
        await SendAsync(other, string.Join('\n', Enumerable.Range(Messages, Messages).Select(id => $"wait m{id} 150")));
        await HostProcess.UntilAsync(() => one.Count(" ends ") + other.Count(" ends ") >= 2 * Messages);
        Assert.Equal(2 * Messages, one.Count(" begins 1") + other.Count(" begins 1"));
        Assert.Equal(2 * Messages, one.Count(" begins ") + other.Count(" begins "));
        Assert.True(one.Count(" ends ") > 0 && other.Count(" ends ") > 0, "one host did all the work");
    }

    [SkippableFact]
    public async Task Stopping_gives_running_messages_back_at_once()
    {
        await using (var stopped = await HostProcess.StartAsync(_folder, ("EmbeddedQueueLease", "00:10:00")))
        {
            await SendAsync(stopped, "wait paused 60000");
            await stopped.SaysAsync("@ order paused begins 1");
            Assert.Equal(0, await stopped.InterruptAsync());
        }

        await using var next = await HostProcess.StartAsync(_folder, ("EmbeddedQueueLease", "00:10:00"));
        await next.SaysAsync("@ order paused begins 2");
    }

    [SkippableFact]
    public async Task Stopping_waits_for_a_message_and_a_request_under_way()
    {
        await using var host = await HostProcess.StartAsync(_folder);
        await SendAsync(host, "deaf busy 2000");
        var request = host.Client.GetAsync("api/wait/2000");
        await host.SaysAsync("@ order busy begins 1");
        await host.SaysAsync("@ Wait began");
        Assert.Equal(0, await host.InterruptAsync());
        Assert.Equal("waited", await (await request).Content.ReadAsStringAsync());
        Assert.Equal(1, host.Count("@ order busy ends 1"));
    }

    private static async Task SendAsync(HostProcess host, string orders)
    {
        var response = await host.Client.PostAsync("api/orders", new StringContent(orders));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    private static async Task FireAsync(HostProcess host, string function, string input) =>
        Assert.Equal(HttpStatusCode.Accepted, (await AdminTests.FireAsync(host, function, input)).StatusCode);
}
