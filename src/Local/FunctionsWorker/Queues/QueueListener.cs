using Compliance.Local.FunctionsWorker.Discovery;
using Compliance.Local.FunctionsWorker.Hosting;
using Compliance.Local.FunctionsWorker.Invocation;
using Microsoft.Extensions.Logging;

namespace Compliance.Local.FunctionsWorker.Queues;

/// <summary>Delivers the messages of one queue to its function: at least once, deleted only after success.</summary>
internal sealed class QueueListener(
    AppFunction function, string queue, QueueStore store, HostJson hostJson, HostSettings settings, FunctionInvoker invoker, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan ShortestPoll = TimeSpan.FromMilliseconds(100);

    private readonly QueuesJson _options = hostJson.Queues;

    public async Task RunAsync(CancellationToken stopping)
    {
        var running = new List<Task>();
        var idle = ShortestPoll;
        while (!stopping.IsCancellationRequested)
        {
            // Awaited although complete: a store that fails must end the host, not pass unseen.
            foreach (var ended in running.FindAll(task => task.IsCompleted))
                await ended;
            running.RemoveAll(task => task.IsCompleted);
            if (running.Count > _options.NewBatchThreshold)
            {
                await Task.WhenAny(running);
                continue;
            }

            var batch = store.Receive(queue, _options.BatchSize);
            running.AddRange(batch.Select(message => Task.Run(() => DeliverAsync(message, stopping), CancellationToken.None)));
            if (batch.Count > 0)
            {
                idle = ShortestPoll;
                continue;
            }

            await WaitAsync(idle, stopping);
            idle = Shorter(idle * 2, _options.MaxPollingInterval);
        }

        await Task.WhenAll(running);
    }

    private async Task WaitAsync(TimeSpan idle, CancellationToken stopping)
    {
        var wait = store.NextVisible(queue) is { } next && next < idle ? next : idle;
        // A lease about to end is renewed first, if its owner lives; looking again at once would only spin.
        var bounded = wait < ShortestPoll ? ShortestPoll : wait;
        await store.ArrivalAsync(queue, bounded, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task DeliverAsync(QueueMessage message, CancellationToken stopping)
    {
        // Its earlier deliveries ended with their process, so nobody counted them as failures.
        if (message.DequeueCount > _options.MaxDequeueCount)
        {
            Poison(message);
            return;
        }

        Exception? failure;
        await using (var lease = new HeldLease(() => store.Renew(message), settings.Lease, time, stopping))
        {
            failure = await invoker.InvokeAsync(new InvocationRequest(function, $"New queue message detected on '{queue}'.", lease.Cancelled)
            {
                Supply = context =>
                {
                    context.Features.Set(message);
                    message.Describe(context.Supplied);
                },
            });
        }

        Settle(message, failure, stopping.IsCancellationRequested);
    }

    private void Settle(QueueMessage message, Exception? failure, bool stopping)
    {
        if (failure is null && !store.Delete(message))
            HostLog.LeaseLost(logger, message.Id, queue);
        else if (failure is null)
            return;
        else if (message.DequeueCount >= _options.MaxDequeueCount)
            Poison(message);
        else
            store.Release(message, stopping ? TimeSpan.Zero : _options.VisibilityTimeout);
    }

    private void Poison(QueueMessage message)
    {
        store.Poison(message);
        HostLog.Poisoned(logger, message.Id, queue, message.DequeueCount);
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
