using Microsoft.Extensions.Logging;

namespace Compliance.Functions.Slicing;

/// <summary>The log lines of audits that are read in slices.</summary>
internal static partial class SliceLog
{
    [LoggerMessage(110, LogLevel.Error, "A message of queue `slices` is not `vendor/audit/number` and was dropped: {Message}")]
    public static partial void Malformed(ILogger logger, string message);

    [LoggerMessage(111, LogLevel.Information, "The audit `{Audit}` was laid aside until {Slices} slices are read")]
    public static partial void LaidAside(ILogger logger, string audit, int slices);

    [LoggerMessage(112, LogLevel.Information, "The slice `{Slice}` was read: {Bytes} bytes")]
    public static partial void Read(ILogger logger, string slice, long bytes);

    [LoggerMessage(113, LogLevel.Warning, "The slice `{Slice}` cannot be read ({Code})")]
    public static partial void Failed(ILogger logger, string slice, string code);

    [LoggerMessage(114, LogLevel.Information, "The slice `{Slice}` is not wanted any more, or is read by another")]
    public static partial void NotWanted(ILogger logger, string slice);

    [LoggerMessage(115, LogLevel.Warning, "The file of the slice `{Slice}` is gone or cannot be used; it is read again")]
    public static partial void Lost(ILogger logger, string slice);

    [LoggerMessage(116, LogLevel.Warning, "The audit `{Audit}` waits for {Slices} slices that nobody reads; their messages are sent again")]
    public static partial void Resent(ILogger logger, string audit, int slices);

    [LoggerMessage(117, LogLevel.Warning, "The message of the slice `{Slice}` was delivered in vain; the slice is left waiting, and asked for again when its audit is looked at")]
    public static partial void LeftWaiting(ILogger logger, string slice);
}
