using Compliance.Incidents;
using Microsoft.Extensions.Logging;

namespace Compliance.Functions.Incidents;

/// <summary>What the log says about incidents: ids and roles, no names, addresses or secrets.</summary>
internal static partial class IncidentLog
{
    [LoggerMessage(200, LogLevel.Error, "The store did not answer while incident `{Incident}` of `{Vendor}` was brought forward; the next round tries again: {Problem}")]
    public static partial void StoreFailed(ILogger logger, Exception failure, string vendor, string incident, string problem);

    [LoggerMessage(201, LogLevel.Error, "Incident `{Incident}` of `{Vendor}` stands still until somebody puts this right: {Problem}")]
    public static partial void Refused(ILogger logger, string vendor, string incident, string problem);

    [LoggerMessage(202, LogLevel.Critical, "The trail of `{Vendor}` contradicts itself: incident `{Incident}` can neither be recorded nor told; a person must look at the trail now")]
    public static partial void TrailBroken(ILogger logger, Exception failure, string vendor, string incident);

    [LoggerMessage(203, LogLevel.Error, "Incident `{Incident}` of `{Vendor}` has messages for `{Role}`, and nobody takes them: company.yaml (of the vendor: vendor.yaml) has no contact of that role, or all have refused or failed for days")]
    public static partial void Unreachable(ILogger logger, string vendor, string incident, string role);

    [LoggerMessage(204, LogLevel.Critical, "The trail of `{Vendor}` contradicts itself: no audit, and no suspicion of a broken trail, can be recorded; a person must look at it now")]
    public static partial void TrailBrokenInAudit(ILogger logger, Exception failure, string vendor);

    [LoggerMessage(205, LogLevel.Warning, "A suspicion was opened: incident `{Incident}` of `{Vendor}`")]
    private static partial void Suspected(ILogger logger, string vendor, string incident);

    [LoggerMessage(206, LogLevel.Error, "A file of the setting `Playbooks` is left out until somebody puts this right: {Problem}")]
    public static partial void PlaybookRefused(ILogger logger, string problem);

    [LoggerMessage(207, LogLevel.Error, "The steps of incident `{Incident}` of `{Vendor}` stand still: {Problem}")]
    public static partial void StepsWait(ILogger logger, string vendor, string incident, string problem);

    [LoggerMessage(208, LogLevel.Critical, "Incident `{Incident}` of `{Vendor}` could not be brought forward, for a reason that nobody foresaw; it is tried again in each round")]
    public static partial void Unforeseen(ILogger logger, Exception failure, string vendor, string incident);

    [LoggerMessage(209, LogLevel.Error, "Incident `{Incident}` of `{Vendor}` stands still, and nobody is reminded of it: {Problem}")]
    public static partial void TrailHalted(ILogger logger, string vendor, string incident, string problem);

    // Nobody need come for it at night.
    [LoggerMessage(210, LogLevel.Information, "A draft was opened: incident `{Incident}` of `{Vendor}`; all that was found is more than 30 days old, and no clock runs until a person goes on with it")]
    private static partial void Drafted(ILogger logger, string vendor, string incident);

    /// <summary>That a machine opened a case, as what it opened it.</summary>
    public static void Opened(ILogger logger, string vendor, SuspicionDraft opened)
    {
        if (opened.Stage is Stage.Draft) Drafted(logger, vendor, opened.Id);
        else Suspected(logger, vendor, opened.Id);
    }
}
