using Compliance.Local.FunctionsWorker.Discovery;
using Compliance.Local.FunctionsWorker.Invocation;
using Compliance.Local.FunctionsWorker.Queues;
using Compliance.Local.FunctionsWorker.Timers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Compliance.Local.FunctionsWorker.Hosting;

/// <summary>Everything that starts functions besides requests: timers, queues, and the functions fired at start.</summary>
internal sealed class TriggerListeners(
    FunctionCatalog catalog,
    FunctionInvoker invoker,
    QueueStore queues,
    TimerStore timers,
    HandFiring firing,
    HostJson hostJson,
    HostSettings settings,
    IHostApplicationLifetime lifetime,
    IOptions<HostOptions> host,
    TimeProvider time,
    ILoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger("Host.Triggers");
    private Task _listening = Task.CompletedTask;

    /// <exception cref="StartupError">A function of <c>RunAtStart</c> does not exist.</exception>
    public void Check()
    {
        foreach (var name in settings.RunAtStart)
        {
            if (catalog.Find(name) is not { Trigger: not RequestTrigger })
                throw new StartupError($"setting `RunAtStart` names `{name}`, expected the name of a timer or queue function");
        }
    }

    public void Start()
    {
        // Listeners end when the host begins to stop, which is before Kestrel waits for its requests.
        _listening = Task.WhenAll(catalog.Where(function => !function.IsDisabled).Select(function => ListenAsync(function, lifetime.ApplicationStopping)));
        foreach (var name in settings.RunAtStart)
            firing.Fire(catalog.Find(name)!, input: "");
    }

    /// <summary>Waits for running functions, no longer than the host's shutdown timeout. What is still running then keeps its lease until that ends.</summary>
    public async Task DrainAsync()
    {
        try
        {
            await Task.WhenAll(_listening, firing.DrainAsync()).WaitAsync(host.Value.ShutdownTimeout, time);
        }
        catch (TimeoutException)
        {
            HostLog.StillRunning(_logger, host.Value.ShutdownTimeout);
        }
    }

    private async Task ListenAsync(AppFunction function, CancellationToken stopping)
    {
        try
        {
            await Task.Run(() => RunAsync(function, stopping), CancellationToken.None);
        }
        catch (Exception broken) // a host that no longer listens must not look alive
        {
            HostLog.ListenerFailed(_logger, broken, function.Name);
            Environment.ExitCode = 1;
            lifetime.StopApplication();
        }
    }

    private Task RunAsync(AppFunction function, CancellationToken stopping)
    {
        switch (function.Trigger)
        {
            case ScheduleTrigger timer:
                var next = timer.Schedule.Occurrences(time.GetUtcNow().UtcDateTime).Take(5).Select(moment => $"{moment:yyyy-MM-dd HH:mm:ss}Z");
                HostLog.Occurrences(_logger, function.Name, timer.Schedule.Text, string.Join(", ", next));
                return new TimerListener(function, timer, timers, settings, invoker, time).RunAsync(stopping);
            case MessageTrigger message:
                return new QueueListener(function, message.Queue, queues, hostJson, settings, invoker, time, _logger).RunAsync(stopping);
            default:
                return Task.CompletedTask;
        }
    }
}
