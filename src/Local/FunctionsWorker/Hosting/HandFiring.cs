using System.Collections.Concurrent;
using Compliance.Local.FunctionsWorker.Discovery;
using Compliance.Local.FunctionsWorker.Invocation;
using Compliance.Local.FunctionsWorker.Queues;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Hosting;

namespace Compliance.Local.FunctionsWorker.Hosting;

/// <summary>
/// Runs timer and queue functions that someone fires by hand, beside the schedule and the queue as the platform does: no lease, no retry, and a timer may
/// run while its own tick does.
/// </summary>
internal sealed class HandFiring(FunctionInvoker invoker, IHostApplicationLifetime lifetime, TimeProvider time)
{
    private readonly ConcurrentDictionary<Task, byte> _running = new();

    /// <summary>Starts the function and returns at once.</summary>
    public void Fire(AppFunction function, string input)
    {
        var run = Task.Run(() => invoker.InvokeAsync(new InvocationRequest(function, "This function was called by hand.", lifetime.ApplicationStopping)
        {
            Supply = context => Supply(context, input),
        }));
        _running.TryAdd(run, 0);
        run.ContinueWith(ended => _running.TryRemove(ended, out _), TaskScheduler.Default);
    }

    /// <summary>Completes when nothing fired by hand is running.</summary>
    public Task DrainAsync() => Task.WhenAll(_running.Keys);

    private void Supply(InvocationContext context, string input)
    {
        if (context.Function.Trigger is not MessageTrigger trigger)
        {
            context.Features.Set(new TimerInfo());
            return;
        }

        var message = new QueueMessage(0, trigger.Queue, BinaryData.FromString(input), 1, time.GetUtcNow(), Receipt: "");
        context.Features.Set(message);
        message.Describe(context.Supplied);
    }
}
