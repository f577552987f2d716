using Microsoft.Extensions.Logging;

namespace Compliance.Functions.Access;

/// <summary>What the log says about who calls: functions, vendors and reasons; no names, headers or tokens.</summary>
internal static partial class AccessLog
{
    [LoggerMessage(340, LogLevel.Error, "The authority `{Authority}` could not be asked for the keys that sign tokens: {Problem}")]
    public static partial void AuthorityFailed(ILogger logger, string authority, string problem);

    [LoggerMessage(341, LogLevel.Information, "A call of {Function} was refused: {Reason}")]
    public static partial void Refused(ILogger logger, string function, string reason);

    [LoggerMessage(342, LogLevel.Error, "That a call of {Function} was refused ({Reason}) could not be recorded in the trail of `{Vendor}`")]
    public static partial void NotRecorded(ILogger logger, Exception failure, string function, string reason, string vendor);

    [LoggerMessage(343, LogLevel.Error, "Refused calls come faster than they can be recorded: {Dropped} since the start stand in the log alone")]
    public static partial void Dropped(ILogger logger, long dropped);
}
