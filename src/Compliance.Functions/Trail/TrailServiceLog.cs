using Compliance.Trail.Verification;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Compliance.Functions.Trail;

/// <summary>What the log says about trails: counts, indexes and row keys, nothing of what entries say.</summary>
internal static partial class TrailServiceLog
{
    [LoggerMessage(300, LogLevel.Information, "The trail of `{Vendor}` holds: {Size} entries, root {Root}, {Checkpoints} checkpoints, in {Seconds:F1} s")]
    public static partial void Holds(ILogger logger, string vendor, long size, string? root, long checkpoints, double seconds);

    [LoggerMessage(301, LogLevel.Critical, "The trail of `{Vendor}` does not hold: {Count} problems, the first {Kind} at row `{Place}`, entry {Index}: {Problem}. It is halted; keep the table as it is, and find out who wrote to it")]
    public static partial void Broken(ILogger logger, string vendor, long count, TrailProblemKind kind, string? place, long? index, string problem);

    [LoggerMessage(302, LogLevel.Warning, "The trail of `{Vendor}` has {Count} problems that an operator has decided about, the first: {Problem}")]
    public static partial void Decided(ILogger logger, string vendor, long count, string problem);

    [LoggerMessage(303, LogLevel.Error, "The trail of `{Vendor}` is halted since {Since} until an operator decides: {Problem}; {Count} problems are there now")]
    public static partial void StillHalted(ILogger logger, string vendor, Instant since, string problem, long count);

    [LoggerMessage(304, LogLevel.Error, "The trail of `{Vendor}` could not be checked; the next round tries again: {Problem}")]
    public static partial void Unchecked(ILogger logger, Exception failure, string vendor, string problem);

    [LoggerMessage(305, LogLevel.Critical, "The trail of `{Vendor}` takes no entry: the suspicion that it was broken is opened when it is resumed, and until then nobody is told but by this line")]
    public static partial void NotSuspected(ILogger logger, Exception failure, string vendor);

    [LoggerMessage(306, LogLevel.Critical, "The trail of `{Vendor}` is halted: audits fail and nothing is recorded until an operator decides how it goes on (POST vendors/{Vendor}/trail/resume)")]
    public static partial void Halted(ILogger logger, string vendor);

    [LoggerMessage(307, LogLevel.Warning, "The trail of `{Vendor}` was resumed ({Decision}) at entry {Index}")]
    public static partial void Resumed(ILogger logger, string vendor, string decision, long index);

    [LoggerMessage(308, LogLevel.Error, "An export of the trail of `{Vendor}` broke off: {Problem}")]
    public static partial void ExportBroke(ILogger logger, Exception failure, string vendor, string problem);

    [LoggerMessage(309, LogLevel.Critical, "That the trail of `{Vendor}` does not hold could not be told, and until it is resumed perhaps nobody is but by this line: {Problem}")]
    public static partial void NotTold(ILogger logger, Exception failure, string vendor, string problem);

    [LoggerMessage(310, LogLevel.Error, "The trail of `{Vendor}` goes on, but the suspicion that it was broken could not be opened; the next check tries again: {Problem}")]
    public static partial void NotOpened(ILogger logger, Exception failure, string vendor, string problem);

    [LoggerMessage(311, LogLevel.Error, "The trail of `{Vendor}` was not compared with the archive's newest checkpoint; the next round tries again: {Problem}")]
    public static partial void ArchiveSilent(ILogger logger, string vendor, string problem);

    [LoggerMessage(312, LogLevel.Error, "The trail of `{Vendor}` was not checked: the round ended before its turn came")]
    public static partial void NotReached(ILogger logger, string vendor);
}
