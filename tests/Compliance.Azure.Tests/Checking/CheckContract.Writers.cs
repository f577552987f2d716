using System.Diagnostics;

namespace Compliance.Azure.Tests.Checking;

public abstract partial class CheckContract
{
    [SkippableFact]
    public async Task A_log_that_grows_while_it_is_checked_raises_no_alarm()
    {
        await ThreeActsAsync();
        using var done = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 2).Select(writer => Task.Run(async () =>
        {
            var trail = Open().Trail;
            for (var i = 0; !done.IsCancellationRequested; i++)
            {
                await trail.AppendAsync(Vendor.Value, $"{writer}-{i}", Entries($"{writer}-{i}", 1 + i % 9));
                // Who writes without a pause lets nobody else be first.
                await Task.Delay(Random.Shared.Next(1, 20));
            }
        })).ToList();
        var clock = Stopwatch.StartNew();
        try
        {
            var (store, sizes) = (Open(), new List<long>());
            // At least so many, and until one was checked that had grown: the writers may begin late.
            for (var i = 0; i < 20 || sizes[^1] == sizes[0]; i++)
            {
                Assert.True(clock.Elapsed < TimeSpan.FromMinutes(2), "nobody wrote");
                Assert.DoesNotContain(writers, writer => writer.IsCompleted);
                var result = await CheckAsync(store);
                Assert.True(result.ProblemsInAll == 0, string.Join('\n', result.Problems));
                sizes.Add(result.Size);
            }
            Assert.Equal(sizes.Order(), sizes);
        }
        finally
        {
            await done.CancelAsync();
            await Task.WhenAll(writers);
        }
        Assert.Empty((await CheckAsync()).Problems);
    }

    [SkippableFact]
    public async Task A_log_that_is_signed_while_it_is_checked_raises_no_alarm()
    {
        var store = Open();
        await ThreeActsAsync(store);
        using var done = new CancellationTokenSource();
        var writer = Task.Run(async () =>
        {
            for (var i = 0; !done.IsCancellationRequested; i++)
            {
                await store.Trail.AppendAsync(Vendor.Value, $"act-{i}", Entries($"act-{i}", 1 + i * 7 % 60));
                await PublishAsync(store, await SignAsync(store));
            }
        });
        try
        {
            for (var i = 0; i < 20; i++)
            {
                var result = await CheckArchiveAsync();
                Assert.True(result.ProblemsInAll == 0, string.Join('\n', result.Problems));
            }
        }
        finally
        {
            await done.CancelAsync();
            await writer;
        }
        Assert.Empty((await CheckArchiveAsync()).Problems);
    }

    [SkippableFact]
    public async Task A_key_that_signs_for_the_first_time_while_the_log_is_checked_raises_no_alarm()
    {
        var store = Open();
        var rows = await ThreeActsAsync(store);
        await SignAsync(store);
        var signed = (await AllRowsAsync(rows)).Where(row => row.RowKey[0] is 'c' or 'k' or 's').ToList();
        for (var request = 1; ; request++)
        {
            foreach (var row in signed) await rows.DeleteAsync(Vendor.Value, row.RowKey, default);
            var (faulty, transport) = OpenFaulty();
            // What signing writes is there between two requests of the check.
            transport.Before = number =>
            {
                if (number == request) Task.WhenAll(signed.Select(row => rows.PutAsync(row, default))).GetAwaiter().GetResult();
                return null;
            };
            var result = await CheckAsync(faulty);
            Assert.True(result.ProblemsInAll == 0, $"before request {request}: {string.Join('\n', result.Problems)}");
            if (transport.Requests < request) break;
        }
    }
}
