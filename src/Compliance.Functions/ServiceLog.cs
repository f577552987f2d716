using Microsoft.Extensions.Logging;

namespace Compliance.Functions;

/// <summary>The service's own log lines.</summary>
internal static partial class ServiceLog
{
    [LoggerMessage(100, LogLevel.Error, "A message of queue `audits` is not `vendor/audit` and was dropped: {Message}")]
    public static partial void Malformed(ILogger logger, string message);

    [LoggerMessage(101, LogLevel.Warning, "There is no audit `{Ticket}`, or another audit of its vendor is under way, or its slices are read; what lies in the outbox is sent again")]
    public static partial void Waiting(ILogger logger, string ticket);

    [LoggerMessage(102, LogLevel.Error, "The store did not answer: {Problem}")]
    public static partial void StoreFailed(ILogger logger, Exception failure, string problem);

    [LoggerMessage(103, LogLevel.Information, "{Count} audits were sent again from the outbox")]
    public static partial void Resent(ILogger logger, int count);

    [LoggerMessage(104, LogLevel.Information, "The audit `{Vendor}/{Audit}` does not read {Count} logs that came before {Begin} (`lookback` of vendor.yaml)")]
    public static partial void Older(ILogger logger, string vendor, string audit, int count, string begin);
}
