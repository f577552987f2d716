using Microsoft.Extensions.Logging;

namespace Compliance.Local.FunctionsWorker.Hosting;

/// <summary>The host's log lines; those about invocations read as the platform's do.</summary>
internal static partial class HostLog
{
    [LoggerMessage(1, LogLevel.Information, "Executing 'Functions.{Function}' (Reason='{Reason}', Id={Id})")]
    public static partial void Executing(ILogger logger, string function, string reason, string id);

    [LoggerMessage(2, LogLevel.Information, "Executed 'Functions.{Function}' (Succeeded, Id={Id}, Duration={Milliseconds}ms)")]
    public static partial void Succeeded(ILogger logger, string function, string id, long milliseconds);

    [LoggerMessage(3, LogLevel.Error, "Executed 'Functions.{Function}' (Failed, Id={Id}, Duration={Milliseconds}ms)")]
    public static partial void Failed(ILogger logger, Exception failure, string function, string id, long milliseconds);

    [LoggerMessage(4, LogLevel.Information, "The next 5 occurrences of the '{Function}' schedule ({Schedule}) will be: {Occurrences}")]
    public static partial void Occurrences(ILogger logger, string function, string schedule, string occurrences);

    [LoggerMessage(5, LogLevel.Error, "Message {Id} has been moved to queue '{Queue}-poison' after {Count} deliveries")]
    public static partial void Poisoned(ILogger logger, long id, string queue, int count);

    [LoggerMessage(6, LogLevel.Warning, "Message {Id} of queue '{Queue}' was held longer than its lease and will be delivered again")]
    public static partial void LeaseLost(ILogger logger, long id, string queue);

    [LoggerMessage(7, LogLevel.Warning, "Functions were still running {Timeout} after the host began to stop; their messages and ticks will be delivered again")]
    public static partial void StillRunning(ILogger logger, TimeSpan timeout);

    [LoggerMessage(8, LogLevel.Critical, "The listener of function '{Function}' failed; the host stops")]
    public static partial void ListenerFailed(ILogger logger, Exception failure, string function);
}
