using Compliance.Local.FunctionsWorker.Discovery;
using Compliance.Local.FunctionsWorker.Hosting;
using Compliance.Local.FunctionsWorker.Invocation;
using Compliance.Local.FunctionsWorker.Queues;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Local.FunctionsWorker.Timers;

/// <summary>
/// Runs one function by its schedule. Runs do not overlap, not even those of several processes: the next tick is computed when the run has ended.
/// Ticks missed while no host was running become one past-due run.
/// </summary>
internal sealed class TimerListener(
    AppFunction function, ScheduleTrigger trigger, TimerStore store, HostSettings settings, FunctionInvoker invoker, TimeProvider time)
{
    // A timer of the runtime takes no more than 49 days; shorter legs also follow a clock that is set.
    private static readonly TimeSpan LongestLeg = TimeSpan.FromHours(1);

    private readonly string _name = function.Definition.EntryPoint;
    private readonly bool _monitored = trigger.UseMonitor && !trigger.Schedule.IsSubMinute(time.GetUtcNow().UtcDateTime);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task RunAsync(CancellationToken stopping)
    {
        var row = store.Open(_name, trigger.Schedule.Text, trigger.Schedule.After(Now));
        DateTime? missed = row.Next < Now && _monitored ? row.Next : null;
        if (row.Next < Now && !_monitored && store.Claim(_name, row.Next) is { } stale)
            store.Complete(_name, stale, row.Last ?? default, trigger.Schedule.After(Now));
        if (trigger.RunOnStartup && missed is null)
            await InvokeAsync(row, isPastDue: false, stopping);

        while (!stopping.IsCancellationRequested)
        {
            row = store.Read(_name);
            var due = row.Leased is { } leased && leased > row.Next ? leased : row.Next;
            if (due > Now)
            {
                var wait = due - Now < LongestLeg ? due - Now : LongestLeg;
                await Task.Delay(wait, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                continue;
            }

            // A lease that ended unrenewed is what a killed process leaves behind.
            await RunDueAsync(row, row.Next == missed || row.Leased is not null, stopping);
        }
    }

    private async Task RunDueAsync(TimerRow row, bool isPastDue, CancellationToken stopping)
    {
        if (store.Claim(_name, row.Next) is not { } receipt)
            return;
        var began = Now;
        Exception? failure;
        await using (var lease = new HeldLease(() => store.Renew(_name, receipt), settings.Lease, time, stopping))
            failure = await InvokeAsync(row, isPastDue, lease.Cancelled);
        if (failure is not null && stopping.IsCancellationRequested)
        {
            store.Abandon(_name, receipt);
            return;
        }

        // A timer may fire a little early; counting from the due time keeps that from making the same tick due twice.
        var from = Now > row.Next ? Now : row.Next;
        store.Complete(_name, receipt, began, trigger.Schedule.After(from));
    }

    private Task<Exception?> InvokeAsync(TimerRow row, bool isPastDue, CancellationToken cancelled)
    {
        var info = new TimerInfo
        {
            IsPastDue = isPastDue,
            ScheduleStatus = _monitored ? new ScheduleStatus { Last = row.Last ?? default, Next = row.Next, LastUpdated = row.Updated } : null,
        };
        return invoker.InvokeAsync(new InvocationRequest(function, $"Timer fired at {Now:O}", cancelled) { Supply = context => context.Features.Set(info) });
    }
}
