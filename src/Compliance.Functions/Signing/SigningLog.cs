using Microsoft.Extensions.Logging;

namespace Compliance.Functions.Signing;

/// <summary>What the log says about checkpoints: ids and sizes, no names, addresses or secrets.</summary>
internal static partial class SigningLog
{
    [LoggerMessage(320, LogLevel.Information, "Checkpoints of `{Vendor}`: {Archived} archived, {Told} witnesses told, timestamp taken: {Stamped}")]
    public static partial void Published(ILogger logger, string vendor, int archived, int told, bool stamped);

    [LoggerMessage(321, LogLevel.Error, "The trail of `{Vendor}` is halted, and is not signed until an operator has decided how it goes on: {Problem}")]
    public static partial void Halted(ILogger logger, string vendor, string problem);

    [LoggerMessage(322, LogLevel.Critical, "The trail of `{Vendor}`, or what was signed of it, contradicts itself: it is neither signed nor published; a person must look at it now")]
    public static partial void TrailBroken(ILogger logger, Exception failure, string vendor);

    [LoggerMessage(323, LogLevel.Error, "The trail of `{Vendor}` was not signed; the next round tries again: {Problem}")]
    public static partial void NotSigned(ILogger logger, string vendor, string problem);

    [LoggerMessage(324, LogLevel.Error, "A checkpoint of `{Vendor}` is not everywhere that it is to be; the next round tries again: {Problem}")]
    public static partial void NotPublished(ILogger logger, string vendor, string problem);

    [LoggerMessage(325, LogLevel.Warning, "No witness of `{Vendor}` is told of its checkpoints until somebody puts this right: {Problem}")]
    public static partial void NoContract(ILogger logger, string vendor, string problem);

    [LoggerMessage(326, LogLevel.Error, "The store did not answer while checkpoints of `{Vendor}` were made or published; the next round tries again")]
    public static partial void StoreFailed(ILogger logger, Exception failure, string vendor);

    [LoggerMessage(327, LogLevel.Critical, "Checkpoints of `{Vendor}` could not be made, for a reason that nobody foresaw; it is tried again in each round")]
    public static partial void Unforeseen(ILogger logger, Exception failure, string vendor);
}
